"""GitHub's pipe tables: how a row falls into cells, and when two lines begin a table.

Owns: cells and their places.
Never: decides where a table ends (that depends on what other block begins).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.markdown.model import TableCell, TableRow, Text
from speclint.markdown.syntax import BLANKS
from speclint.markdown.text import TextLine

if TYPE_CHECKING:
    from speclint.markdown.line_state import Line, LineState

# Any bar after a backslash is text, even where the backslash is itself escaped: so cmark-gfm scans a row.
BAR = re.compile(r"(?<!\\)\|")

_MARK = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
DELIMITER_ROW = rf"(?![ \t])(?:\|{_MARK}|{_MARK})(?:\|{_MARK})*(?:\|[ \t\v\f]*)?"
_DELIMITERS = re.compile(DELIMITER_ROW)


def delimiters(line: str) -> int | None:
    """The number of cells in the row of dashes below a header; None for another line."""
    row = line.strip(BLANKS)
    return len(split_row(row)) if _DELIMITERS.fullmatch(row) else None


def split_row(row: str) -> list[str]:
    """The cells of a row as written, white space included; the bars at either end of the row are optional."""
    cells = BAR.split(row) if "\\" in row else row.split("|")
    if not cells[0] and row.startswith("|"):
        del cells[0]
    if cells and not cells[-1].strip(BLANKS):
        del cells[-1]
    return cells


def table_row(state: LineState, line: Line) -> TableRow | None:
    """The row on a source line with its cells; None for a line without any cell."""
    number, text = line
    row = text.strip(BLANKS)
    cells = split_row(row)
    if not cells:
        return None
    targets = state.env["targets"]
    row_column = column = state.column(number, text.lstrip(BLANKS))
    if row.startswith("|"):
        column += 1
    places = []
    for cell in cells:
        content = cell.strip(BLANKS)
        # A blank cell has its place one space behind the bar, where its text would be put.
        start = column + (len(cell) - len(cell.lstrip(BLANKS)) if content else min(len(cell), 1))
        text_line = TextLine(number, start, content)
        places.append(TableCell(Range.at(number, start, len(content)), Text((text_line,), targets, in_table=True)))
        column += len(cell) + 1
    return TableRow(Range.at(number, row_column, len(row)), tuple(places))
