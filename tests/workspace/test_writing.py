"""Writing the user's files: whole or not at all, never in the place of another, and names that only one process holds."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.workspace.writing import Reservation, replace_file, write_new

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
OLD = 120
"""Seconds: more than the minute after which a reservation is nobody's."""

without_links = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")


def fail_with(code: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def make_old(path: Path) -> None:
    then = time.time() - OLD
    os.utime(path, (then, then))


def test_a_new_file_gets_the_folders_it_needs_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_new(str(tmp_path / "docs" / "specs" / "a.md"), b"# A\r\n\xff")
    assert (tmp_path / "docs" / "specs" / "a.md").read_bytes() == b"# A\r\n\xff"
    assert names(tmp_path / "docs" / "specs") == ["a.md"]


@pytest.mark.parametrize("can_link", [True, False], ids=["links", "no links"])
def test_a_file_that_is_there_stays_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_link: bool
) -> None:
    if not can_link:
        monkeypatch.setattr(os, "link", fail_with(errno.EPERM))
    (tmp_path / "a.md").write_bytes(b"mine\r\n")
    with pytest.raises(FileExistsError):
        write_new(str(tmp_path / "a.md"), b"# A\n")
    assert (tmp_path / "a.md").read_bytes() == b"mine\r\n"
    assert names(tmp_path) == ["a.md"]


@without_links
def test_a_symbolic_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("elsewhere.md")
    with pytest.raises(FileExistsError):
        write_new(str(tmp_path / "a.md"), b"# A\n")
    assert names(tmp_path) == ["a.md"]


def test_a_file_system_without_links_is_written_to_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", fail_with(errno.EPERM))
    write_new(str(tmp_path / "a.md"), b"# A\n")
    assert (tmp_path / "a.md").read_bytes() == b"# A\n"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions there")
def test_a_script_may_be_run_and_a_document_may_not(tmp_path: Path) -> None:
    write_new(str(tmp_path / "run.sh"), b"#!/bin/sh\n", executable=True)
    write_new(str(tmp_path / "a.md"), b"# A\n")
    assert (tmp_path / "run.sh").stat().st_mode & 0o111 == 0o111
    assert (tmp_path / "a.md").stat().st_mode & 0o111 == 0


def test_a_file_in_the_place_of_a_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "docs").write_bytes(b"mine")
    with pytest.raises(OSError, match="docs"):
        write_new(str(tmp_path / "docs" / "a.md"), b"# A\n")
    with pytest.raises(OSError, match="docs"):
        write_new(str(tmp_path / "docs" / "specs" / "a.md"), b"# A\n")
    assert (tmp_path / "docs").read_bytes() == b"mine"


def test_of_many_writers_one_wins_and_its_text_is_whole(tmp_path: Path) -> None:
    code = (
        "import sys; from speclint.workspace.writing import write_new\n"
        "sys.stdin.readline()\n"
        "try: write_new(sys.argv[1], sys.argv[2].encode() * 100_000)\n"
        "except FileExistsError: sys.exit(3)\n"
    )
    path = tmp_path / "new" / "a.md"
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), mark], cwd=ROOT, stdin=subprocess.PIPE)
        for mark in "abcdef"
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    codes = [writer.wait(timeout=60) for writer in writers]
    assert sorted(codes) == [0, 3, 3, 3, 3, 3]
    assert path.read_bytes() == "abcdef"[codes.index(0)].encode() * 100_000
    assert names(path.parent) == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions there")
def test_replacing_keeps_the_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o7777 == 0o640
    assert names(tmp_path) == ["a.yaml"]


@without_links
def test_replacing_changes_what_a_symbolic_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "a.yaml").symlink_to("real.yaml")
    replace_file(str(tmp_path / "a.yaml"), b"new")
    assert (tmp_path / "a.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"
    assert names(tmp_path) == ["a.yaml", "real.yaml"]


def test_replacing_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail_with(errno.ENOSPC))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        replace_file(str(tmp_path / "a.yaml"), b"new")
    assert (tmp_path / "a.yaml").read_bytes() == b"old"
    assert names(tmp_path) == ["a.yaml"]


def test_a_name_is_held_by_one_until_it_is_given_back(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "specs"
    mine, other = Reservation(str(folder), "cmp-001"), Reservation(str(folder), "cmp-001")
    assert mine.take()
    assert not other.take()
    assert Reservation(str(folder), "cmp-002").take(), "another name is free"
    mine.give_back()
    assert other.take()
    other.give_back()
    assert names(folder) == [".cmp-002.reserved"]


def test_asking_for_a_name_that_another_holds_does_not_take_it_from_them(tmp_path: Path) -> None:
    assert Reservation(str(tmp_path), "cmp-001").take()
    assert not Reservation(str(tmp_path), "cmp-001").take()
    assert not Reservation(str(tmp_path), "cmp-001").take()
    assert names(tmp_path) == [".cmp-001.reserved"]


def test_a_reservation_older_than_a_minute_is_taken_over(tmp_path: Path) -> None:
    assert Reservation(str(tmp_path), "cmp-001").take()
    make_old(tmp_path / ".cmp-001.reserved")
    heir = Reservation(str(tmp_path), "cmp-001")
    assert heir.take()
    assert not Reservation(str(tmp_path), "cmp-001").take(), "it is the heir's now, and fresh"
    heir.give_back()
    assert names(tmp_path) == []


def test_giving_back_what_is_gone_is_no_trouble(tmp_path: Path) -> None:
    mine = Reservation(str(tmp_path), "cmp-001")
    assert mine.take()
    (tmp_path / ".cmp-001.reserved").unlink()
    mine.give_back()
    assert names(tmp_path) == []
