"""too-many-rows: a table has more rows than it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.wording import too_many
from speclint.ruleset import UNBOUNDED, TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the first row that is too many in a table."""
    spec = case.expectation.spec
    if not isinstance(spec, TableSpec) or spec.max_rows == UNBOUNDED:
        return
    for bound in case.binding.tables(case).bound:
        rows = bound.table.rows
        if len(rows) > spec.max_rows:
            message = too_many("rows", " in the table", len(rows), spec.max_rows)
            yield Finding(rows[spec.max_rows].range, message, "Remove this row and those below it.")
