"""Rows that have other cells than the header of their table.

Owns: why a row is too long, and which of its cells are then not in the column that was meant; text that became a row.
Never: judges cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.markdown import BAR, Text, TextLine

if TYPE_CHECKING:
    from speclint.base.source import SourceFile
    from speclint.binding.tables import BoundTable
    from speclint.markdown import TableCell, TableRow


class LongRow(NamedTuple):
    """A row with `extra` cells too many.

    `bars` are bars in code: GitHub ends a cell there, too. `code` is the first such code, `first` the index of the first cell
    that such a bar ends. `certain`: they are all that is wrong, and no code tick is left without another.
    """

    extra: int
    bars: tuple[Range, ...] = ()
    code: str = ""
    first: int = 0
    certain: bool = False


def cell_count(row: TableRow, width: int) -> int:
    """How many cells a row has. A comment behind the last column is nothing that GitHub drops."""
    count = len(row.cells)
    while count > width and _is_comment(row.cells[count - 1]):
        count -= 1
    return count


def long_row(source: SourceFile, bound: BoundTable, row: TableRow) -> LongRow | None:
    """Why a row has more cells than the header; None if it has not."""
    width = len(bound.table.header.cells)
    extra = cell_count(row, width) - width
    if extra <= 0:
        return None
    number, start = row.range.start
    line = source.lines[number - 1][start - 1 : row.range.end.column - 1]
    if "`" not in line:
        return LongRow(extra)
    text = Text((TextLine(number, start, line),))
    bars: list[Range] = []
    split = ""
    rest, end = [], 0
    for code in text.inlines:
        if code.kind != "code":
            continue
        first, last = text.offset(code.range.start), text.offset(code.range.end)
        rest.append(line[end:first])
        end = last
        content = code.content.strip()
        if content.strip("|") and "|" in (content[0], content[-1]):
            continue  # two ticks in different cells
        cuts = [Range.at(number, start + found.start(), 1) for found in BAR.finditer(line, first, last)]
        split = split or (content if cuts else "")
        bars += cuts
    if not bars:
        return LongRow(extra)
    cut = sum(1 for cell in row.cells if cell.range.start < bars[0].start) - 1
    certain = len(bars) == extra and "`" not in "".join(rest) + line[end:]
    return LongRow(extra, tuple(bars), split, cut, certain)


def is_text(source: SourceFile, header: TableRow, row: TableRow) -> bool:
    """Whether a row is a line of text that nothing separates from the table above it."""
    with_bars, line = (source.lines[each.range.start.line - 1] for each in (header, row))
    return with_bars[header.range.start.column - 1 :].startswith("|") and not BAR.search(line)


def _is_comment(cell: TableCell) -> bool:
    return not cell.text.plain.strip() and any(inline.kind == "comment" for inline in cell.text.inlines)
