"""The format `grouped`: a heading for each file and its diagnostics below it, for people.

Owns: that layout.
Never: counts; the summary does.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from speclint.reporters.style import one_line, visible

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context
    from speclint.reporters.style import Style


def render(report: Report, context: Context) -> str:
    """The diagnostics file by file, in columns, with an empty line after each file."""
    return "".join(
        _group(path, list(group), context.style)
        for path, group in groupby(report.diagnostics, key=lambda each: each.path)
    )


def _group(path: str, group: list[Diagnostic], style: Style) -> str:
    # Both halves of a place are aligned at the colon between them, as a column of numbers is.
    lines = max(len(str(each.range.start.line)) for each in group)
    columns = max(len(str(each.range.start.column)) for each in group)
    severities = max(len(each.severity) for each in group)
    rows = [style.paint(visible(path), "1;4")]
    for each in group:
        line, column = each.range.start
        place = style.paint(f"{line:{lines}}:{column:<{columns}}", "2")
        severity = style.severity(f"{each.severity:{severities}}", each.severity)
        rows.append(f"  {place}  {severity}  {one_line(each.message)}  {style.paint(each.rule, '2')}")
    return "\n".join(rows) + "\n\n"
