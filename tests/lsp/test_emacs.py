"""Emacs with eglot as a client, without a display."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .project import FIRST

if TYPE_CHECKING:
    from .project import Notes

EMACS = shutil.which("emacs")
SCRIPT = Path(__file__).with_name("eglot_client.el")


@once
def _why_not() -> str:
    if EMACS is None:
        return "Emacs is not installed"
    probe = [EMACS, "--batch", "--eval", "(progn (require 'package) (package-initialize) (require 'eglot))"]
    done = subprocess.run(probe, capture_output=True, check=False, timeout=60)
    return "Emacs has no eglot" if done.returncode else ""


def test_eglot_shows_mends_and_follows_typing(notes: Notes, cache: Path, tmp_path: Path) -> None:
    if _why_not():
        pytest.skip(_why_not())
    faulty = FIRST.replace("## Purpose", "## Purposs")
    notes.write("notes/note-001-first.md", faulty)
    command = [EMACS or "", "--batch", "-l", str(SCRIPT)]
    said = notes.edit_with(command, cache, HOME=str(tmp_path), LC_ALL="C.UTF-8")
    # Emacs counts characters.
    cell = [13, 13, 19]
    assert [each[:3] for each in said["opened"]] == [[5, 0, 10], cell]
    assert "Missing section 'Purpose'" in said["opened"][0][3]
    assert "Invalid value 'medium' in column 'Kind': expected soft or hard" in said["opened"][1][3]
    assert said["action"] == "Rename the heading to 'Purpose'"
    assert [each[:3] for each in said["mended"]] == [cell]
    assert said["text"] == FIRST
    assert said["typed"] == []
    assert said["modified"] is True
    assert notes.first.read_text("utf-8") == faulty
