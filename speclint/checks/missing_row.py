"""missing-row: a table has fewer rows than it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
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
            has = f"only {len(rows)} rows" if len(rows) > 1 else "only one row" if rows else "no rows"
            needed = f"; at least {spec.min_rows} are needed" if spec.min_rows > 1 else ""
            yield Finding(
                bound.table.header.range, f"The table has {has}{needed}", "Add a row for each thing it lists."
            )
