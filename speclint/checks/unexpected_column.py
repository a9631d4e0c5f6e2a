"""unexpected-column: a table has a column that the rule set does not declare, where only declared ones are allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.names import nearest_name
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at each such header. One that is similar to a missing column is reported as that."""
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec) or spec.other_columns:
        return
    known = ", ".join(column.name for column in spec.columns)
    for bound in case.binding.tables(case).bound:
        absent = [
            column.name for column in spec.columns if column.name not in bound.columns and column.presence != "optional"
        ]
        for number, cell in enumerate(bound.table.header.cells):
            name = " ".join(cell.text.plain.split())
            if number in bound.columns.values() or nearest_name(name, absent):
                continue
            yield Finding(
                cell.range,
                f"Unexpected column '{name}'",
                f"Remove the column, or rename it. Expected columns: {known}.",
            )
