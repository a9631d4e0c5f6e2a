"""Whether edits of a document did what they say and nothing else.

Owns: comparing the parsed document before and after.
Never: knows what the edits are for.

What an edit does not touch must be there unchanged: every block, at its line. What is touched must still begin a block.
What is new must lie where an edit put it, and every heading that an edit brings must be one in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclint.document import Heading, parse
from speclint.source import Position, Range, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.diagnostics import TextEdit
    from speclint.document import Block, Document

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
    """Whether all that is taken out is put in again: then the same blocks stand in another order."""
    taken = Counter(line for edit in edits for line in _text_lines(_old_text(source, edit)))
    put = Counter(line for edit in edits for line in _text_lines(edit.text))
    return bool(taken) and taken == put


def _keeps_blocks(before: Document, now: Document, edits: Sequence[TextEdit]) -> bool:
    there = {block.line: block for block in now.blocks}
    free = [_new_lines(edits, edit) for edit in edits]
    seen: set[int] = set()
    for block in before.blocks:
        line = block.line + _shift(edits, block.range.start)
        other = there.get(line)
        if other is None:
            return False
        if any(_touches(edit, block.range) for edit in edits):
            if not _may_become(block, other):
                return False
            end = block.range.end
            free.append((line, end.line + _shift(edits, Position(end.line + 1, 1))))
        elif _print(block, before) != _print(other, now):
            return False
        seen.add(line)
    fresh = [block for block in now.blocks if block.line not in seen]
    if not all(any(first <= block.line <= last for first, last in free) for block in fresh):
        return False
    brought = {_new_lines(edits, edit)[0] + line - 1 for edit in edits for line in headings_in(edit.text)}
    return brought <= {heading.line for heading in now.headings}


def _touches(edit: TextEdit, place: Range) -> bool:
    """Whether an edit changes a block: not where it puts blocks of their own before it or after it."""
    start, end = edit.range
    if start >= place.end:
        return start == place.end and bool(edit.text) and not _BLANK_LINE_FIRST.match(edit.text)
    if end <= place.start:
        return end == place.start and bool(edit.text) and not _BLANK_LINE_LAST.search(edit.text)
    return True


def _may_become(block: Block, other: Block) -> bool:
    """Whether a changed block may be what stands there now: of its kind, or a line that was meant as a heading."""
    return type(block) is type(other) or isinstance(other, Heading)


def _shift(edits: Sequence[TextEdit], place: Position) -> int:
    """By how many lines the edits before a place move it."""
    moved = 0
    for edit in edits:
        if edit.range.end < place or (edit.range.end == place and _BLANK_LINE_LAST.search(edit.text)):
            moved += len(_LINE_END.findall(edit.text)) - (edit.range.end.line - edit.range.start.line)
    return moved


def _new_lines(edits: Sequence[TextEdit], edit: TextEdit) -> tuple[int, int]:
    """The first and the last line of what an edit put in, counted in the text after all edits."""
    others = [other for other in edits if other is not edit]
    first = edit.range.start.line + _shift(others, edit.range.start)
    return first, first + len(_LINE_END.findall(edit.text))


def _old_text(source: SourceFile, edit: TextEdit) -> str:
    return source.text[source.offset(edit.range.start) : source.offset(edit.range.end)]


def _text_lines(text: str) -> Iterator[str]:
    return (line for line in _LINE_END.split(text) if line.strip())


def _prints(document: Document) -> Iterator[tuple[object, ...]]:
    return (_print(block, document) for block in document.blocks)


def _print(block: Block, document: Document) -> tuple[object, ...]:
    """What a block is and holds, wherever it stands. The white space that follows it is none of it."""
    (first, _), (last, _) = block.range
    text = "\n".join(document.source.lines[first - 1 : last]).rstrip()
    return type(block).__name__, block.level if isinstance(block, Heading) else 0, text
