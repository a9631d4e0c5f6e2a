"""Every change on disk is seen, however it comes about and however quickly the next one follows."""

from __future__ import annotations

import os
import subprocess
import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from speclint.lsp.buffers import Buffer
from speclint.lsp.reports import report_all
from speclint.lsp.session import Session
from speclint.lsp.uris import path_of

from .changing import SETTINGS, Upheaval
from .project import FIRST, RULES, Notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUNS = 60
"""Upheavals that are compared with a run of its own."""


@pytest.fixture
def session(tmp_path: Path, cache: Path) -> Session:
    """The work of a client that has one folder open."""
    return Session([str(tmp_path)], {"SPECLINT_CACHE_DIR": str(cache)}, "utf-32")


def _verdict(session: Session, folder: Path) -> set[str]:
    """What a session says of all documents, in the form of `Upheaval.differs`."""
    severities = {1: "error", 2: "warning", 3: "info"}
    found = set()
    for uri, (_, diagnostics) in report_all(session).items():
        path = os.path.relpath(path_of(uri) or "", folder)
        for each in diagnostics:
            start = each.range.start
            if not path.endswith((".md", ".speclint-baseline")):
                found.add(path)
            elif each.code:
                said = each.message.partition("\n")[0]
                found.add(
                    f"{path}:{start.line + 1}:{start.character + 1} {severities[each.severity or 1]} {each.code} {said}"
                )
            else:
                found.add(path)
    return found


@pytest.mark.parametrize("seed", range(RUNS // 10))
@pytest.mark.parametrize("is_repository", [False, True])
def test_after_an_upheaval_a_session_says_what_a_run_says(
    tmp_path: Path, session: Session, other_cache: Path, seed: int, is_repository: bool
) -> None:
    random = Random(f"{seed} {is_repository}")
    if is_repository:
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    upheaval = Upheaval(tmp_path, random, other_cache)
    shown: dict[str, Buffer] = {}
    happened: list[str] = []
    for _ in range(RUNS // 12):
        for _ in range(random.randrange(1, 5)):
            happened.append(upheaval.step())
            if random.random() < 0.3:
                session.look(now=random.random() < 0.5)
            if random.random() < 0.3:
                _verdict(session, tmp_path)
            if random.random() < 0.2:
                time.sleep(random.random() * 0.05)
        # What is open is what is on disk: else there would be nothing to compare.
        paths = random.sample(upheaval.documents(), min(2, len(upheaval.documents())))
        shown = {path.as_uri(): _buffer(path) for path in paths}
        session.sync({buffer.key: buffer.shown() for buffer in shown.values()})
        session.look(now=True)
        assert not upheaval.differs(_verdict(session, tmp_path)), happened
        if random.random() < 0.5:
            session.sync({})


def _buffer(path: Path) -> Buffer:
    return Buffer(types.TextDocumentItem(path.as_uri(), "markdown", 1, path.read_text("utf-8")))


QUICK: dict[str, tuple[Callable[[Notes], object], ...]] = {
    "settings": tuple(lambda notes, text=text: notes.write(".speclint.yaml", text) for text in SETTINGS[:3]),  # type: ignore[misc]
    "settings of one length": tuple(lambda notes, text=text: notes.write(".speclint.yaml", text) for text in SETTINGS[2:4]),  # type: ignore[misc]
    "settings in pyproject.toml": (
        lambda notes: (notes.folder / ".speclint.yaml").unlink(),
        lambda notes: notes.write("pyproject.toml", '[tool.speclint]\nrule_paths = ["rules"]\n'),
        lambda notes: notes.write("pyproject.toml", '[tool.speclint]\nrule_paths = ["rules"]\nrules = {bad-cell = "off"}\n'),
    ),
    "settings further down": (
        lambda notes: notes.write("notes/.speclint.yaml", "rule_paths: [../rules]\nrules: {bad-cell: off}\n"),
        lambda notes: (notes.folder / "notes/.speclint.yaml").unlink(),
    ),
    "rule file": (
        lambda notes: notes.write("rules/note.yaml", RULES.replace("hard]", "medium]")),
        lambda notes: notes.write("rules/note.yaml", RULES.replace("min_words: 3", "min_words: 90")),
        lambda notes: (notes.folder / "rules/note.yaml").unlink(),
        lambda notes: notes.write("rules/deep/again.yaml", RULES),
    ),
    "document": tuple(
        lambda notes, to=to: notes.write("notes/note-001-first.md", FIRST.replace("medium", to))  # type: ignore[misc]
        for to in ("soft", "medial", "hard", "MEDIUM")
    ),
    "baseline": (
        lambda notes: notes.write(".speclint-baseline", "nonsense\n"),
        lambda notes: (notes.folder / ".speclint-baseline").unlink(),
    ),
    "folder": (
        lambda notes: (notes.folder / "notes").rename(notes.folder / "other"),
        lambda notes: (notes.folder / "other").rename(notes.folder / "notes"),
        lambda notes: (notes.folder / "rules").rename(notes.folder / "laws"),
        lambda notes: (notes.folder / "laws").rename(notes.folder / "rules"),
    ),
    "new folder": (lambda notes: notes.write("notes/deep/down/note-003-third.md", FIRST),),
    "what a link leads to": (
        lambda notes: notes.write("notes/note-001-first.md", FIRST.replace("[NOTE-002]", "![it](it.png)")),
        lambda notes: notes.write("notes/it.png", ""),
        lambda notes: (notes.folder / "notes/it.png").unlink(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("changes", QUICK.values(), ids=QUICK.keys())
@pytest.mark.parametrize("looks_between", [False, True])
def test_quick_changes_are_all_seen(
    tmp_path: Path,
    session: Session,
    other_cache: Path,
    changes: tuple[Callable[[Notes], object], ...],
    looks_between: bool,
) -> None:
    notes = Notes(tmp_path)
    upheaval = Upheaval(tmp_path, Random(0), other_cache)
    session.sync({(buffer := _buffer(notes.second)).key: buffer.shown()})
    assert not upheaval.differs(_verdict(session, tmp_path))
    for number, change in enumerate(changes):
        change(notes)
        if looks_between:
            session.look(now=bool(number % 2))
            _verdict(session, tmp_path)
    session.sync({})
    session.look(now=True)
    assert not upheaval.differs(_verdict(session, tmp_path))
    assert not session.look(now=True)


def test_what_only_looks_changed_is_not_judged_anew(tmp_path: Path, session: Session) -> None:
    notes = Notes(tmp_path)
    _verdict(session, tmp_path)
    spaces = session.spaces()
    notes.write(".speclint.yaml", SETTINGS[0])
    os.utime(notes.folder / "rules" / "note.yaml")
    notes.write("pyproject.toml", "[tool.other]\n")
    session.look(now=True)
    assert session.spaces() == spaces


def test_looking_takes_a_small_part_of_the_time(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    Notes(tmp_path)
    _verdict(session, tmp_path)
    clock = 100.0
    looks = 0

    def tick() -> float:
        return clock

    def outdated(_: object) -> bool:
        nonlocal clock, looks
        clock, looks = clock + 1.0, looks + 1
        return False

    monkeypatch.setattr("speclint.lsp.session.time.monotonic", tick)
    monkeypatch.setattr("speclint.workspace.editing.EditedWorkspace.is_outdated", outdated)
    for _ in range(1000):
        session.look()
        clock += 0.1
    assert 2 <= looks <= 8  # a second each, in a hundred
