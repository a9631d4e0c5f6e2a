"""Scenario files: files, a command, and what it prints and returns, in one text.

A scenario is divided by lines that begin with `=== `:

    === file notes/a.md         the file's text follows
    === shared rules/note.yaml  the file of that name in `shared/`
    === run check notes         a command line of speclint; repeated, the next command in the same folder
    === stdin                   what the command reads
    === environment             NAME=value, line by line, for the command
    === in notes                the working directory of the command
    === stdout                  all that it prints; without this part, it must print nothing
    === stderr                  the same; `=== stderr contains`: lines that must be there, others may
    === after notes/a.md        what the file holds after the command; `=== gone notes/a.md`: it is not there
    === exit 1                  the exit code; 0 unless said

What stands before the first part says what the scenario shows. `{tmp}` stands for the scenario's folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass
class Command:
    arguments: str
    parts: dict[str, str] = field(default_factory=dict)


def environment(cache: Path, **more: str) -> dict[str, str]:
    """The environment of a run: nothing of the caller's that changes what is printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SPECLINT_", "XDG_"))}
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONPATH", "PYTHONUNBUFFERED"):
        kept.pop(name, None)
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "SPECLINT_CACHE_DIR": str(cache),
        "HOME": str(cache),
        **more,
    }


def run(
    folder: Path, cache: Path, *arguments: str, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "speclint", *arguments],
        cwd=folder,
        env=environment(cache, **more),
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


def play(scenario: Path, folder: Path, cache: Path) -> None:
    """Lay out the files, run the commands, and compare."""
    for command in _lay_out(scenario.read_text("utf-8"), folder):
        parts = {name: text.replace("{tmp}", folder.as_posix()) for name, text in command.parts.items()}
        variables = dict(line.split("=", 1) for line in parts.get("environment", "").splitlines())
        where = folder / parts.get("in", "")
        arguments = command.arguments.replace("{tmp}", folder.as_posix()).split()
        done = run(where, cache, *arguments, stdin=parts.get("stdin", "").encode(), **variables)
        said = f"speclint {command.arguments}\n--- stdout\n{done.stdout.decode()}--- stderr\n{done.stderr.decode()}"
        for stream, text in (("stdout", done.stdout.decode()), ("stderr", done.stderr.decode())):
            if f"{stream} contains" in parts:
                for line in parts[f"{stream} contains"].splitlines():
                    assert line in text, f"{line!r} is not in the {stream} of {said}"
            else:
                assert text == parts.get(stream, ""), said
        assert done.returncode == int(parts.get("exit", "0")), f"exit code {done.returncode} of {said}"
        assert b"Traceback" not in done.stderr
        for name, content in command.parts.items():
            word, _, path = name.partition(" ")
            if word == "after":
                assert (folder / path).read_text("utf-8") == content, said
            elif word == "gone":
                assert not (folder / path).exists(), said


def _lay_out(text: str, folder: Path) -> list[Command]:
    commands: list[Command] = []
    for part in ("\n" + text).split("\n=== ")[1:]:
        head, _, body = part.partition("\n")
        body += "\n" if body and not body.endswith("\n") else ""
        word, _, rest = head.partition(" ")
        if word in ("file", "shared"):
            path = folder / rest
            path.parent.mkdir(parents=True, exist_ok=True)
            content = body if word == "file" else (HERE / "shared" / rest).read_text("utf-8")
            path.write_text(content, "utf-8", newline="")
        elif word == "run":
            commands.append(Command(rest))
        elif word in ("exit", "in"):
            commands[-1].parts[word] = rest
        elif word in ("after", "gone"):
            commands[-1].parts[head] = body
        else:
            assert head in ("stdin", "environment", "stdout", "stderr", "stdout contains", "stderr contains"), head
            commands[-1].parts[head] = body
    return commands
