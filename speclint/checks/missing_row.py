"""missing-row: a table has fewer rows than it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.wording import too_few
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the header row of a table with too few rows."""
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
