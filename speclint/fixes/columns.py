"""Columns that a table lacks.

Owns: putting a column into every row of a table, and writing the header of one as the rule set does.
Never: touches what is in other columns.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from speclint.authoring.template import cell_mark
from speclint.base.diagnostics import Fix, TextEdit
from speclint.base.source import Range
from speclint.binding.rows import is_text
from speclint.fixes.slips import applicability_of
from speclint.markdown import BAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.source import SourceFile
    from speclint.binding import BoundTable
    from speclint.markdown import TableRow
    from speclint.ruleset import ColumnSpec

_BOLD = re.compile(r"(\*\*|__)(?=\S).*(?<=\S)\1")
_DELIMITERS = re.compile(r"(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def rename_column(bound: BoundTable, index: int, name: str) -> Fix | None:
    """Write the header of a column, by its index, as the rule set does."""
    cell = bound.table.header.cells[index]
    # What is around the name, such as the marks of bold text, stays.
    plain, raw = cell.text.plain.strip(), cell.text.raw
    if not plain or raw.count(plain) != 1:
        return None
    start = raw.index(plain)
    place = cell.text.range(start, start + len(plain))
    return Fix(f"Rename the column to '{name}'", applicability_of(plain, name), (TextEdit(place, _escaped(name)),))


def add_column(
    source: SourceFile,
    bound: BoundTable,
    columns: tuple[ColumnSpec, ...],
    column: ColumnSpec,
    meant: Mapping[str, int] = MappingProxyType({}),
) -> Fix | None:
    """Add a column with marks in its cells, behind the column that is declared before it.

    `meant`: the indexes of columns with names similar to declared ones. None for a table whose lines cannot be
    distinguished with certainty, and where an unnamed column or a row that is too long may hold what seems to be missing.
    """
    header = bound.table.header
    count = len(header.cells)
    if any(len(row.cells) > count or is_text(source, header, row) for row in bound.table.rows):
        return None
    places = {**meant, **bound.columns}
    if any(not cell.text.raw.strip() for number, cell in enumerate(header.cells) if number not in places.values()):
        return None
    index = _index(places, count, columns, column)
    name, mark = _escaped(column.name), _escaped(cell_mark(column))
    if all(_BOLD.fullmatch(cell.text.raw.strip()) for cell in header.cells):
        name = f"**{name}**"
    rows = [row for row in bound.table.rows if len(row.cells) >= index]
    width = max(len(name), 3, len(mark) if rows else 0)
    edits: list[TextEdit] = []
    delimiter = _delimiter_place(source, header)
    if delimiter is None:
        return None
    texts = [(header, name.ljust(width)), *((row, ("" if bound.is_group(row) else mark).ljust(width)) for row in rows)]
    for row, text in texts:
        line = source.lines[row.range.start.line - 1]
        edits.append(_insert(line, row.range, index, f" {text} "))
    edits.append(_insert(source.lines[delimiter.start.line - 1], delimiter, index, "-" * (width + 2)))
    return Fix(f"Add the column '{column.name}'", "unsafe", tuple(sorted(edits)))


def _index(places: Mapping[str, int], count: int, columns: tuple[ColumnSpec, ...], column: ColumnSpec) -> int:
    """Where the column goes: behind those that are declared before it, else before those after it, else last."""
    place = [each.name for each in columns].index(column.name)
    before = [places[each.name] for each in columns[:place] if each.name in places]
    if before:
        return max(before) + 1
    after = [places[each.name] for each in columns[place + 1 :] if each.name in places]
    return min(after) if after else count


def _delimiter_place(source: SourceFile, header: TableRow) -> Range | None:
    """The range of the row of dashes, which is the line below the header."""
    number = header.range.start.line + 1
    line = source.lines[number - 1] if number <= len(source.lines) else ""
    found = _DELIMITERS.search(line)
    return Range.at(number, found.start() + 1, len(found[0].rstrip())) if found else None


def _insert(line: str, place: Range, index: int, text: str) -> TextEdit:
    """Put a cell before the one with an index, or behind the last one. `place` is that of the row in its line."""
    first = place.start.column
    row = line[first - 1 : place.end.column - 1]
    number = place.start.line
    starts = _starts(row)
    if index < len(starts):
        at_edge = index == 0 and starts[0] == 0
        return TextEdit(Range.at(number, first + starts[index]), f"{text.lstrip() if at_edge else text}|")
    closed = (
        len(BAR.findall(row)) >= len(starts) + (not row.startswith("|")) - 1 and row.endswith("|") and row[-2:] != "\\|"
    )
    return TextEdit(Range.at(number, first + len(row)), f"{text}|" if closed else f" |{text.rstrip()}")


def _starts(row: str) -> list[int]:
    """Where each cell of a row begins, behind its bar."""
    starts = [] if row.startswith("|") else [0]
    starts += [found.end() for found in BAR.finditer(row)]
    if starts[-1] == len(row) > 1:
        starts.pop()  # the bar at the end closes the last cell
    return starts


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
