"""What the tests of baselines share: a scratch project, and the program run in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..cli.scratch import ScratchProject  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from pathlib import Path

RULES = """speclint: 1
type: note
title: Note
placeholders: [{name: to do, regex: "TODO"}]
applies_to: {files: ["notes/*.md"]}
unknown_sections: warning
sections:
  - heading: Why
  - heading: How
"""


class Project(ScratchProject):
    """A project with one type, `note`, that wants the sections Why and How."""

    def __init__(self, folder: Path, cache: Path) -> None:
        super().__init__(folder, cache, RULES)

    def record(self, *arguments: str) -> None:
        done = self.run("baseline", "-q", *arguments)
        assert (done.code, done.errors) == (0, ""), done

    @property
    def known(self) -> list[str]:
        """The entries of the baseline, count, path and rule, tab for blank."""
        lines = (self.folder / ".speclint-baseline").read_text("utf-8").splitlines()[1:]
        return [" ".join(line.split("\t")[:3]) for line in lines]


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Project:
    return Project(tmp_path, cache)
