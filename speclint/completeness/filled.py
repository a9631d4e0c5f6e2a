"""What an author has written: a section's content without everything that a template left.

Owns: which paragraphs, items, rows and blocks count as written.
Never: judges what is written.

Comments, placeholders, option lists and untouched template text are taken away, and the checks then run on the rest.
So a table whose rows are all placeholders does not count, and a section with only comments is empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from speclint.binding import is_content
from speclint.markdown import CodeBlock, HtmlBlock, ListBlock, ListItem, Paragraph, Quote, Table, Text
from speclint.ruleset.marks import is_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.source import Range
    from speclint.binding import Binding, Placeholder
    from speclint.markdown import Block, TableCell, TableRow, TextLine

_WORD = re.compile(r"[^\W_]")
_LABEL = re.compile(
    r"(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__)(?:[ \t]*\([^()\n]{0,80}\))?[ \t]*[:\uff1a]?|(?:\*\*|__)[^*_\n]{1,80}[:\uff1a](?:\*\*|__)"
)


class Written:
    """The written content of one document."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._by_line: dict[int, list[Placeholder]] = {}
        self._whole = sorted(found.range.start for found in binding.placeholders if found.whole)
        for found in binding.placeholders:
            if found.spec.where != "comment":
                self._by_line.setdefault(found.range.start.line, []).append(found)

    def blocks(self, blocks: Sequence[Block], template: str = "") -> tuple[Block, ...]:
        """Blocks without what a template left. `template`: the text that new documents have in this section."""
        # Line by line, and paragraph by paragraph: a formatter breaks lines elsewhere.
        parts = [*template.splitlines(), *re.split(r"\n\s*\n", template)]
        known = frozenset(filter(None, (" ".join(part.split()) for part in parts)))
        return tuple(self._filter(blocks, known))

    def placeholder_in(self, blocks: Sequence[Block]) -> Placeholder | None:
        """The first placeholder inside these blocks."""
        for block in blocks:
            for line in range(block.range.start.line, block.range.end.line + 1):
                for found in self._by_line.get(line, ()):
                    if block.range.start <= found.range.start and found.range.end <= block.range.end:
                        return found
        return None

    def _filter(self, blocks: Sequence[Block], known: frozenset[str]) -> Iterator[Block]:
        label: Block | None = None
        for block in blocks:
            kept = self._kept(block, known) if is_content(block) else None
            if kept is None:
                label = None
                continue
            if label is not None:
                yield label
            # A label says nothing by itself; it belongs to what is written below it.
            label = kept if isinstance(kept, Paragraph) and _is_label(kept.text) else None
            if label is None:
                yield kept

    def _kept(self, block: Block, known: frozenset[str]) -> Block | None:
        if isinstance(block, Paragraph):
            return self._paragraph(block, known)
        if isinstance(block, ListBlock):
            items = tuple(filter(None, (self._item(item, known) for item in block.items)))
            return ListBlock(block.range, block.ordered, block.start, block.tight, items) if items else None
        if isinstance(block, Table):
            rows = tuple(row for row in block.rows if not self._is_unwritten_row(row, known))
            return self._without_unwritten_columns(block, rows) if rows else None
        if isinstance(block, Quote):
            inner = tuple(self._filter(block.blocks, known))
            return Quote(block.range, inner) if inner else None
        if isinstance(block, CodeBlock):
            return None if is_mark(block.content) or self._is_known(block.range, known) else block
        if isinstance(block, HtmlBlock):
            return None if self._by_line.get(block.line) else block
        return block

    def _paragraph(self, block: Paragraph, known: frozenset[str]) -> Paragraph | None:
        if self._is_stand_in(block.text) or " ".join(block.text.raw.split()) in known:
            return None
        lines = tuple(line for line in block.text.lines if not self._is_unwritten(line, known))
        if len(lines) == len(block.text.lines):
            return block
        if not lines:
            return None
        text = Text(lines, block.text.targets)
        return Paragraph(text.range(), text)

    def _begins_in(self, place: Range) -> bool:
        """Whether a placeholder that stands for a whole text begins in a place."""
        at = bisect_left(self._whole, place.start)
        return at < len(self._whole) and self._whole[at] < place.end

    def _is_stand_in(self, text: Text) -> bool:
        """Whether a text begins with a placeholder, or says nothing at all: "TODO: ...", "...", "???"."""
        place = text.range()
        if self._begins_in(place):
            return True
        return not _WORD.search(text.raw) and not any(inline.kind == "image" for inline in text.inlines)

    def _item(self, item: ListItem, known: frozenset[str]) -> ListItem | None:
        inner = tuple(self._filter(item.blocks, known))
        if not inner:
            return None
        return item if inner == item.blocks else ListItem(item.range, item.marker, item.task, inner)

    def _without_unwritten_columns(self, table: Table, rows: tuple[TableRow, ...]) -> Table:
        """A table without the columns that hold only placeholders: they are not written yet."""
        count = len(table.header.cells)
        cells = [[row.cells[index] for row in rows if index < len(row.cells)] for index in range(count)]
        shown = [[cell for cell in column if cell.text.raw.strip()] for column in cells]
        gone = {index for index in range(count) if shown[index] and all(map(self._is_unwritten_cell, shown[index]))}
        if not gone:
            return Table(table.range, table.header, rows)
        header, *kept = (
            row._replace(cells=tuple(cell for index, cell in enumerate(row.cells) if index not in gone))
            for row in (table.header, *rows)
        )
        return Table(table.range, header, tuple(kept))

    def _is_unwritten_row(self, row: TableRow, known: frozenset[str]) -> bool:
        if self._is_known(row.range, known):
            return True
        return all(map(self._is_unwritten_cell, (cell for cell in row.cells if cell.text.raw.strip())))

    def _is_unwritten_cell(self, cell: TableCell) -> bool:
        place = cell.range
        return self._begins_in(place) or (bool(cell.text.lines) and self._is_unwritten(cell.text.lines[0], frozenset()))

    def _is_unwritten(self, line: TextLine, known: frozenset[str]) -> bool:
        """Whether a line holds nothing but what a template left: placeholders, and labels before them."""
        if known and self._source_line(line.line) in known and _WORD.search(_LABEL.sub("", line.text, count=1)):
            return True
        end = line.column + len(line.text)
        found = [
            each
            for each in self._by_line.get(line.line, ())
            if line.column <= each.range.start.column and each.range.end.column <= end
        ]
        if not found:
            return False
        rest = line.text
        for each in found:
            start = each.range.start.column - line.column
            rest = rest[:start] + " " * len(each.text) + rest[start + len(each.text) :]
        return not _WORD.search(_LABEL.sub("", rest, count=1))

    def _is_known(self, place: Range, known: frozenset[str]) -> bool:
        """Whether every line of a block is in the template."""
        last = place.end.line - (place.end.column == 1 and place.end.line > place.start.line)
        lines = (self._source_line(number) for number in range(place.start.line, last + 1))
        return bool(known) and all(line in known for line in lines if line)

    def _source_line(self, number: int) -> str:
        return " ".join(self._binding.document.source.lines[number - 1].split())


def _is_label(text: Text) -> bool:
    """Whether every line of a text is a label with nothing behind it: `**Request Body**:`."""
    return not any(_WORD.search(_LABEL.sub("", line.text, count=1)) for line in text.lines)
