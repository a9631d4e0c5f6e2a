"""What tests expect in files: compared with what the program gives, and rewritten by `pytest --accept`.

A test passes what it got, what its file holds, and the place of that in the file. Where they differ, the test fails with
the whole difference. With `--accept` it passes, and at the end of the run all places are rewritten: by one process,
from the last place of a file to the first, so that tests which share a file do not get in each other's way.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

EVERYTHING = 1_000_000
"""Lines of context: a difference is shown whole."""


class Place(NamedTuple):
    """Characters of a file. An empty place is where something may be put in."""

    path: Path
    start: int
    end: int


class Part(NamedTuple):
    """What follows a line that begins with `=== `: the rest of that line, and the text below it with its place."""

    head: str
    text: str
    place: Place

    @property
    def below(self) -> Place:
        """Where another part can be put in below this one."""
        return Place(self.place.path, self.place.end, self.place.end)


class Edit(NamedTuple):
    """A place of a file with its new text. Only plain values, so that workers can send it."""

    path: str
    start: int
    end: int
    text: str


def parts(path: Path, mark: str = "=== ") -> list[Part]:
    """The parts of a file. Blank lines at the end of a part are no part of its text."""
    whole = "\n" + path.read_text("utf-8")
    found = []
    position = whole.find(f"\n{mark}")
    while position >= 0:
        after = whole.find(f"\n{mark}", position + 1)
        piece = whole[position + 1 + len(mark) : after if after >= 0 else len(whole)]
        head, _, body = piece.partition("\n")
        text = body.rstrip("\n") + "\n" if body.strip("\n") else ""
        # In the file itself everything is one character earlier than in `whole`.
        start = min(position + len(mark) + len(head) + 1, len(whole) - 1)
        found.append(Part(head, text, Place(path, start, min(start + len(text), len(whole) - 1))))
        position = after
    return found


def difference(expected: str, actual: str) -> str:
    """What differs, line by line, with all that does not."""
    lines = unified_diff(_lines(expected), _lines(actual), "expected", "actual", lineterm="", n=EVERYTHING)
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    """The lines as a person can tell them apart: what is no letter and no plain space shows as its escape."""
    lines = text.split("\n")
    end = lines.pop()
    shown = ["".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line) for line in lines]
    return [*shown, f"{end} (no line break at the end)"] if end else shown


class Golden:
    """Compares with files, and remembers what is to be written into them."""

    def __init__(self, accept: bool) -> None:
        self.accept = accept
        self.edits: list[Edit] = []

    def same(self, actual: str, expected: str, place: Place, form: str = "{}", note: str = "") -> None:
        """A test's last word: what it got is what its file holds at a place.

        `form` is how the text is written there, `{}` being the text; `note` is shown below the difference.
        """
        if actual == expected:
            return
        if not self.accept:
            where = place.path.name if place.path.exists() else f"{place.path.name} (not there)"
            more = f"\n{note}" if note else ""
            pytest.fail(f"{where}; to accept it: pytest --accept\n{difference(expected, actual)}{more}", pytrace=False)
        self.edits.append(Edit(str(place.path), place.start, place.end, form.format(actual)))

    def same_lines(self, actual: Iterable[str], expected: Iterable[str], place: Place, form: str = "{}") -> None:
        """The same for lines; where there are none, nothing is written, without the form."""
        got, there = (
            "".join(f"{line}\n" for line in actual),
            "".join(f"{line}\n" for line in expected),
        )
        self.same(got, there, place, form if got else "{}")

    def same_file(self, actual: str, path: Path, note: str = "") -> None:
        """The same for a whole file, which need not exist."""
        expected = path.read_text("utf-8") if path.exists() else ""
        self.same(actual, expected, Place(path, 0, len(expected)), note=note)


def write(edits: Iterable[Edit]) -> list[str]:
    """Rewrite the places. Gives the paths that changed, and a line for what two tests want differently."""
    by_path: dict[str, set[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, set()).add(edit)
    said = []
    for name, wanted in sorted(by_path.items()):
        path = Path(name)
        text = path.read_text("utf-8") if path.exists() else ""
        first = len(text) + 1
        for edit in sorted(wanted, reverse=True):
            if edit.end > first or (edit.start, edit.end) == (first, first):
                said.append(f"{name}: two tests want different texts at one place; run again")
                continue
            text = text[: edit.start] + edit.text + text[edit.end :]
            first = edit.start
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        said.append(name)
    return said
