"""A stand-in for the runner of GitHub Actions: it reads the action, hands it its inputs, and obeys its log as the runner does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from speclint.formats.yaml import read_yaml

ROOT = Path(__file__).parents[2]


def read(path: Path) -> Any:
    """A YAML file as plain data."""
    found = read_yaml(path.name, path.read_text("utf-8"))
    assert not found.errors
    assert found.root is not None
    return found.root.to_python()


class Command(NamedTuple):
    """A workflow command that the runner obeyed."""

    name: str
    members: dict[str, str]
    data: str


class Step(NamedTuple):
    """What a run of the action left: exit code, what the log showed, what the runner obeyed, outputs, summary."""

    code: int
    log: str
    commands: list[Command]
    outputs: dict[str, str]
    summary: str

    def annotations(self) -> list[tuple[str, str, str, str]]:
        """Kind, file, line and text of each."""
        return [
            (each.name, each.members.get("file", ""), each.members.get("line", ""), each.data)
            for each in self.commands
            if each.name in ("error", "warning", "notice")
        ]


class Runner:
    """Runs the action in a folder. `home`: what the runner and the action write beside it."""

    def __init__(self, folder: Path, home: Path, cache: Path) -> None:
        self.folder = folder
        self.home = home
        self.action = read(ROOT / "action.yml")
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SPECLINT_", "INPUT_"))
        }
        for name in ("PYTHONPATH", "FORCE_COLOR", "NO_COLOR"):
            kept.pop(name, None)
        self.environment = {
            **kept,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")]),
            "SPECLINT_CACHE_DIR": str(cache),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(folder),
            "RUNNER_TEMP": str(home),
        }

    def write(self, path: str, text: str) -> None:
        """A file of the workspace."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def run(self, **inputs: str) -> Step:
        """One step. Inputs by name, `_` for `-`; the others have their defaults. Unless said, speclint is installed."""
        given = {"version": "installed", **{name.replace("_", "-"): value for name, value in inputs.items()}}
        assert set(given) <= set(self.action["inputs"]), "the action has no such input"
        values = {name: given.get(name, input["default"]) for name, input in self.action["inputs"].items()}
        (step,) = self.action["runs"]["steps"]
        output, summary = self.home / "output", self.home / "summary"
        for path in (output, summary):
            path.write_bytes(b"")
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: values[found[1]], text)
            for name, text in step["env"].items()
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={**self.environment, **variables, "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
        log = done.stdout.decode("utf-8", "backslashreplace")
        pairs = [line.partition("=") for line in output.read_text("utf-8").splitlines()]
        commands, shown = obeyed(log)
        return Step(
            done.returncode, shown, commands, {name: value for name, _, value in pairs}, summary.read_text("utf-8")
        )


def obeyed(log: str) -> tuple[list[Command], str]:
    """The commands in a log, and the rest of it. Between `stop-commands` and its token nothing is one."""
    commands: list[Command] = []
    shown: list[str] = []
    token = ""
    for line in re.split(r"\r\n|\n|\r", log):
        match = re.fullmatch(r"\s*::([^ :]+)(?: (.*?))?::(.*)", line)
        if token:
            if match and match[1] == token:
                token = ""
            else:
                shown.append(line)
        elif match and match[1] == "stop-commands":
            token = match[3]
        elif match:
            members = dict(each.split("=", 1) for each in (match[2] or "").split(",") if each)
            commands.append(Command(match[1], {name: plain(value) for name, value in members.items()}, plain(match[3])))
        else:
            shown.append(line)
    assert not token, "the runner would obey nothing any more"
    return commands, "\n".join(shown)


def plain(text: str) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, meant)
    return text
