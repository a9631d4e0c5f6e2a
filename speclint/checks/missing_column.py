"""missing-column: a table lacks a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.names import nearest_name
from speclint.diagnostics import Finding
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import BoundTable, Case
    from speclint.diagnostics import Fix
    from speclint.ruleset import ColumnSpec


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
                fix=_fix(case, bound, column, headers.index(near) if near else None),
            )


def _fix(case: Case, bound: BoundTable, column: ColumnSpec, near: int | None) -> Fix | None:
    from speclint.fixes.columns import add_column, rename_column  # loads the templates

    if near is not None:
        return rename_column(bound, near, column.name)
    spec = case.expectation.spec
    columns = spec.columns if isinstance(spec, TableSpec) else ()
    return add_column(case.binding.document.source, bound, columns, column)
