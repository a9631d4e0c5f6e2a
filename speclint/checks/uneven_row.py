"""uneven-row: a table row has more or fewer cells than the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.neighbours import shared
from speclint.binding.rows import cell_count, long_row
from speclint.binding.wording import counted, short
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import Fix
    from speclint.base.source import Range
    from speclint.binding import Case
    from speclint.binding.rows import LongRow
    from speclint.markdown import TableRow

_ROOM = 30


def check(case: Case) -> Iterator[Finding]:
    """One finding at each such row, or at the header where most rows have the same number of cells. GitHub pads a short row with blank cells and cuts a long one off.

    A row that lacks cells which must not be blank is reported for those.
    """
    spec = case.expectation.spec
    columns = spec.columns if isinstance(spec, TableSpec) else ()
    for bound in case.binding.tables(case).bound:
        width = len(bound.table.header.cells)
        rows = [row for row in bound.table.rows if not bound.is_group(row)]
        longs = [long_row(case.binding.document.source, bound, row) for row in rows]
        # What is said of bars in code is about one row.
        counts = [
            None if bound.lacking(row, columns) or (long is not None and long.bars) else _uneven(row, width)
            for row, long in zip(rows, longs, strict=True)
        ]
        common = shared(counts)
        if common is not None:
            yield _finding(bound.table.header.range, f"{_share(counts, common)} rows have", common, width)
        for row, long, count in zip(rows, longs, counts, strict=True):
            if long is not None and long.bars and not bound.lacking(row, columns):
                yield _divided(row, long, width)
            elif count is not None and count != common:
                yield _finding(row.range, "Row has", count, width)


def _uneven(row: TableRow, width: int) -> int | None:
    """The number of cells of a row that has not as many as the header."""
    count = cell_count(row, width)
    return None if count == width else count


def _share(counts: Sequence[int | None], common: int) -> str:
    """How many rows have the same number of cells."""
    same = counts.count(common)
    return f"All {same}" if same == len(counts) else f"{same} of {len(counts)}"


def _finding(place: Range, who: str, count: int, width: int) -> Finding:
    if count > width:
        what = "GitHub drops the rest"
        help = "Write a literal bar as '\\|', also in code, or add the missing column to the header."
    else:
        what = "the last cell is blank" if width - count == 1 else f"the last {width - count} cells are blank"
        help = "Add the missing cells."
    return Finding(place, f"{who} {counted(count, 'cell')}, but the header has {width}: {what}", help)


def _divided(row: TableRow, long: LongRow, width: int) -> Finding:
    """Of a row in which bars in code end cells."""
    bars, end = ("bar", "ends a cell") if len(long.bars) == 1 else ("bars", "end cells")
    what = f"the {bars} in code '{short(long.code, _ROOM)}' {end}"
    message = f"Row has {counted(width + long.extra, 'cell')}, but the header has {width}: {what}"
    return Finding(row.range, message, "Write a bar as '\\|', also in code.", fix=_fix(long))


def _fix(long: LongRow) -> Fix | None:
    from speclint.fixes.rows import escape_bars  # few rows have one

    return escape_bars(long)
