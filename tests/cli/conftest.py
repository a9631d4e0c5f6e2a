"""What the tests of the command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .scenario import HERE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """A project with the type `note` of the scenarios, and a folder for notes."""
    (tmp_path / "rules").mkdir()
    for name in (".speclint.yaml", "rules/note.yaml"):
        (tmp_path / name).write_text((HERE / "shared" / name).read_text())
    (tmp_path / "notes").mkdir()
    return tmp_path
