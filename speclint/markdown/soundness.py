"""Whether edits of a document did what they say and nothing else.

Owns: comparing the parsed document before and after.
Never: knows what the edits are for.

What an edit does not touch must be there unchanged: every block, at its line. What is touched must still begin a block.
What is new must lie where an edit put it, and every heading that an edit brings must be one in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from speclint.base.source import Position, Range, SourceFile
from speclint.markdown import Heading, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.base.diagnostics import TextEdit
    from speclint.markdown import Block, Document

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINE_LAST = re.compile(r"(?:\r\n|\n|\r(?!\n)){2}\Z")
_BLANK_LINE_FIRST = re.compile(r"(?:\r\n|\n|\r(?!\n)){2}")


def is_sound(source: SourceFile, after: SourceFile, edits: Sequence[TextEdit]) -> bool:
    """Whether edits, which do not overlap, changed nothing but what they say."""
    before, now = parse(source), parse(after)
    opens_front_matter = any(
        edit.range.end == Position(1, 1) and edit.text.startswith(("---", "+++")) for edit in edits
    )
    if (before.front_matter is None) != (now.front_matter is None) and not opens_front_matter:
        return False
    if _is_move(source, edits):
        return Counter(_prints(before)) == Counter(_prints(now))
    return _keeps_blocks(before, now, sorted(edits))


def headings_in(text: str) -> list[int]:
    """The lines of a text, counted from 1, on which headings begin if it is read for itself."""
    if "#" not in text and "\n" not in text and "\r" not in text:
        return []
    return [heading.line for heading in parse(SourceFile("", text)).headings]


def _is_move(source: SourceFile, edits: Sequence[TextEdit]) -> bool:
    """Whether all that is taken out is put in again: then the same blocks are in another order."""
    taken = Counter(line for edit in edits for line in _text_lines(_old_text(source, edit)))
    put = Counter(line for edit in edits for line in _text_lines(edit.text))
    return bool(taken) and taken == put


def _keeps_blocks(before: Document, now: Document, edits: Sequence[TextEdit]) -> bool:
    there = {block.line: block for block in now.blocks}
    moves = _Moves(edits)
    free = [moves.new_lines(index) for index in range(len(edits))]
    seen: set[int] = set()
    for block in before.blocks:
        line = block.line + moves.shift(block.range.start)
        other = there.get(line)
        if other is None:
            return False
        if any(_touches(edit, block.range) for edit in moves.near(block.range)):
            if not _may_become(block, other):
                return False
            end = block.range.end
            free.append((line, end.line + moves.shift(Position(end.line + 1, 1))))
        elif _print(block, before) != _print(other, now):
            return False
        seen.add(line)
    fresh = [block.line for block in now.blocks if block.line not in seen]
    if not _all_within(fresh, free):
        return False
    brought = {
        moves.new_lines(index)[0] + line - 1 for index, edit in enumerate(edits) for line in headings_in(edit.text)
    }
    return brought <= {heading.line for heading in now.headings}


class _Moves:
    """How far edits, in order and without overlap, move the lines behind them."""

    def __init__(self, edits: Sequence[TextEdit]) -> None:
        self._edits = edits
        self._starts = [edit.range.start for edit in edits]
        self._ends = [edit.range.end for edit in edits]
        self._sizes = [
            len(_LINE_END.findall(edit.text)) - (edit.range.end.line - edit.range.start.line) for edit in edits
        ]
        self._sums = [0, *accumulate(self._sizes)]

    def near(self, place: Range) -> Sequence[TextEdit]:
        """The edits that reach up to a place and begin no later than its end."""
        return self._edits[bisect_left(self._ends, place.start) : bisect_right(self._starts, place.end)]

    def shift(self, place: Position, but: int = -1) -> int:
        """By how many lines the edits before a place move it; without the one with the index `but`."""
        index = bisect_left(self._ends, place)
        moved = self._sums[index]
        while index < len(self._ends) and self._ends[index] == place:
            if index != but and _BLANK_LINE_LAST.search(self._edits[index].text):
                moved += self._sizes[index]
            index += 1
        return moved

    def new_lines(self, index: int) -> tuple[int, int]:
        """The first and the last line of what an edit, by its index, put in, counted in the text after all edits."""
        edit = self._edits[index]
        first = edit.range.start.line + self.shift(edit.range.start, index)
        return first, first + len(_LINE_END.findall(edit.text))


def _all_within(lines: Sequence[int], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether each of some lines, in order, is in one of some spans of lines."""
    reached = 0
    waiting = iter(sorted(spans))
    span = next(waiting, None)
    for line in lines:
        while span is not None and span[0] <= line:
            reached = max(reached, span[1])
            span = next(waiting, None)
        if line > reached:
            return False
    return True


def _touches(edit: TextEdit, place: Range) -> bool:
    """Whether an edit changes a block: not where it puts blocks of their own before it or after it."""
    start, end = edit.range
    if start >= place.end:
        return start == place.end and bool(edit.text) and not _BLANK_LINE_FIRST.match(edit.text)
    if end <= place.start:
        return end == place.start and bool(edit.text) and not _BLANK_LINE_LAST.search(edit.text)
    return True


def _may_become(block: Block, other: Block) -> bool:
    """Whether a changed block may be its replacement: of its kind, or a line that was meant as a heading."""
    return type(block) is type(other) or isinstance(other, Heading)


def _old_text(source: SourceFile, edit: TextEdit) -> str:
    return source.text[source.offset(edit.range.start) : source.offset(edit.range.end)]


def _text_lines(text: str) -> Iterator[str]:
    return (line for line in _LINE_END.split(text) if line.strip())


def _prints(document: Document) -> Iterator[tuple[object, ...]]:
    return (_print(block, document) for block in document.blocks)


def _print(block: Block, document: Document) -> tuple[object, ...]:
    """The kind and content of a block, without its place and without the white space after it."""
    (first, _), (last, _) = block.range
    text = "\n".join(document.source.lines[first - 1 : last]).rstrip()
    return type(block).__name__, block.level if isinstance(block, Heading) else 0, text
