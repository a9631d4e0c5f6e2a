"""Bars in code, which end a cell unless they are escaped.

Owns: escaping them.
Never: decides whether they are meant as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Fix, TextEdit
from speclint.base.source import Range

if TYPE_CHECKING:
    from speclint.binding.rows import LongRow


def escape_bars(long: LongRow) -> Fix | None:
    r"""Write each bar in code as `\|`; None where it is not certain that there is code."""
    if not long.certain:
        return None
    what = "bar" if len(long.bars) == 1 else "bars"
    return Fix(
        f"Escape the {what} in code", "safe", tuple(TextEdit(Range(bar.start, bar.start), "\\") for bar in long.bars)
    )
