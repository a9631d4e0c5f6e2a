"""What the tests of baselines share: a scratch project, and the program run in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ..cli.scenario import run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from pathlib import Path

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*.md"]}
unknown_sections: warning
sections:
  - heading: Why
  - heading: How
"""
_FINDING = re.compile(r"(?P<path>.+?):(?P<line>[0-9]+):(?P<column>[0-9]+): [a-z]+: .* \[(?P<rule>[a-z-]+)\]")


class Found(NamedTuple):
    place: str
    rule: str


class Done(NamedTuple):
    code: int
    found: list[Found]
    out: str
    errors: str


class Project:
    """A project with one type, `note`, that wants the sections Why and How."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self._cache = cache
        self.write(".speclint.yaml", "rule_paths: [rules]\n")
        self.write("rules/note.yaml", RULES)

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="")

    def run(self, *arguments: str, inside: str = "") -> Done:
        done = run(self.folder / inside, self._cache, *arguments)
        out, errors = done.stdout.decode(), done.stderr.decode()
        assert "internal error" not in errors, errors
        found = [
            Found(f"{match['path']}:{match['line']}:{match['column']}", match["rule"])
            for match in map(_FINDING.fullmatch, out.splitlines())
            if match
        ]
        return Done(done.returncode, found, out, errors)

    def record(self, *arguments: str) -> None:
        done = self.run("baseline", "-q", *arguments)
        assert (done.code, done.errors) == (0, ""), done

    @property
    def known(self) -> list[str]:
        """The entries of the baseline, count, path and rule, tab for blank."""
        lines = (self.folder / ".speclint-baseline").read_text("utf-8").splitlines()[1:]
        return [" ".join(line.split("\t")[:3]) for line in lines]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the rule set is the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Project:
    return Project(tmp_path, cache)
