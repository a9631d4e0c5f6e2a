"""missing-column: a table lacks a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.names import nearest_name
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Fix
    from speclint.binding import BoundTable, Case
    from speclint.ruleset import ColumnSpec


def check(case: Case) -> Iterator[Finding]:
    """One finding for each column, at the table's header row."""
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec):
        return
    for bound in case.binding.tables(case).bound:
        headers = [" ".join(cell.text.plain.split()) for cell in bound.table.header.cells]
        spare = [header for number, header in enumerate(headers) if number not in bound.columns.values()]
        lacking = [each.name for each in spec.columns if each.name not in bound.columns and each.presence != "optional"]
        near_names = {name: near for name in lacking if (near := nearest_name(name, spare))}
        meant = {name: headers.index(near) for name, near in near_names.items()}
        for column in spec.columns:
            if column.name not in lacking:
                continue
            near = near_names.get(column.name, "")
            message = f"Missing column '{column.name}'"
            if near:
                message += f": found '{near}'; did you mean '{column.name}'?"
            yield Finding(
                bound.table.header.range,
                message,
                f"Rename that column to '{column.name}'." if near else f"Add a column '{column.name}'.",
                column.severity or ("warning" if column.presence == "recommended" else None),
                fix=_fix(case, bound, column, meant),
            )


def _fix(case: Case, bound: BoundTable, column: ColumnSpec, meant: dict[str, int]) -> Fix | None:
    from speclint.fixes.columns import add_column, rename_column  # loads the templates

    if column.name in meant:
        return rename_column(bound, meant[column.name], column.name)
    spec = case.expectation.spec
    columns = spec.columns if isinstance(spec, TableSpec) else ()
    return add_column(case.binding.document.source, bound, columns, column, meant)
