"""Neovim as a client, without a display."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .project import FIRST

if TYPE_CHECKING:
    from .project import Notes

NVIM = shutil.which("nvim")
SCRIPT = Path(__file__).with_name("nvim_client.lua")

pytestmark = pytest.mark.skipif(NVIM is None, reason="Neovim is not installed")


def test_neovim_shows_mends_and_follows_typing(notes: Notes, cache: Path, tmp_path: Path) -> None:
    notes.write("notes/note-001-first.md", FIRST.replace("## Purpose", "## Purposs"))
    environment = {
        **os.environ,
        "SPECLINT_CACHE_DIR": str(cache),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "SERVER": json.dumps([sys.executable, "-m", "speclint", "server"]),
        "PROJECT": str(notes.folder),
        "NOTE": str(notes.first),
    }
    done = subprocess.run(
        [NVIM or "", "--clean", "--headless", "-i", "NONE", "-n", "-c", f"luafile {SCRIPT}"],
        env=environment,
        cwd=notes.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    said: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition(" ")
        said[name] = json.loads(value)
    assert done.returncode == 0, (done.stdout, done.stderr)
    # Neovim counts bytes: `| ` is 2, the rocket 4, the ideograph 3.
    cell = {"line": 12, "column": 18, "last": 24, "code": "bad-cell"}
    title = {"line": 0, "column": 0, "last": 26, "code": "missing-section"}
    assert said["opened"] == [title, cell]
    assert said["action"] == "Write the heading as 'Purpose'"
    assert said["mended"] == [cell]
    assert said["line"] == "## Purpose"
    assert said["typed"] == []
    assert said["modified"] is True
    assert notes.first.read_text("utf-8") == FIRST.replace("## Purpose", "## Purposs")
