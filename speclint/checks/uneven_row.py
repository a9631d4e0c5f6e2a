"""uneven-row: a table row has more or fewer cells than the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.neighbours import shared
from speclint.binding.wording import counted
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.source import Range
    from speclint.binding import Case
    from speclint.markdown import TableCell, TableRow


def check(case: Case) -> Iterator[Finding]:
    """One finding at each such row, or at the header where most rows have the same number of cells. GitHub pads a short row with blank cells and cuts a long one off.

    A row that lacks cells which must not be blank is reported for those.
    """
    spec = case.expectation.spec
    columns = spec.columns if isinstance(spec, TableSpec) else ()
    for bound in case.binding.tables(case).bound:
        width = len(bound.table.header.cells)
        rows = [row for row in bound.table.rows if not bound.is_group(row)]
        counts = [None if bound.lacking(row, columns) else _uneven(row, width) for row in rows]
        common = shared(counts)
        if common is not None:
            yield _finding(bound.table.header.range, f"{_share(counts, common)} rows have", common, width)
        for row, count in zip(rows, counts, strict=True):
            if count is not None and count != common:
                yield _finding(row.range, "Row has", count, width)


def _uneven(row: TableRow, width: int) -> int | None:
    """The number of cells of a row that has not as many as the header."""
    count = len(row.cells)
    # A comment behind the last cell is nothing that GitHub drops.
    while count > width and _is_comment(row.cells[count - 1]):
        count -= 1
    return None if count == width else count


def _share(counts: Sequence[int | None], common: int) -> str:
    """How many rows have the same number of cells."""
    same = counts.count(common)
    return f"All {same}" if same == len(counts) else f"{same} of {len(counts)}"


def _finding(place: Range, who: str, count: int, width: int) -> Finding:
    if count > width:
        what = "GitHub drops the rest"
        help = "Write a literal bar as '\\|', or add the missing column to the header."
    else:
        what = "the last cell is blank" if width - count == 1 else f"the last {width - count} cells are blank"
        help = "Add the missing cells."
    return Finding(place, f"{who} {counted(count, 'cell')}, but the header has {width}: {what}", help)


def _is_comment(cell: TableCell) -> bool:
    return not cell.text.plain.strip() and any(inline.kind == "comment" for inline in cell.text.inlines)
