"""Telling whether files are what they were, on file systems whose dates say little."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from speclint.workspace.files import stamps
from speclint.workspace.files.stamps import Stamps

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _never(_: str) -> bool:
    return False


def test_two_writes_with_the_same_date_and_size_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    now = time.time_ns()
    monkeypatch.setattr(stamps, "status", lambda _: (now, now, 3, 1))
    watched = Stamps(_never)
    watched.follow([str(path)], [])
    assert watched.changes() == (set(), set())
    path.write_text("two")
    assert watched.changes() == ({str(path)}, set())
    assert watched.changes() == (set(), set())


def test_content_is_read_only_while_a_file_is_young(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    read: list[str] = []

    def content(place: str) -> str:
        read.append(place)
        return "same"

    monkeypatch.setattr(stamps, "_content", content)
    watched = Stamps(_never)
    watched.follow([str(path)], [])
    watched.changes()
    assert len(read) == 2
    monkeypatch.setattr("speclint.workspace.files.stamps.time.time", lambda: path.stat().st_ctime + 60)
    watched.changes()  # the last time: it may have been written after the look before
    for _ in range(5):
        assert watched.changes() == (set(), set())
    assert len(read) == 3


def test_older_date_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    watched = Stamps(_never)
    watched.follow([str(path)], [])
    path.write_text("two")
    os.utime(path, (1, 1))
    assert watched.changes() == ({str(path)}, set())


def test_names_that_come_and_go_are_told_and_others_are_not(tmp_path: Path) -> None:
    watched = Stamps(lambda name: name.endswith("~"))
    watched.follow([], [str(tmp_path)])
    (tmp_path / "a~").touch()
    assert watched.changes() == (set(), set())
    (tmp_path / "a~").rename(tmp_path / "a")
    assert watched.changes() == (set(), {str(tmp_path / "a")})
    (tmp_path / "a").unlink()
    assert watched.changes() == (set(), {str(tmp_path / "a")})


def test_file_that_may_have_changed_since_it_was_read_counts_as_changed_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    watched = Stamps(_never)
    watched.add([str(path)])
    assert watched.changes() == ({str(path)}, set())
    assert watched.changes() == (set(), set())
    watched.add([str(path)])
    assert watched.changes() == (set(), set())
