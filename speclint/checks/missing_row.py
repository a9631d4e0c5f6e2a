"""missing-row: a table has fewer rows, or more, than it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.wording import too_few, too_many
from speclint.ruleset import UNBOUNDED, TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the header row of a table with too few rows, or at the first row that is too many."""
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec):
        return
    for bound in case.binding.tables(case).bound:
        rows = bound.table.rows
        if len(rows) < spec.min_rows:
            message = "The table has no rows"
            if rows or spec.min_rows > 1:
                message = too_few("rows", " in the table", len(rows), spec.min_rows)
            yield Finding(bound.table.header.range, message, "Add the missing rows.")
        elif spec.max_rows != UNBOUNDED and len(rows) > spec.max_rows:
            message = too_many("rows", " in the table", len(rows), spec.max_rows)
            yield Finding(rows[spec.max_rows].range, message, "Remove this row and those below it.")
