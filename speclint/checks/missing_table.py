"""missing-table: a section has no table, or none with the expected columns."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.names import normalise
from speclint.base.source import Range
from speclint.binding.code_blocks import code_blocks
from speclint.binding.wording import counted, enumerated, short
from speclint.markdown import HtmlBlock, Paragraph, TextLine, delimiters, split_row, walk_blocks
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case

_HTML_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


_ROOM = 120
"""Characters of a message that holds the columns of two tables."""


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
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
    elif (line := _as_html(case)) is not None:
        message += f"; found an HTML table on line {line.line}"
        add = f"Write it as a Markdown table that begins with '{header}'."
        related = (RelatedLocation(Range.at(line.line, line.column, len(line.text)), "this table is HTML"),)
    elif (found := _as_text(case)) is not None:
        line, below = found
        cells = len(split_row(line.text.strip()))
        if (dashes := delimiters(below.text)) is not None:
            message += (
                f"; the header on line {line.line} has {counted(cells, 'cell')}, the row of dashes below it {dashes}"
            )
            add = "Give both the same number of cells. Write a literal bar as '\\|', also in code."
        else:
            message += f"; the text on line {line.line} needs the row '|{'---|' * cells}' below it to be a table"
        related = (RelatedLocation(Range.at(line.line, line.column, len(line.text)), "meant as a table"),)
    yield Finding(case.anchor, message, add, related=related)


def _as_html(case: Case) -> TextLine | None:
    """The line on which an HTML table begins."""
    for block in walk_blocks(case.blocks):
        if not isinstance(block, HtmlBlock) or block.is_comment:
            continue
        found = _HTML_TABLE.search(block.raw)
        if found is not None:
            number = block.line + block.raw.count("\n", 0, found.start())
            line = case.binding.document.source.lines[number - 1]
            column = line.index(found.group().rstrip()) + 1
            return TextLine(number, column, line[column - 1 :].rstrip())
    return None


def _as_text(case: Case) -> tuple[TextLine, TextLine] | None:
    """The first two of some lines that were meant as a table: they begin with a bar and are in a paragraph."""
    for block in walk_blocks(case.blocks):
        if isinstance(block, Paragraph):
            for is_row, lines in groupby(block.text.lines, _is_row):
                header, *rows = lines
                if is_row and rows:
                    return header, rows[0]
    return None


def _is_row(line: TextLine) -> bool:
    return line.text.startswith("|") and line.text.count("|") > 1


def _in_code(case: Case, spec: TableSpec) -> TextLine | None:
    """The header row of such a table in a code block that says no language, or Markdown."""
    wanted = {normalise(column.name) for column in spec.columns if column.presence == "required"}
    for block in code_blocks(case.blocks, ("", "markdown", "md", "text")):
        for line in block.lines:
            cells = {normalise(cell) for cell in line.text.split("|")} if "|" in line.text else set()
            if wanted and wanted <= cells:
                return line
    return None
