"""The format `markdown`: a table for the summary of a job, or for a comment.

Owns: that table; the worst comes first, and what would not fit is counted.
Never: lets a document's text become markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import worst_first
from speclint.reporters.style import one_line, visible
from speclint.reporters.text import summary_line

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context

_LONGEST = 900_000
"""Bytes. GitHub refuses a summary of more than 1 MiB, and other steps write to it, too."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_HEAD = "| Severity | Place | Finding | Rule |\n|---|---|---|---|\n"


def render(report: Report, context: Context) -> str:
    """A heading, and a table if anything was found."""
    del context
    head = f"### speclint: {summary_line(report)}\n"
    if not report.diagnostics:
        return head
    rows: list[str] = []
    room = _LONGEST - len(head) - len(_HEAD)
    for each in worst_first(report.diagnostics):
        row = _row(each)
        room -= len(row.encode("utf-8", "backslashreplace"))
        if room < 0:
            break
        rows.append(row)
    left = len(report.diagnostics) - len(rows)
    tail = f"\nand {left} more in the log.\n" if left else ""
    return f"{head}\n{_HEAD}{''.join(rows)}{tail}"


def _row(found: Diagnostic) -> str:
    line, column = found.range.start
    cells = (found.severity, f"{visible(found.path)}:{line}:{column}", one_line(found.message), found.rule)
    return f"| {' | '.join(map(_plain, cells))} |\n"


def _plain(text: str) -> str:
    """Text that means itself: CommonMark allows a backslash before any punctuation of ASCII."""
    return _PUNCTUATION.sub(r"\\\1", text)
