"""missing-table: a section has no table, or none with the expected columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.binding.table_traces import expected_table
from speclint.binding.wording import enumerated, short
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case

_ROOM = 120
"""Characters of a message that holds the columns of two tables."""


def check(case: Case) -> Iterator[Finding]:
    """One finding at what was found instead of the table, else at the section's heading."""
    spec = case.expectation.spec
    pairing = case.binding.tables(case)
    if not isinstance(spec, TableSpec) or pairing.bound or case.optional:
        return
    columns = [column.name for column in spec.columns if column.presence != "optional"]
    message = f"{case.subject} has no table"
    if columns:
        message += f" with the column{'' if len(columns) == 1 else 's'} {enumerated(tuple(columns))}"
    header = "| " + " | ".join(columns or [column.name for column in spec.columns]) + " |"
    add = f"Add a table that begins with '{header}'." if spec.columns else "Add a table."
    cause = expected_table([case.expectation], case.blocks, case.binding.document)
    if cause is not None:
        if cause.html:
            add = f"Write it as a Markdown table that begins with '{header}'."
        related = case.expected_in(cause.range)
        yield Finding(cause.range, f"{message}: {cause.message}", cause.help or add, related=related)
        return
    if not pairing.others:
        yield Finding(case.anchor, message, add)
        return
    other, *more = pairing.others
    headers = enumerated(tuple(short(cell.text.plain, 30) for cell in other.header.cells), 4)
    if more:
        # Which of several was meant, if any, nobody knows.
        related = (RelatedLocation(other.header.range, "this table has other columns"),)
        yield Finding(case.anchor, f"{message}; the tables that it has have other columns", add, related=related)
        return
    named = f"{message}: found {headers}"
    message = named if len(named) <= _ROOM else f"{message}: this one has other columns"
    yield Finding(other.header.range, message, add, related=case.expected_in(other.header.range))
