"""Every way to spoil a table or a field of the guide's example gives exactly the finding for that mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.ruleset import ColumnSpec, FieldSpec, FieldsSpec, TableSpec

from .example import LINES, PARTS, RULES, Part, check, visible, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .example import Lint


class TableAt(NamedTuple):
    """A table of the example: its header's index, the index after its last row, and the expectation it meets."""

    part: Part
    start: int
    end: int
    columns: dict[int, ColumnSpec]
    severity: str

    @property
    def name(self) -> str:
        return self.part.title


def _tables() -> Iterator[TableAt]:
    for part in PARTS:
        for expectation in part.spec.expects:
            if not isinstance(expectation.spec, TableSpec):
                continue
            start = next(index for index in range(part.start, part.own_end) if LINES[index].startswith("|"))
            end = next(index for index in range(start, len(LINES)) if not LINES[index].startswith("|"))
            heads = [cell.strip() for cell in LINES[start].strip("|").split("|")]
            named = {column.name: column for column in expectation.spec.columns}
            columns = {number: named[head] for number, head in enumerate(heads)}
            yield TableAt(part, start, end, columns, expectation.severity)


TABLES = list(_tables())


def by_table(tables: list[TableAt]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("table", tables, ids=lambda table: table.name)


def test_the_four_tables_are_found() -> None:
    assert [table.name for table in TABLES] == [
        "Environment Variables",
        "Metrics",
        "Service Dependencies",
        "Service Level Objectives (SLOs)",
    ]


@by_table(TABLES)
def test_column_dropped(linter: Lint, table: TableAt) -> None:
    for number, column in table.columns.items():
        lines = list(LINES)
        for index in range(table.start, table.end):
            cells = lines[index].strip("|").split("|")
            lines[index] = "|" + "|".join(cells[:number] + cells[number + 1 :]) + "|"
        severity = "warning" if column.presence == "recommended" else table.severity
        check(linter, lines, (table.start + 1, "missing-column", severity))


@by_table(TABLES)
def test_cell_blanked(linter: Lint, table: TableAt) -> None:
    for index in range(table.start + 2, table.end):
        for number in table.columns:
            cells = LINES[index].strip("|").split("|")
            cells[number] = "  "
            row = "|" + "|".join(cells) + "|"
            column = len("|" + "|".join(cells[:number])) + (1 if number else 0) + 2
            found = linter("\n".join(without(index, index + 1, row)) + "\n")
            assert [item[:4] for item in found] == [(index + 1, column, "bad-cell", table.severity)], found


@by_table(TABLES)
def test_all_rows_deleted(linter: Lint, table: TableAt) -> None:
    check(linter, without(table.start + 2, table.end), (table.start + 1, "missing-row", table.severity))


@by_table(TABLES)
def test_table_dropped(linter: Lint, table: TableAt) -> None:
    rest = LINES[table.part.start + 1 : table.start] + LINES[table.end : table.part.own_end]
    rule = "missing-table" if visible(rest) else "empty-section"
    check(linter, without(table.start, table.end), (table.part.start + 1, rule, table.severity))
    lines = without(table.start, table.end, "They are listed elsewhere.")
    check(linter, lines, (table.part.start + 1, "missing-table", table.severity))


class FieldAt(NamedTuple):
    """A declared field of the example: its line's index and where its value begins."""

    part: Part | None
    spec: FieldSpec
    line: int
    value: int

    @property
    def name(self) -> str:
        return f"{self.part.name if self.part else 'document'}: {self.spec.name}"


def _fields() -> Iterator[FieldAt]:
    first = next(part.start for part in PARTS)
    places: list[tuple[Part | None, tuple[FieldSpec, ...], range]] = [(None, RULES.fields, range(first))]
    places += [
        (part, expectation.spec.fields, range(part.start, part.own_end))
        for part in PARTS
        for expectation in part.spec.expects
        if isinstance(expectation.spec, FieldsSpec)
    ]
    for place, specs, lines in places:
        for spec in specs:
            for index in lines:
                found = re.match(rf"(?:- )?(?:\*\*)?{spec.name}(?:\*\*)?(?: \(.*?\))?:[ ]?", LINES[index])
                if found:
                    yield FieldAt(place, spec, index, found.end())
                    break


FIELDS = list(_fields())


def _has_value(field: FieldAt) -> bool:
    """Whether the value is on the field's line, and nothing below could be taken for it."""
    below = LINES[field.line + 1] if field.line + 1 < len(LINES) else ""
    return bool(LINES[field.line][field.value :]) and (
        LINES[field.line].startswith("- ") or not below.startswith(("- ", "```"))
    )


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_field_dropped(linter: Lint, field: FieldAt) -> None:
    anchor = field.part.start + 1 if field.part else 1
    missing = [(anchor, "missing-field", field.spec.severity)] if field.spec.presence != "optional" else []
    check(linter, without(field.line, field.line + 1), *missing)


@pytest.mark.parametrize("field", [field for field in FIELDS if _has_value(field)], ids=lambda field: field.name)
def test_field_blanked(linter: Lint, field: FieldAt) -> None:
    lines = without(field.line, field.line + 1, LINES[field.line][: field.value].rstrip())
    check(linter, lines, (field.line + 1, "bad-field-value", field.spec.severity))
