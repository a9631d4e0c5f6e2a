"""bad-cell: a cell of a table is empty, or has an invalid value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation, worse
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.conditions import is_one_of, plain_value
from speclint.binding.neighbours import shared
from speclint.binding.rows import is_text, long_row
from speclint.binding.wording import after, choices, listed, short
from speclint.expressions import values_in, whole_matches
from speclint.ruleset import TableSpec
from speclint.ruleset.value_types import (
    is_no_value,
    is_word,
    order_of,
    same_value,
    stated_range,
    tells_origin,
    type_named,
    value_fault,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Severity
    from speclint.binding import BoundTable, Case
    from speclint.binding.rows import LongRow
    from speclint.markdown import TableCell, TableRow
    from speclint.ruleset import CellTest, ColumnSpec, RowRule


_UNEVEN = "uneven-row"


def check(case: Case) -> Iterator[Finding]:
    """One finding at each cell. Rows that only group others are passed over.

    A placeholder explains what is wrong with its cell; that its row has a cell too many, what is wrong with one that this moved.
    """
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec):
        return
    for bound in case.binding.tables(case).bound:
        source = case.binding.document.source
        longs = {row.range: long for row in bound.table.rows if (long := long_row(source, bound, row)) is not None}
        ends = {row: tuple(bound.lacking(row, spec.columns)) for row in bound.table.rows if not bound.is_group(row)}
        texts = {row for row, lacking in ends.items() if lacking and is_text(source, bound.table.header, row)}
        rows = [row for row in ends if row not in texts]
        found = [
            finding
            for column in spec.columns
            for finding in _as_one(case, column, list(_column(case, bound, column, rows, longs)))
        ]
        said = {finding.range for finding in found}
        lacked = [ends[row] for row in rows]
        common = shared([each or None for each in lacked])
        if common is not None:
            found.append(_short_rows(bound.table.header.range, common, lacked))
        for row in bound.table.rows:
            lacking = ends.get(row, ())
            if row in texts:
                found.append(_text_row(row))
                continue
            if lacking:
                if lacking != common:
                    found.append(_short_row(row, lacking))
                continue
            for rule in spec.rows:
                finding = _row(case, bound, row, rule, row.range in longs)
                if finding is not None and finding.range not in said:
                    said.add(finding.range)
                    found.append(finding)
        yield from found


class _InColumn(NamedTuple):
    """A finding in a column. `is_value`: its cell has a value that the column does not accept."""

    finding: Finding
    is_value: bool = False


def _as_one(case: Case, column: ColumnSpec, found: Sequence[_InColumn]) -> list[Finding]:
    """The findings of a column. What one statement says of the whole table ("a deliverable is open") is one finding."""
    if not case.expectation.message:
        return [each.finding for each in found]
    wrong = [each.is_value and each.finding.behind is None for each in found]
    if sum(wrong) < 2:
        return [each.finding for each in found]
    example = f": expected a value such as '{column.examples[0]}'" if column.examples else ""
    message = f"{sum(wrong)} invalid values in column '{column.name}'{example}"
    return [
        each.finding._replace(message=message, joins=True) if is_wrong else each.finding
        for each, is_wrong in zip(found, wrong, strict=True)
    ]


def _column(
    case: Case, bound: BoundTable, column: ColumnSpec, rows: Sequence[TableRow], longs: Mapping[Range, LongRow]
) -> Iterator[_InColumn]:
    seen: dict[str, TableCell] = {}
    index = bound.columns.get(column.name)
    if index is None:
        return
    moved = {row for row in rows if row.range in longs and _is_moved(row, index, column, longs[row.range])}
    if not column.blank and _is_blank(bound, column, rows):
        behind = case.binding.hides(_UNEVEN) if len(moved) == len(rows) else None
        message = f"Column '{column.name}' is blank in all {len(rows)} rows"
        if behind != "error":
            place = bound.table.header.cells[index].range
            yield _InColumn(Finding(place, message, _example_of(column), behind=behind))
        return
    for row in rows:
        cell = bound.cell(row, column.name)
        if cell is None:
            continue
        behind = case.binding.unfilled(cell.range)
        if row in moved:
            behind = worse(behind, case.binding.hides(_UNEVEN))
        if behind == "error":
            continue
        value = _text(cell)
        if not value:
            if not column.blank and not _shows_something(cell):
                message = f"Empty cell in column '{column.name}'{_row_name(row, cell)}"
                yield _InColumn(Finding(cell.range, message, _example_of(column), behind=behind))
            continue
        expected = _expected_value(bound, column, value)
        if expected is not None:
            yield _InColumn(_invalid(cell, column, expected, behind), is_value=True)
        elif column.unique:
            first = seen.setdefault(plain_value(value), cell)
            if first is not cell:
                yield _InColumn(_duplicate(cell, column, first, behind))


class _Expected(NamedTuple):
    """What a column accepts, as a message and as help say it; the message does not where no words are known."""

    words: str
    help: str


def _expected_value(bound: BoundTable, column: ColumnSpec, value: str) -> _Expected | None:
    """What a value should be that its column does not accept; None for one that it accepts."""
    if column.values and column.name not in bound.reworded and not is_one_of(value, column.values):
        return _Expected(choices(column.values), f"Use one of {listed(column.values)}.")
    if column.pattern and column.name not in bound.reworded and not whole_matches(column.pattern, value):
        example = f"a value such as '{column.examples[0]}'" if column.examples else ""
        return _Expected(example, f"Write {example or 'a value in the form that this column expects'}.")
    expected = value_fault(column.type, value, column.least, column.most) if column.type else ""
    return _Expected(expected, f"Write {expected}.") if expected else None


def _invalid(cell: TableCell, column: ColumnSpec, expected: _Expected, behind: Severity | None) -> Finding:
    message = f"Invalid value '{short(_text(cell))}' in column '{column.name}'"
    if expected.words:
        message += f": expected {expected.words}"
    return Finding(cell.range, message, expected.help, behind=behind)


def _duplicate(cell: TableCell, column: ColumnSpec, first: TableCell, behind: Severity | None) -> Finding:
    line = first.range.start.line
    return Finding(
        cell.range,
        f"Duplicate value '{short(_text(cell))}' in column '{column.name}': first used on line {line}",
        "Remove one of the two rows, or correct the value.",
        related=(RelatedLocation(first.range, "first used here"),),
        behind=behind,
    )


def _is_moved(row: TableRow, index: int, column: ColumnSpec, long: LongRow) -> bool:
    """Whether a cell too many before a cell, or a bar in it, may be all that is wrong with it."""
    if long.bars:
        return index >= long.first
    meant = [_text(cell) for cell in row.cells[index : index + long.extra + 1]]
    return _is_valid(meant[-1], column) or _is_valid("|".join(meant), column)


def _is_valid(value: str, column: ColumnSpec) -> bool:
    if not value:
        return column.blank
    if column.values and not is_one_of(value, column.values):
        return False
    return not column.pattern or whole_matches(column.pattern, value)


def _text(cell: TableCell) -> str:
    return " ".join(cell.text.plain.split())


def _example_of(column: ColumnSpec) -> str:
    example = next(iter((*column.examples, *column.values)), "")
    return f"Fill it in, for example with '{example}'." if example else "Fill it in."


def _is_blank(bound: BoundTable, column: ColumnSpec, rows: Sequence[TableRow]) -> bool:
    """Whether no cell of a column shows anything, in two rows or more: then the column is not written, no single cell."""
    cells = [cell for cell in (bound.cell(row, column.name) for row in rows) if cell is not None]
    if len(cells) < 2 or len(cells) < len(rows):
        return False
    return not any(cell.text.plain.strip() or _shows_something(cell) for cell in cells)


def _text_row(row: TableRow) -> Finding:
    text = short(row.cells[0].text.plain, 40)
    message = f"The text '{text}' is a row of the table above it: no blank line is between them"
    return Finding(row.range, message, "Put a blank line above it, or write it as a row.")


def _short_row(row: TableRow, lacking: tuple[str, ...]) -> Finding:
    place = Range(row.range.end, row.range.end)
    message = f"Missing {_cells(lacking)} at the end of this row{_row_name(row, None)}"
    return Finding(place, message, "Add the missing cells.")


def _short_rows(header: Range, lacking: tuple[str, ...], rows: list[tuple[str, ...]]) -> Finding:
    same = rows.count(lacking)
    which = f"all {same} rows" if same == len(rows) else f"{same} of {len(rows)} rows"
    return Finding(header, f"Missing {_cells(lacking)} at the end of {which}", "Add the missing cells.")


def _cells(names: tuple[str, ...]) -> str:
    return f"cell{'' if len(names) == 1 else 's'} {listed(names)}"


def _shows_something(cell: TableCell) -> bool:
    """Whether a cell without text is not blank: it shows an image or a tag. A comment shows nothing."""
    return any(inline.kind not in ("comment", "emphasis", "strong") for inline in cell.text.inlines)


def _row_name(row: TableRow, blank: TableCell | None) -> str:
    name = next((cell.text.plain for cell in row.cells if cell is not blank and cell.text.plain.strip()), "")
    return f" (row '{short(name, 40)}')" if name else ""


def _row(case: Case, bound: BoundTable, row: TableRow, rule: RowRule, is_long: bool) -> Finding | None:
    if not all(_holds(bound, row, test) for test in rule.when):
        return None
    for test in rule.then:
        cell = bound.cell(row, test.column)
        behind = None if cell is None else case.binding.unfilled(cell.range)
        if is_long:
            behind = worse(behind, case.binding.hides(_UNEVEN))
        in_other_words = test.values and test.column in bound.reworded
        if test.column not in bound.columns or in_other_words or behind == "error":
            continue
        expected = _expected(bound, row, test)
        if expected is not None:
            because = " and ".join(f"'{when.column}' is '{short(_value(bound, row, when))}'" for when in rule.when)
            value = _value(bound, row, test)
            what = (
                f"Invalid value '{short(value)}' in column '{test.column}'"
                if value
                else f"Empty cell in column '{test.column}'"
            )
            # What a cell is compared with says more than what decides that it is.
            message = what + (f": expected {expected}" if expected else f" where {because}" if because else "")
            return Finding(
                cell.range if cell is not None else row.range,
                after(rule.message, message),
                "Correct this cell, or the one it depends on.",
                behind=behind,
            )
    return None


def _value(bound: BoundTable, row: TableRow, test: CellTest) -> str:
    value = _cell(bound, row, test.column)
    if not test.part:
        return value
    spans = values_in(test.part, value)
    return value[slice(*spans[0])] if spans else ""


def _cell(bound: BoundTable, row: TableRow, column: str) -> str:
    cell = bound.cell(row, column)
    return _text(cell) if cell is not None else ""


def _expected(bound: BoundTable, row: TableRow, test: CellTest) -> str | None:
    """What a cell that fails a test should be, "" where there are no words for it; None for one that passes."""
    value = _value(bound, row, test)
    if test.type:
        return value_fault(test.type, value) or None
    if test.type_of:
        type = type_named(_cell(bound, row, test.type_of))
        # A sentence, or the name of something, explains the value.
        if not type or not is_word(value) or tells_origin(type, value, _source(bound, row, test.column)):
            return None
        return value_fault(type, value) or None
    if test.within:
        return _out_of_range(value, _cell(bound, row, test.within))
    if test.listed_in:
        return _not_listed(value, _source(bound, row, test.listed_in))
    if test.not_before:
        order, other = (order_of("date", each) for each in (value, _cell(bound, row, test.not_before)))
        late = order is not None and other is not None and order < other
        return f"a date not before '{short(_cell(bound, row, test.not_before))}'" if late else None
    return None if _holds(bound, row, test) else ""


_LONGEST_LIST = 500
"""Characters. A longer cell explains more than a list."""
_LISTED = re.compile(r"`{1,2}([^`]{1,80})`{1,2}|[\"\u201c]([^\"\u201c\u201d]{1,80})[\"\u201d]")
_BETWEEN_LISTED = re.compile(r"(?:[\s,;/|\\]|\b(?:or|and|oder|und|ou|et|o|y)\b)*")


def _not_listed(value: str, source: str) -> str | None:
    """What a word should be where a cell is nothing but a list of two values or more; None where it is one of them."""
    if len(source) > _LONGEST_LIST:
        return None
    options = [found[1] or found[2] for found in _LISTED.finditer(source)]
    if len(options) < 2 or not _BETWEEN_LISTED.fullmatch(_LISTED.sub("", source)):
        return None
    if not is_word(value) or is_no_value(value) or any(same_value(value, option) for option in options):
        return None
    return choices(tuple(option.strip() for option in options))


def _source(bound: BoundTable, row: TableRow, column: str) -> str:
    """A cell as it is written."""
    cell = bound.cell(row, column)
    return cell.text.raw if cell is not None else ""


def _out_of_range(value: str, statement: str) -> str | None:
    number = order_of("number", value) if is_word(value) else None
    bounds = stated_range(statement) if number is not None else None
    if number is None or bounds is None or bounds[0] <= number <= bounds[1]:
        return None
    return f"a number from {bounds[0]:g} to {bounds[1]:g}, as this row says"


def _holds(bound: BoundTable, row: TableRow, test: CellTest) -> bool:
    value = _value(bound, row, test)
    if test.values and not is_one_of(value, test.values):
        return False
    if test.pattern and not whole_matches(test.pattern, value):
        return False
    if test.type and (not value or value_fault(test.type, value)):
        return False
    return bool(value) or bool(test.values) or bool(test.pattern)
