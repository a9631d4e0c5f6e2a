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
    === after notes/a.md        what the file holds after the command; `=== gone notes/a.md`: it does not exist
    === exit 1                  the exit code; 0 unless said

The text before the first part says what the scenario shows. `{tmp}` stands for the scenario's folder. All files are
there before the first command runs. `pytest --accept` writes what the commands gave into the scenario.
"""

from __future__ import annotations

import os
import subprocess
import sys
from difflib import get_close_matches
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING, NamedTuple

from ..golden import Place  # noqa: TID252 - tests are no installed package
from .inside import run_inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..golden import Golden  # noqa: TID252

Done = CompletedProcess[bytes]
HERE = Path(__file__).parent
ROOT = HERE.parents[1]


OF_A_PROCESS = ("PYTHON", "LANG", "LC_", "LD_")
KNOWN = ("stdin", "environment", "stdout", "stderr", "stdout contains", "stderr contains")


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


def run(folder: Path, cache: Path, *arguments: str, stdin: bytes = b"", **more: str) -> Done:
    """Run a command line, in this process unless a variable says how Python is to start."""
    if any(name.startswith(OF_A_PROCESS) for name in more):
        return run_apart(folder, cache, *arguments, stdin=stdin, **more)
    return run_inside(folder, environment(cache, **more), arguments, stdin)


def run_apart(folder: Path, cache: Path, *arguments: str, stdin: bytes = b"", **more: str) -> Done:
    """Run a command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "speclint", *arguments],
        cwd=folder,
        env=environment(cache, **more),
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


class Piece(NamedTuple):
    """A part of a scenario: its first line, and the text below it without the last line break, if it has any."""

    head: str
    text: str | None

    @property
    def word(self) -> str:
        return self.head.partition(" ")[0]

    @property
    def rest(self) -> str:
        return self.head.partition(" ")[2]

    @property
    def body(self) -> str:
        text = self.text or ""
        return text + "\n" if text and not text.endswith("\n") else text


def play(scenario: Path, folder: Path, cache: Path, golden: Golden, runs: Callable[..., Done] = run) -> None:
    """Lay out the files, run the commands, and compare the scenario with itself as it came out."""
    text = scenario.read_text("utf-8")
    first, *rest = ("\n" + text).split("\n=== ")
    pieces = [Piece(head, body if line_break else None) for head, line_break, body in (p.partition("\n") for p in rest)]
    _lay_out(pieces, folder)
    commands: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.word == "run":
            commands.append([])
        commands[-1].append(piece)
    after = commands.pop(0)
    notes = []
    for command in commands:
        done = _run_command(command, folder, cache, runs)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        happened = _happened(command, done, folder)
        after += happened
        if happened != command:
            streams = f"--- stdout\n{done.stdout.decode()}--- stderr\n{done.stderr.decode()}"
            notes.append(f"speclint {command[0].rest}\n{streams}")
    written = "".join(f"\n=== {each.head}" + ("" if each.text is None else f"\n{each.text}") for each in after)
    whole = f"{first}{written}"[1:]
    golden.same(
        whole.rstrip("\n") + "\n", text.rstrip("\n") + "\n", Place(scenario, 0, len(text)), note="\n".join(notes)
    )


def _run_command(command: list[Piece], folder: Path, cache: Path, runs: Callable[..., Done]) -> Done:
    here = folder.as_posix()
    parts = {each.head: each.body.replace("{tmp}", here) for each in command}
    where = next((each.rest for each in command if each.word == "in"), "")
    variables = dict(line.split("=", 1) for line in parts.get("environment", "").splitlines())
    arguments = command[0].rest.replace("{tmp}", here).split()
    return runs(folder / where, cache, *arguments, stdin=parts.get("stdin", "").encode(), **variables)


def _happened(command: list[Piece], done: Done, folder: Path) -> list[Piece]:
    """A command's parts as they would have to be. What is right stays as it is written."""
    streams = {"stdout": done.stdout.decode(), "stderr": done.stderr.decode()}
    found: list[Piece] = []
    for piece in command:
        if piece.head in streams:
            found += _stated(piece, streams.pop(piece.head), folder)
        elif piece.rest == "contains" and piece.word in streams:
            found += _contained(piece, streams.pop(piece.word), folder)
        elif piece.word == "exit":
            code = str(done.returncode)
            found += [piece] if code == piece.rest else [Piece(f"exit {code}", None)] if code != "0" else []
        elif piece.word in ("after", "gone"):
            path = folder / piece.rest
            if not path.exists():
                found.append(piece if piece.word == "gone" else Piece(f"gone {piece.rest}", None))
            else:
                found += _stated(Piece(f"after {piece.rest}", piece.text), path.read_text("utf-8"), None) or [
                    Piece(f"after {piece.rest}", None)
                ]
        else:
            found.append(piece)
    inputs = [place for place, each in enumerate(found) if each.word in ("run", "stdin", "environment", "in")]
    place = inputs[-1] + 1
    for head, text in streams.items():
        found[place:place] = more = _stated(Piece(head, None), text, folder)
        place += len(more)
    if done.returncode and not any(each.word == "exit" for each in found):
        found.append(Piece(f"exit {done.returncode}", None))
    return found


def _stated(piece: Piece, text: str, folder: Path | None) -> list[Piece]:
    """The part with another text; no part for no text."""
    here = folder.as_posix() if folder else "{tmp}"
    if text == piece.body.replace("{tmp}", here):
        return [piece] if text or piece.text is not None or piece.word == "after" else []
    if not text:
        return []
    if not text.endswith("\n"):
        text += "\n(no line break at the end)\n"
    text = text.replace(here, "{tmp}")
    return [Piece(piece.head, text if text.endswith("\n\n") else text[:-1])]


def _contained(piece: Piece, text: str, folder: Path) -> list[Piece]:
    """The part with lines that are in a text: in the place of one that is not, the line that comes nearest to it.

    Where none comes near, all of the text: the part says nothing any more only if there is none.
    """
    here = folder.as_posix()
    lines = []
    for line in piece.body.splitlines():
        if line.replace("{tmp}", here) in text:
            lines.append(line)
        else:
            lines += [near.replace(here, "{tmp}") for near in get_close_matches(line, text.splitlines(), 1, 0.3)]
    if lines == piece.body.splitlines():
        return [piece]
    lines = lines or text.replace(here, "{tmp}").splitlines()
    return [Piece(piece.head, "\n".join(lines))] if lines else []


def _lay_out(pieces: list[Piece], folder: Path) -> None:
    for piece in pieces:
        if piece.word in ("file", "shared"):
            path = folder / piece.rest
            path.parent.mkdir(parents=True, exist_ok=True)
            content = piece.body if piece.word == "file" else (HERE / "shared" / piece.rest).read_text("utf-8")
            path.write_text(content, "utf-8", newline="")
        elif piece.word not in ("run", "exit", "in", "after", "gone"):
            assert piece.head in KNOWN, piece.head
