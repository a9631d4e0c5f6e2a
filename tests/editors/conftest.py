"""What the tests of editors share: a project with findings at places that are hard to hit."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ..cli.scenario import environment, run  # noqa: TID252 - tests are no installed package

RULES = """\
speclint: 1
type: note
title: Note
applies_to: {files: ["**/notes/*.md"]}
order: any
sections:
  - heading: Why
    expects:
      - table: {columns: [Name, {name: Required, values: ["Yes", "No"]}]}
  - {heading: How, presence: recommended}
rules: {uneven-row: info}
"""
LINES = (
    "# Ä note",
    "",
    "## Why",
    "",
    "| Name | Required |",
    "|------|----------|",
    "| plain | Maybe |",
    "| 日本 😀 e\u0301 | Perhaps |",
    "|\t日本\t| Never |",
)
NAME = "a note's 日本.md"
"""Of the file: blanks, quotes and letters of other scripts."""


class Place(NamedTuple):
    """Where a finding is: the line, and the text that it is about ("" for the whole line)."""

    severity: str
    rule: str
    line: int
    text: str


PLACES = (
    Place("warning", "missing-section", 1, LINES[0]),
    Place("error", "bad-cell", 7, "Maybe"),
    Place("error", "bad-cell", 8, "Perhaps"),
    Place("error", "bad-cell", 9, "Never"),
)
"""All findings in order."""


class Scratch:
    """A project with one document that has all PLACES."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache
        self.document = folder / "notes" / NAME
        (folder / "rules").mkdir(parents=True)
        (folder / "notes").mkdir()
        (folder / ".speclint.yaml").write_text("rule_paths: [rules]\n")
        (folder / "rules" / "note.yaml").write_text(RULES)
        self.document.write_text("".join(f"{line}\n" for line in LINES), "utf-8", newline="")

    def environment(self, **more: str) -> dict[str, str]:
        """That of an editor: the program is on its path, and nothing of the user's is read."""
        found = environment(self.cache, LC_ALL="C.UTF-8", TERM="dumb", **more)
        programs = Path(sys.executable).parent
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))
        return {**found, **homes, "PATH": f"{programs}{os.pathsep}{found['PATH']}"}

    def run(self, *arguments: str) -> str:
        """What a run of the program prints."""
        done = run(self.folder, self.cache, *arguments)
        return done.stdout.decode()

    def printed(self, editor: str, path: Path) -> Path:
        """The only file of an editor, as `init --print` prints it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(run(self.folder, self.cache, "init", "--editor", editor, "--print").stdout)
        return path


def needs(program: str, *more: str) -> str:
    """The path of a program, by any of its names; skips the test where it is absent."""
    packages = Path(os.environ.get("SPECLINT_NODE_TOOLS", "")) / "node_modules" / ".bin"
    for name in (program, *more):
        found = shutil.which(name) or shutil.which(name, path=str(packages))
        if found is not None:
            return found
    pytest.skip(f"{program} is not installed")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the rule sets are the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def scratch(tmp_path: Path, cache: Path) -> Scratch:
    return Scratch(tmp_path / "work", cache)
