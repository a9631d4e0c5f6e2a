"""Every way to spoil a table or a field of the guide's example gives exactly the finding for that mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.ruleset import AnyOfSpec, ColumnSpec, FieldSpec, FieldsSpec, TableSpec
from speclint.ruleset.kinds import with_options

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
        for expectation in with_options(part.spec.expects):
            if not isinstance(expectation.spec, TableSpec) or not expectation.spec.columns:
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
        severity = column.severity or ("warning" if column.presence == "recommended" else table.severity)
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
    spec = table.part.spec
    asked = any(isinstance(each.spec, TableSpec) and each.presence == "required" for each in spec.expects)
    rule = "missing-table" if asked else "missing-content"
    check(
        linter,
        without(table.start, table.end),
        (table.part.start + 1, rule if visible(rest) else "empty-section", table.severity),
    )
    lines = without(table.start, table.end, "They are listed elsewhere.")
    check(linter, lines, (table.part.start + 1, rule, table.severity))


class FieldAt(NamedTuple):
    """A declared field of the example: its line's index and where its value begins.

    `instead` is the severity where something else than the field would do as well; None where nothing does.
    """

    part: Part | None
    spec: FieldSpec
    line: int
    value: int
    instead: str | None = None

    @property
    def name(self) -> str:
        return f"{self.part.name if self.part else 'document'}: {self.spec.name}"


def _fields() -> Iterator[FieldAt]:
    first = next(part.start for part in PARTS)
    places: list[tuple[Part | None, tuple[FieldSpec, ...], range, str | None]] = [
        (None, RULES.fields, range(first), None)
    ]
    for part in PARTS:
        lines = range(part.start, part.own_end)
        for expectation in part.spec.expects:
            if isinstance(expectation.spec, FieldsSpec):
                places.append((part, expectation.spec.fields, lines, None))
            if isinstance(expectation.spec, AnyOfSpec):
                places += [
                    (part, option.spec.fields, lines, expectation.severity)
                    for option in expectation.spec.options
                    if isinstance(option.spec, FieldsSpec)
                ]
    for place, specs, lines, instead in places:
        for spec in specs:
            for index in lines:
                found = re.match(rf"(?:- )?(?:\*\*)?{spec.name}(?:\*\*)?(?: \(.*?\))?:[ ]?", LINES[index])
                if found:
                    yield FieldAt(place, spec, index, found.end(), instead)
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
    missing: list[tuple[int, str, str]] = []
    if field.spec.presence != "optional":
        missing = [(anchor, "missing-field", field.spec.severity)]
    if field.instead:
        missing = [(anchor, "missing-content", field.instead)]
    check(linter, without(field.line, field.line + 1), *missing)


@pytest.mark.parametrize("field", [field for field in FIELDS if _has_value(field)], ids=lambda field: field.name)
def test_field_blanked(linter: Lint, field: FieldAt) -> None:
    lines = without(field.line, field.line + 1, LINES[field.line][: field.value].rstrip())
    blank: tuple[int, str, str] = (field.line + 1, "bad-field-value", field.spec.severity)
    if field.instead and field.part:
        blank = (field.line + 1, "missing-content", field.instead)
    check(linter, lines, blank)


def test_endpoints_have_a_purpose() -> None:
    assert sum(field.spec.name == "Purpose" and field.instead == "warning" for field in FIELDS) == 2


WRONG_CELLS = {
    "Variable": [
        "The URL of the database",
        "Set by the platform.",
        "DATABASE_URL is needed",
        "PORT, then the host",
        "see config.json",
        "FEATURE_<>",
        "12_FACTOR",
        "{the prefix",
        ", ",
        "?",
    ],
    "Required": ["maybe", "Yes, of course", "In productions", "Depends on PORT", "Never mind"],
}
RIGHT_CELLS = {
    "Variable": [
        "`FEATURE_<NAME>`",
        "`spring.profiles.active`",
        "node_env",
        "APP__DB__HOST",
        "`{PREFIX}_URL`",
        "`LOG_LEVEL_*`",
        "`DB_USER`, `DB_PASSWORD`",
        "DB_USER/DB_PASSWORD",
        "`server.port` / `server.host`",
        "`Logging__LogLevel__Default`",
        "no_proxy",
        "$HOME",
        "OLD_URL (deprecated)",
    ],
    "Required": ["In production", "Depends", "Production only", "conditional", "Yes (production)"],
}


def _with_cell(column: str, value: str) -> tuple[int, str, list[str]]:
    """The example's first row of the table with this column, with another value in it."""
    table, number = next(
        (table, number) for table in TABLES for number, spec in table.columns.items() if spec.name == column
    )
    index = table.start + 2
    cells = LINES[index].strip("|").split("|")
    cells[number] = f" {value} "
    return index + 1, table.severity, without(index, index + 1, "|" + "|".join(cells) + "|")


@pytest.mark.parametrize(("column", "value"), [(name, value) for name in WRONG_CELLS for value in WRONG_CELLS[name]])
def test_wrong_cell(linter: Lint, column: str, value: str) -> None:
    line, severity, lines = _with_cell(column, value)
    check(linter, lines, (line, "bad-cell", severity))


@pytest.mark.parametrize(("column", "value"), [(name, value) for name in RIGHT_CELLS for value in RIGHT_CELLS[name]])
def test_other_right_cell(linter: Lint, column: str, value: str) -> None:
    check(linter, _with_cell(column, value)[2])
