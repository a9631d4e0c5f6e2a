"""missing-table: a section has no table, or none with the expected columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.names import normalise
from speclint.base.source import Range
from speclint.binding.code_blocks import code_blocks
from speclint.binding.wording import enumerated, short
from speclint.markdown import Paragraph, walk_blocks
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.markdown import TextLine


_ROOM = 120
"""Characters of a message that holds the columns of two tables."""


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    pairing = case.binding.tables(case)
    if not isinstance(spec, TableSpec) or pairing.bound or case.optional:
        return
    columns = [column.name for column in spec.columns if column.presence != "optional"]
    message = f"Section '{case.bound.node.title}' has no table"
    if columns:
        message += f" with the column{'' if len(columns) == 1 else 's'} {enumerated(tuple(columns))}"
    header = "| " + " | ".join(columns or [column.name for column in spec.columns]) + " |"
    related: tuple[RelatedLocation, ...] = ()
    if pairing.others:
        other = pairing.others[0]
        headers = enumerated(tuple(short(cell.text.plain, 30) for cell in other.header.cells), 4)
        named = f"{message}; the table on line {other.line} has the columns {headers}"
        message = named if len(named) <= _ROOM else f"{message}; the table on line {other.line} has other columns"
        related = (RelatedLocation(other.header.range, "this table has other columns"),)
    elif (line := _in_code(case, spec)) is not None:
        message += f"; the table on line {line.line} is inside a code block"
        related = (RelatedLocation(Range.at(line.line, line.column, len(line.text)), "this table is in a code block"),)
    elif (line := _as_text(case)) is not None:
        dashes = "|" + "---|" * (line.text.strip().strip("|").count("|") + 1)
        message += f"; the text on line {line.line} needs the row '{dashes}' below it to be a table"
        related = (RelatedLocation(Range.at(line.line, line.column, len(line.text)), "meant as a table"),)
    help = f"Add a table that begins with '{header}'." if spec.columns else "Add a table."
    yield Finding(case.anchor, message, help, related=related)


def _as_text(case: Case) -> TextLine | None:
    """The first line of a paragraph that was meant as a table: all its lines begin with a bar."""
    for block in walk_blocks(case.blocks):
        if isinstance(block, Paragraph):
            lines = block.text.lines
            if len(lines) > 1 and all(line.text.startswith("|") and line.text.count("|") > 1 for line in lines):
                return lines[0]
    return None


def _in_code(case: Case, spec: TableSpec) -> TextLine | None:
    """The header row of such a table in a code block that says no language, or Markdown."""
    wanted = {normalise(column.name) for column in spec.columns if column.presence == "required"}
    for block in code_blocks(case.blocks, ("", "markdown", "md", "text")):
        for line in block.lines:
            cells = {normalise(cell) for cell in line.text.split("|")} if "|" in line.text else set()
            if wanted and wanted <= cells:
                return line
    return None
