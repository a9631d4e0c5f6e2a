"""uneven-row: a table row has more or fewer cells than the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.rows import cell_count, long_row
from speclint.binding.wording import counted, short
from speclint.ruleset import TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Fix
    from speclint.binding import Case
    from speclint.binding.rows import LongRow

_ROOM = 30


def check(case: Case) -> Iterator[Finding]:
    """One finding at each such row. GitHub pads a short row with blank cells and cuts a long one off.

    A row that lacks cells which must not be blank is reported for those.
    """
    spec = case.expectation.spec
    columns = spec.columns if isinstance(spec, TableSpec) else ()
    for bound in case.binding.tables(case).bound:
        width = len(bound.table.header.cells)
        for row in bound.table.rows:
            count = cell_count(row, width)
            if count == width or bound.is_group(row) or bound.lacking(row, columns):
                continue
            fix = None
            long = long_row(case.binding.document.source, bound, row)
            if long is None:
                what = "the last cell is blank" if width - count == 1 else f"the last {width - count} cells are blank"
                help = "Add the missing cells."
            elif long.bars:
                bars, end = ("bar", "ends a cell") if len(long.bars) == 1 else ("bars", "end cells")
                what = f"the {bars} in code '{short(long.code, _ROOM)}' {end}"
                help = "Write a bar as '\\|', also in code."
                fix = _fix(long)
            else:
                what = "GitHub drops the rest"
                help = "Write a literal bar as '\\|', also in code, or add the missing column to the header."
            message = f"Row has {counted(count, 'cell')}, but the header has {width}: {what}"
            yield Finding(row.range, message, help, fix=fix)


def _fix(long: LongRow) -> Fix | None:
    from speclint.fixes.rows import escape_bars  # few rows have one

    return escape_bars(long)
