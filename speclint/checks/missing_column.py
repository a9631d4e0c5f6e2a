"""missing-column: a table lacks a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.names import nearest_name
from speclint.diagnostics import Finding
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding for each column, at the table's header row."""
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec):
        return
    for bound in case.binding.tables(case).bound:
        headers = [" ".join(cell.text.plain.split()) for cell in bound.table.header.cells]
        spare = [header for number, header in enumerate(headers) if number not in bound.columns.values()]
        for column in spec.columns:
            if column.name in bound.columns or column.presence == "optional":
                continue
            near = nearest_name(column.name, spare)
            message = f"The table has no column '{column.name}'"
            if near:
                message += f"; its column '{near}' comes close"
            yield Finding(
                bound.table.header.range,
                message,
                f"Rename that column to '{column.name}'." if near else f"Add a column '{column.name}'.",
                "warning" if column.presence == "recommended" else None,
            )
