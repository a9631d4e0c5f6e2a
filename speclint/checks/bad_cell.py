"""bad-cell: a cell of a table is empty, or has an invalid value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.source import Range
from speclint.binding.conditions import is_one_of, plain_value
from speclint.binding.wording import after, choices, listed, short
from speclint.expressions import whole_matches
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import BoundTable, Case
    from speclint.markdown import TableCell, TableRow
    from speclint.ruleset import CellTest, ColumnSpec, RowRule


def check(case: Case) -> Iterator[Finding]:
    """One finding at each cell. A placeholder explains what is wrong with its cell. Rows that only group others are passed over."""
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec):
        return
    for bound in case.binding.tables(case).bound:
        found = [finding for column in spec.columns for finding in _column(case, bound, column)]
        said = {finding.range for finding in found}
        for row in bound.table.rows:
            lacking = bound.lacking(row, spec.columns)
            if lacking and not bound.is_group(row):
                found.append(_short_row(row, lacking))
                continue
            for rule in spec.rows:
                finding = _row(case, bound, row, rule)
                if finding is not None and finding.range not in said:
                    said.add(finding.range)
                    found.append(finding)
        yield from found


def _column(case: Case, bound: BoundTable, column: ColumnSpec) -> Iterator[Finding]:
    seen: dict[str, TableCell] = {}
    for row in bound.table.rows:
        cell = bound.cell(row, column.name)
        if cell is None or bound.is_group(row):
            continue
        behind = case.binding.unfilled(cell.range)
        if behind == "error":
            continue
        value = " ".join(cell.text.plain.split())
        if not value:
            if not column.blank and not _shows_something(cell):
                example = next(iter((*column.examples, *column.values)), "")
                help = f"Fill it in, for example with '{example}'." if example else "Fill it in."
                yield Finding(
                    cell.range, f"Empty cell in column '{column.name}'{_row_name(row, cell)}", help, behind=behind
                )
            continue
        if column.values and column.name not in bound.reworded and not is_one_of(value, column.values):
            allowed = listed(column.values)
            yield Finding(
                cell.range,
                f"Invalid value '{short(value)}' in column '{column.name}': expected {choices(column.values)}",
                f"Use one of {allowed}.",
                behind=behind,
            )
        elif column.pattern and column.name not in bound.reworded and not whole_matches(column.pattern, value):
            example = f"a value such as '{column.examples[0]}'" if column.examples else ""
            yield Finding(
                cell.range,
                f"Invalid value '{short(value)}' in column '{column.name}'"
                + (f": expected {example}" if example else ""),
                f"Write {example or 'a value in the form that this column expects'}.",
                behind=behind,
            )
        elif column.unique:
            first = seen.setdefault(plain_value(value), cell)
            if first is not cell:
                line = first.range.start.line
                yield Finding(
                    cell.range,
                    f"Duplicate value '{short(value)}' in column '{column.name}': first used on line {line}",
                    "Remove one of the two rows, or correct the value.",
                    related=(RelatedLocation(first.range, "first used here"),),
                    behind=behind,
                )


def _short_row(row: TableRow, lacking: list[str]) -> Finding:
    what = f"cell{'' if len(lacking) == 1 else 's'} {listed(tuple(lacking))}"
    place = Range(row.range.end, row.range.end)
    return Finding(place, f"Missing {what} at the end of this row{_row_name(row, None)}", "Add the missing cells.")


def _shows_something(cell: TableCell) -> bool:
    """Whether a cell without text is not blank: it shows an image or a tag. A comment shows nothing."""
    return any(inline.kind not in ("comment", "emphasis", "strong") for inline in cell.text.inlines)


def _row_name(row: TableRow, blank: TableCell | None) -> str:
    name = next((cell.text.plain for cell in row.cells if cell is not blank and cell.text.plain.strip()), "")
    return f" (row '{short(name, 40)}')" if name else ""


def _row(case: Case, bound: BoundTable, row: TableRow, rule: RowRule) -> Finding | None:
    if not all(_holds(bound, row, test) for test in rule.when):
        return None
    for test in rule.then:
        cell = bound.cell(row, test.column)
        behind = None if cell is None else case.binding.unfilled(cell.range)
        in_other_words = test.values and test.column in bound.reworded
        if test.column not in bound.columns or in_other_words or behind == "error":
            continue
        if not _holds(bound, row, test):
            because = " and ".join(f"'{when.column}' is '{short(_value(bound, row, when))}'" for when in rule.when)
            value = _value(bound, row, test)
            what = (
                f"Invalid value '{short(value)}' in column '{test.column}'"
                if value
                else f"Empty cell in column '{test.column}'"
            )
            message = what + (f" where {because}" if because else "")
            return Finding(
                cell.range if cell is not None else row.range,
                after(rule.message, message),
                "Correct this cell, or the one it depends on.",
                behind=behind,
            )
    return None


def _value(bound: BoundTable, row: TableRow, test: CellTest) -> str:
    cell = bound.cell(row, test.column)
    return " ".join(cell.text.plain.split()) if cell is not None else ""


def _holds(bound: BoundTable, row: TableRow, test: CellTest) -> bool:
    value = _value(bound, row, test)
    if test.values and not is_one_of(value, test.values):
        return False
    if test.pattern and not whole_matches(test.pattern, value):
        return False
    return bool(value) or bool(test.values) or bool(test.pattern)
