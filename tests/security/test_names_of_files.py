"""Names of files are chosen by strangers, and hooks append them to a command: none of them is an option."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from speclint.base.source import MAX_BYTES, SourceError
from speclint.workspace.files.staged import StagedTree
from speclint.workspace.files.writing import put_file

if TYPE_CHECKING:
    from pathlib import Path

OUTSIDE = "pwned.md"


def speclint(folder: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "speclint", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "SPECLINT_CACHE_DIR": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.parametrize("option", ["--output-file=json=", "--allow-path=", "--config="])
def test_a_file_that_is_named_like_an_option_is_a_file(option: str, tmp_path: Path, cache: Path) -> None:
    outside = tmp_path / "out"
    outside.mkdir()
    project = tmp_path / "project"
    hidden = project / f"{option}{outside}"
    hidden.mkdir(parents=True)
    name = f"{option}{outside / OUTSIDE}"
    (project / name).write_text("# A\n")
    (project / "a.md").write_text("# A\n")
    done = speclint(project, cache, "check", "a.md", name)
    assert done.returncode == 2
    assert "is a file in this folder. Write `./" in done.stderr
    assert not (outside / OUTSIDE).exists()
    assert speclint(project, cache, "check", "a.md", f"./{name}").returncode == 0
    assert speclint(project, cache, "check", "--", "a.md", name).returncode == 0
    assert not (outside / OUTSIDE).exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_report_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.json")
    with pytest.raises(OSError, match=r"report\.json"):
        put_file(str(tmp_path / "report.json"), b"data", root=str(tmp_path))


def test_a_staged_file_that_is_too_large_is_refused_and_not_read(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    large, small = tmp_path / "large.md", tmp_path / "small.md"
    large.write_bytes(b"a" * (MAX_BYTES + 100))
    small.write_bytes(b"# A\n")
    subprocess.run(["git", "-C", str(tmp_path), "add", "-A"], check=True)
    tree = StagedTree(str(tmp_path), str(tmp_path))
    assert set(tree.markdown()) == {str(large), str(small)}
    assert tree.read(str(small)).text == "# A\n"
    with pytest.raises(SourceError, match="too large"):
        tree.read(str(large))
