"""What the tests of `--since` share: a scratch repository, and the program run in it."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ..cli.scenario import environment, run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from pathlib import Path

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*.md"]}
sections:
  - heading: Why
  - heading: How
    sections:
      - heading: Steps
  - heading: Cost
"""
GOOD = """# A note

## Why

So.

## How

### Steps

First this.

## Cost

None.
"""
"""Clean. Line 5 is in Why, 11 in Steps, 15 in Cost."""
_FINDING = re.compile(r"(?P<place>.+?:[0-9]+:[0-9]+): [a-z]+: .* \[(?P<rule>[a-z-]+)\]")


class Found(NamedTuple):
    place: str
    rule: str


class Done(NamedTuple):
    code: int
    found: list[Found]
    out: str
    errors: str


class Repository:
    """A git repository with one type, `note`. Its branch is `main`."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self._cache = cache
        self._environment = environment(
            cache,
            GIT_CONFIG_GLOBAL=os.devnull,
            GIT_CONFIG_SYSTEM=os.devnull,
            GIT_AUTHOR_NAME="A",
            GIT_AUTHOR_EMAIL="a@localhost",
            GIT_COMMITTER_NAME="A",
            GIT_COMMITTER_EMAIL="a@localhost",
        )
        self.git("init", "-q", "-b", "main")
        self.write(".speclint.yaml", "rule_paths: [rules]\n")
        self.write("rules/note.yaml", RULES)

    def git(self, *arguments: str) -> None:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self._environment, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="")

    def commit(self, **files: str) -> None:
        """Write notes by their names, and commit all that there is."""
        for name, text in files.items():
            self.write(f"notes/{name}.md", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def run(self, *arguments: str, inside: str = "") -> Done:
        done = run(self.folder / inside, self._cache, *arguments, GIT_CONFIG_GLOBAL=os.devnull)
        out, errors = done.stdout.decode(), done.stderr.decode()
        assert "internal error" not in errors, errors
        found = [Found(match["place"], match["rule"]) for match in map(_FINDING.fullmatch, out.splitlines()) if match]
        return Done(done.returncode, found, out, errors)

    def touched(self, *arguments: str, since: str = "HEAD") -> list[Found]:
        """What is found in the sections that changed."""
        return self.run("check", "-q", "--since", since, "--changed-sections", *arguments).found


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the rule set is the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def repository(tmp_path: Path, cache: Path) -> Repository:
    return Repository(tmp_path, cache)
