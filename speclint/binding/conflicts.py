"""Merge conflicts that git left in a document.

Owns: which lines are conflict markers.
Never: reports; `merge-conflict` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.markdown import CodeBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown import Document

_OURS = "<<<<<<<"
_BASE = "|||||||"
_MIDDLE = "======="
_THEIRS = ">>>>>>>"


class Conflict(NamedTuple):
    """The places of the markers of one conflict, or of what is left of one, in order."""

    markers: tuple[Range, ...]


def find_conflicts(document: Document) -> tuple[Conflict, ...]:
    """The conflicts of a document, in order. Markers in code are part of the code: it may explain git.

    A line of equals signs alone underlines a heading, and so is none without the others. A line that ends a conflict is one
    also alone, unless it is a quote of several lines.
    """
    source = document.source
    if _OURS not in source.text and _THEIRS not in source.text:
        return ()
    lines = source.lines
    code = {
        line
        for block in document.walk()
        if isinstance(block, CodeBlock)
        for line in range(block.line, block.range.end.line + 1)
    }
    found: list[Conflict] = []
    open: list[Range] = []
    for number, line in enumerate(lines, 1):
        mark = line[:7]
        if mark not in (_OURS, _BASE, _MIDDLE, _THEIRS) or not _is_marker(line):
            continue
        place = Range.at(number, 1, len(line))
        if mark == _OURS:
            if number in code:
                continue
            if open:
                found.append(Conflict(tuple(open)))
            open = [place]
        elif open:
            # Its fences may be in conflict as well, so that these lines look like code.
            open.append(place)
            if mark == _THEIRS:
                found.append(Conflict(tuple(open)))
                open = []
        elif mark == _THEIRS and number not in code and _stands_alone(lines, number):
            found.append(Conflict((place,)))
    if open:
        found.append(Conflict(tuple(open)))
    return tuple(found)


def _is_marker(line: str) -> bool:
    if line[:7] == _MIDDLE:
        return line == _MIDDLE
    if line[:7] == _BASE and len(line) == 7:
        return True
    return line[7:8] == " " and bool(line[8:].strip())


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    """Whether neither the line above nor the one below is quoted, too."""
    around = (*lines[max(number - 2, 0) : number - 1], *lines[number : number + 1])
    return not any(line.lstrip().startswith(">") for line in around)
