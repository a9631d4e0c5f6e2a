"""The hook between documents where git keeps its folder elsewhere, and where a commit has an index of its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from .conftest import ROOT, Scratch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*.md"]}
naming: {file: "nt-{number:3}-{slug}", id: "NT-{number:3}"}
sections:
  - heading: Why
"""
GOOD = "# A note\n\n## Why\n\nSo.\n"
BAD = GOOD.replace("So.", "See [NT-009].")


def plain(home: Path, cache: Path) -> Scratch:
    """A repository like any other."""
    scratch = Scratch(home / "main", home, cache)
    scratch.folder.mkdir()
    scratch.git("init", "-q", "-b", "main")
    return scratch


def linked(home: Path, cache: Path) -> Scratch:
    """A work tree inside of the one that it is linked to."""
    main = plain(home, cache)
    main.git("commit", "-q", "--allow-empty", "-m", "begin")
    main.git("worktree", "add", "-q", ".trees/x")
    return Scratch(main.folder / ".trees" / "x", home, cache)


def submodule(home: Path, cache: Path) -> Scratch:
    """A repository inside of another."""
    other = plain(home, cache)
    other.git("commit", "-q", "--allow-empty", "-m", "begin")
    outer = Scratch(home / "outer", home, cache)
    outer.folder.mkdir()
    outer.git("init", "-q")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.folder), "sub")
    return Scratch(outer.folder / "sub", home, cache)


def apart(home: Path, cache: Path) -> Scratch:
    """A work tree without a trace of git: as people keep the files of their home folder."""
    scratch = plain(home, cache)
    (scratch.folder / ".git").rename(home / "kept")
    scratch.environment |= {"GIT_DIR": str(home / "kept"), "GIT_WORK_TREE": str(scratch.folder)}
    return scratch


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a script of a POSIX shell")
@pytest.mark.parametrize("lay_out", [plain, linked, submodule, apart], ids=lambda lay_out: lay_out.__name__)
def test_a_commit_is_judged_by_what_it_will_hold(
    lay_out: Callable[[Path, Path], Scratch], tmp_path: Path, cache: Path
) -> None:
    scratch = lay_out(tmp_path, cache)
    hook = scratch.folder / scratch.git("rev-parse", "--git-path", "hooks/pre-commit").strip()
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec "{sys.executable}" -m speclint check --project --staged\n')
    hook.chmod(0o755)
    scratch.write(".speclint.yaml", "rule_paths: [rules]\n")
    scratch.write("rules/note.yaml", RULES)
    scratch.write("notes/nt-001-a.md", GOOD)
    scratch.write("notes/nt-002-b.md", GOOD)
    done = scratch.commit()
    assert done.returncode == 0, done.stderr

    (scratch.folder / "notes" / "nt-001-a.md").write_text(BAD)
    (scratch.folder / "notes" / "nt-002-b.md").write_text(GOOD + "More.\n")
    done = scratch("git", "commit", "-q", "-a", "-m", "all")
    assert (done.returncode, done.stderr.count("Unknown specification NT-009")) == (1, 1), done.stdout + done.stderr
    done = scratch("git", "commit", "-q", "-m", "one", "--", "notes/nt-001-a.md")
    assert (done.returncode, done.stderr.count("Unknown specification NT-009")) == (1, 1), done.stdout + done.stderr
    done = scratch("git", "commit", "-q", "-m", "the other", "--", "notes/nt-002-b.md")
    assert done.returncode == 0, done.stdout + done.stderr
