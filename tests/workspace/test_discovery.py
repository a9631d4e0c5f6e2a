"""Which files of a folder count."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from speclint.workspace.files.discovery import discover

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, *paths: str) -> list[str]:
    targets, failures = discover(paths or ["."], str(folder))
    assert not failures
    return [target.display for target in targets]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "a.md",
        "b.MARKDOWN",
        "c.txt",
        "sub/d.md",
        "out/e.md",
        ".hidden/f.md",
        "node_modules/g/README.md",
        "env/h.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# A\n")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    (tmp_path / ".gitignore").write_text("out/\nenv/\nnode_modules/\n")
    return tmp_path


def test_folder_without_git(tree: Path) -> None:
    assert found(tree) == ["a.md", "b.MARKDOWN", "out/e.md", "sub/d.md"]


def test_folder_in_a_git_work_tree(tree: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    assert found(tree) == [".hidden/f.md", "a.md", "b.MARKDOWN", "sub/d.md"]
    subprocess.run(["git", "-C", str(tree), "add", "a.md"], check=True)
    (tree / "a.md").unlink()
    assert found(tree) == [".hidden/f.md", "b.MARKDOWN", "sub/d.md"]


def test_ignored_folder_that_is_named(tree: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    assert found(tree, "out") == ["out/e.md"]


def test_git_variables_of_a_hook_do_not_mislead(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert "sub/d.md" in found(tree)


def test_named_file_is_taken_whatever_its_name(tree: Path) -> None:
    assert found(tree, "c.txt", "sub", "./sub/d.md") == ["c.txt", "sub/d.md"]


def test_missing_path_is_told_and_the_rest_taken(tree: Path) -> None:
    targets, failures = discover(["nowhere", "sub"], str(tree))
    assert [target.display for target in targets] == ["sub/d.md"]
    assert [tuple(failure[:2]) for failure in failures] == [("nowhere", "no such file or folder")]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
def test_pipes_are_no_documents(tree: Path) -> None:
    expected = found(tree)
    os.mkfifo(tree / "sub" / "pipe.md")
    (tree / "sub" / "link.md").symlink_to("pipe.md")
    assert found(tree) == expected
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    assert "sub/pipe.md" not in found(tree)
    assert "sub/link.md" not in found(tree)
