"""Where the page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Project


def test_the_page_is_report_html_unless_said_and_its_path_is_printed(harmless: Project) -> None:
    page = harmless.folder / "report.html"
    done = harmless.run("report")
    # What was found is no matter of the exit code.
    assert (done.returncode, done.stdout, done.stderr) == (0, b"report.html\n", b"")
    assert page.read_bytes().startswith(b"<!DOCTYPE html>\n")
    page.unlink()


def test_a_file_that_is_there_is_replaced_whole(harmless: Project) -> None:
    page = harmless.folder / "page.html"
    page.write_text("before" * 100_000)
    done = harmless.run("report", "-o", "page.html")
    assert (done.returncode, done.stdout) == (0, b"page.html\n")
    text = page.read_text("utf-8")
    assert "before" not in text
    assert text.endswith("</html>\n")
    page.unlink()
    assert not [path.name for path in harmless.folder.iterdir() if path.name.endswith(".tmp")]


def test_folders_of_the_page_are_made(harmless: Project, tmp_path: Path) -> None:
    page = tmp_path / "new" / "folder" / "page.html"
    assert harmless.run("report", "-o", str(page)).returncode == 0
    assert page.exists()


def test_a_folder_cannot_be_the_page(harmless: Project, tmp_path: Path) -> None:
    done = harmless.run("report", "-o", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"speclint: {tmp_path.as_posix()}: is a folder\n"
    assert not [path for path in tmp_path.parent.iterdir() if path.name.endswith(".tmp")]


def test_a_path_below_a_file_cannot_be_written(harmless: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    done = harmless.run("report", "-o", str(tmp_path / "file" / "page.html"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"speclint: {(tmp_path / 'file').as_posix()}")
    assert (tmp_path / "file").read_text() == "kept"


def test_a_path_that_does_not_exist_writes_no_page(harmless: Project, tmp_path: Path) -> None:
    done = harmless.run("report", "-o", str(tmp_path / "page.html"), "missing")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"missing: error: no such file or folder\n"
    assert not (tmp_path / "page.html").exists()
