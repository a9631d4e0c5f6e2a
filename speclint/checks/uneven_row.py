"""uneven-row: a table row has more or fewer cells than the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.wording import counted
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.markdown import TableCell


def check(case: Case) -> Iterator[Finding]:
    """One finding at each such row. GitHub pads a short row with blank cells and cuts a long one off.

    A row that lacks cells which must not be blank is reported for those.
    """
    spec = case.expectation.spec
    columns = spec.columns if isinstance(spec, TableSpec) else ()
    for bound in case.binding.tables(case).bound:
        width = len(bound.table.header.cells)
        for row in bound.table.rows:
            count = len(row.cells)
            # A comment behind the last cell is nothing that GitHub drops.
            while count > width and _is_comment(row.cells[count - 1]):
                count -= 1
            if count == width or bound.is_group(row) or bound.lacking(row, columns):
                continue
            if count > width:
                what = "GitHub drops the rest"
                help = "Write a literal bar as '\\|', or add the missing column to the header."
            else:
                what = "the last cell is blank" if width - count == 1 else f"the last {width - count} cells are blank"
                help = "Add the missing cells."
            yield Finding(row.range, f"Row has {counted(count, 'cell')}, but the header has {width}: {what}", help)


def _is_comment(cell: TableCell) -> bool:
    return not cell.text.plain.strip() and any(inline.kind == "comment" for inline in cell.text.inlines)
