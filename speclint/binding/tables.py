"""Pairing a declared table with the tables of a section.

Owns: which table is meant, and which of its columns is which.
Never: judges cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import all_forms, forms
from speclint.base.values import NamedTuple
from speclint.binding.names import series_of
from speclint.markdown import Table, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.binding.wordings import Wordings
    from speclint.markdown import Block, TableCell, TableRow
    from speclint.ruleset import ColumnSpec, TableSpec


class BoundTable(NamedTuple):
    """A table of the document with its columns: `columns` maps the declared name to the column's index.

    `reworded` are the columns whose header says their name in other words: in those, values may be in other words, too.
    """

    table: Table
    columns: dict[str, int]
    reworded: frozenset[str] = frozenset()

    def cell(self, row: TableRow, column: str) -> TableCell | None:
        """The cell of a row in a declared column; None where the table has no such column or the row is short."""
        index = self.columns.get(column)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    def lacking(self, row: TableRow, columns: Sequence[ColumnSpec]) -> list[str]:
        """The columns for which a short row has no cell, of those whose cells must not be blank."""
        return [
            column.name
            for column in columns
            if not column.blank and self.columns.get(column.name, -1) >= len(row.cells)
        ]

    def is_group(self, row: TableRow) -> bool:
        """Whether a row only groups those below it: its first cell is all bold, and the others are blank."""
        if len(self.table.header.cells) < 3 or not row.cells:
            return False
        first = row.cells[0].text.raw.strip()
        bold = len(first) > 4 and first[:2] == first[-2:] and first[:2] in ("**", "__")
        return bold and not any(cell.text.raw.strip() for cell in row.cells[1:])


class TablePairing(NamedTuple):
    """The tables that are meant by a declaration, and, where there are none, those that were passed over."""

    bound: tuple[BoundTable, ...]
    others: tuple[Table, ...]


def tables_in(blocks: Sequence[Block]) -> list[Table]:
    """All tables in these blocks, also those inside lists and quotes."""
    return [block for block in walk_blocks(tuple(blocks)) if isinstance(block, Table)]


def grouped_rows(table: Table, index: int) -> Iterator[tuple[TableRow, int]]:
    """The rows of a table, each with the line of the group that its cell of a column belongs to.

    That is the row above that only has a name; or, where first cells are blank because they would repeat the one above, the
    row with that one; or else the table.
    """
    counted = {_series(row) for row in table.rows if not _name_alone(row)} - {""}
    # "FR-4" beside FR-3 and FR-5 has left its other cells blank.
    names = [_name_alone(row) and _series(row) not in counted for row in table.rows]
    filled = [bool(row.cells and row.cells[0].text.raw.strip()) for row in table.rows]
    group = above = table.range.start.line
    spans = index > 0 and not all(filled)
    for row, is_name, is_filled in zip(table.rows, names, filled, strict=True):
        line = row.range.start.line
        if is_name:
            yield row, table.range.start.line
            group = above = line
            continue
        if is_filled:
            above = line
        yield row, above if spans or not is_filled else group


def _name_alone(row: TableRow) -> bool:
    """Whether a row has nothing but a name in its first cell: it groups the rows below it. An id alone lacks the rest."""
    first, *others = row.cells or (None,)
    if first is None or any(cell.text.raw.strip() for cell in others):
        return False
    name = first.text.plain.strip()
    is_id = " " not in name and any(char.isdecimal() for char in name)
    return any(char.isalpha() for char in name) and not is_id


def _series(row: TableRow) -> str:
    """The series of the numbered name that a row begins with; "" where it begins with none."""
    first = row.cells[0].text.plain.strip() if row.cells else ""
    series = series_of(first)
    return series if series != first else ""


def pair_tables(spec: TableSpec, blocks: Sequence[Block], wordings: Callable[[], Wordings]) -> TablePairing:
    """The tables that have at least half of the required columns; if none has, the one that comes closest.

    Where no column is required, the tables with any of them; if there is none, the first table. A header may say the name
    of a column in other words. Where too few have the very names, that makes it the table only if no required column lacks.
    """
    tables = tables_in(blocks)
    required = [column for column in spec.columns if column.presence == "required"] or list(spec.columns)
    scored: list[tuple[int, BoundTable]] = []
    reworded: list[BoundTable] = []
    for table in tables:
        named = columns_of(spec.columns, table)
        score = sum(1 for column in required if column.name in named)
        others = _in_other_words(spec.columns, named, table, wordings)
        bound = BoundTable(table, {**named, **others}, frozenset(others))
        if 2 * score < len(required) and all(column.name in bound.columns for column in required):
            reworded.append(bound)
        scored.append((score, bound))
    good = tuple(bound for score, bound in scored if 2 * score >= len(required)) or tuple(reworded)
    if not good:
        best = max((score for score, _ in scored), default=0)
        demanding = any(column.presence == "required" for column in spec.columns)
        good = tuple(bound for score, bound in scored if score == best and (score > 0 or not demanding))[:1]
    return TablePairing(good, () if good else tuple(tables))


def columns_of(specs: tuple[ColumnSpec, ...], table: Table) -> dict[str, int]:
    """The indexes of declared columns in a table, by their declared names."""
    headers = [forms(cell.text.plain) for cell in table.header.cells]
    found: dict[str, int] = {}
    for spec in specs:
        names = all_forms(spec.name, spec.aliases)
        # The closest form of a header decides first, so that "Type (unit)" does not take the place of "Type".
        for depth in range(3):
            index = next(
                (
                    number
                    for number, header in enumerate(headers)
                    if depth < len(header) and header[depth] in names and number not in found.values()
                ),
                None,
            )
            if index is not None:
                found[spec.name] = index
                break
    return found


def read_columns(specs: tuple[ColumnSpec, ...], table: Table, wordings: Callable[[], Wordings]) -> dict[str, int]:
    """The indexes of declared columns in a table, also of those whose header says the name in other words."""
    named = columns_of(specs, table)
    return {**named, **_in_other_words(specs, named, table, wordings)}


def _in_other_words(
    specs: Sequence[ColumnSpec], named: dict[str, int], table: Table, wordings: Callable[[], Wordings]
) -> dict[str, int]:
    """The columns without a header of their name, each with the only header that has it in other words.

    Of two, neither is surely meant; nor is a header that says two columns. What says the very name of a column comes first,
    and so does a column that is required.
    """
    taken = set(named.values())
    lacking = [spec for spec in specs if spec.name not in named]
    others = [
        number for number, cell in enumerate(table.header.cells) if number not in taken and cell.text.plain.strip()
    ]
    if not lacking or not others:
        return {}
    words = wordings()
    keys = {number: words.key(table.header.cells[number].text.plain) for number in others}
    found: dict[str, int] = {}
    for wanted in (
        [(spec, frozenset({words.key(spec.name)})) for spec in lacking],
        [(spec, words.keys((spec.name, *spec.aliases))) for spec in lacking],
    ):
        meant: dict[int, list[ColumnSpec]] = {}
        for spec, said in wanted:
            numbers = [number for number in others if keys[number] in said and number not in found.values()]
            if len(numbers) == 1 and spec.name not in found:
                meant.setdefault(numbers[0], []).append(spec)
        for number, specs_here in meant.items():
            asked = specs_here if len(specs_here) == 1 else [each for each in specs_here if each.presence == "required"]
            if len(asked) == 1:
                found[asked[0].name] = number
    return found
