"""What the tests of `--since` share: a scratch repository, and the program run in it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from ..cli.scenario import environment  # noqa: TID252 - tests are no installed package
from ..cli.scratch import Found, ScratchProject  # noqa: TID252

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


class Repository(ScratchProject):
    """A git repository with one type, `note`. Its branch is `main`."""

    def __init__(self, folder: Path, cache: Path) -> None:
        super().__init__(folder, cache, RULES, GIT_CONFIG_GLOBAL=os.devnull)
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

    def git(self, *arguments: str) -> None:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self._environment, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def commit(self, **files: str) -> None:
        """Write notes by their names, and commit all that there is."""
        for name, text in files.items():
            self.write(f"notes/{name}.md", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def touched(self, *arguments: str, since: str = "HEAD") -> list[Found]:
        """What is found in the sections that changed."""
        return self.run("check", "-q", "--since", since, "--changed-sections", *arguments).found


@pytest.fixture
def repository(tmp_path: Path, cache: Path) -> Repository:
    return Repository(tmp_path, cache)
