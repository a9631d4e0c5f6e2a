"""Neovim as a client, without a display."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .project import FIRST

if TYPE_CHECKING:
    from .project import Notes

NVIM = shutil.which("nvim")
SCRIPT = Path(__file__).with_name("nvim_client.lua")

pytestmark = pytest.mark.skipif(NVIM is None, reason="Neovim is not installed")


def test_neovim_shows_mends_and_follows_typing(notes: Notes, cache: Path, tmp_path: Path) -> None:
    notes.write("notes/note-001-first.md", FIRST.replace("## Purpose", "## Purposs"))
    command = [NVIM or "", "--clean", "--headless", "-i", "NONE", "-n", "-c", f"luafile {SCRIPT}"]
    kept = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    said = notes.edit_with(command, cache, **kept)
    # Neovim counts bytes: `| ` is 2, the rocket 4, the ideograph 3.
    cell = {"line": 12, "column": 18, "last": 24, "code": "bad-cell"}
    heading = {"line": 4, "column": 0, "last": 10, "code": "missing-section"}
    assert said["opened"] == [heading, cell]
    assert said["action"] == "Rename the heading to 'Purpose'"
    assert said["mended"] == [cell]
    assert said["line"] == "## Purpose"
    assert said["typed"] == []
    assert said["modified"] is True
    assert notes.first.read_text("utf-8") == FIRST.replace("## Purpose", "## Purposs")
