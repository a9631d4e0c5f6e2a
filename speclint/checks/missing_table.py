"""missing-table: a section has no table, or none with the columns that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, RelatedLocation
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    pairing = case.binding.tables(case)
    if not isinstance(spec, TableSpec) or pairing.bound:
        return
    columns = [column.name for column in spec.columns]
    header = "| " + " | ".join(columns) + " |"
    message = f"Section '{case.bound.node.title}' has no table with the columns {', '.join(columns)}"
    related: tuple[RelatedLocation, ...] = ()
    if pairing.others:
        other = pairing.others[0]
        message += f"; the table on line {other.line} has other columns"
        related = (RelatedLocation(other.header.range, "this table has other columns"),)
    yield Finding(case.anchor, message, f"Add a table that begins '{header}'.", related=related)
