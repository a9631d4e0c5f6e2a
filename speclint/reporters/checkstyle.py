"""The format `checkstyle`: the XML of the Java linter of that name, which many CI systems read.

Owns: that form. Columns are characters, as there.
Never: shows help or related places; the format has no place for them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from speclint.reporters.xml import DECLARATION, tag

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context

_VERSION = "4.3"
"""The version of the form that other linters write, and that readers know."""


def render(report: Report, context: Context) -> str:
    """The diagnostics by file. Clean files are included, with nothing in them, as checkstyle writes them."""
    found = {path: list(group) for path, group in groupby(report.diagnostics, key=lambda each: each.path)}
    files = (
        tag("file", {"name": path}, map(_error, found.get(path, ()))) for path in sorted({*found, *context.checked})
    )
    return DECLARATION + tag("checkstyle", {"version": _VERSION}, files)


def _error(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.range.start
    return tag(
        "error",
        {
            "line": line,
            "column": column,
            "severity": diagnostic.severity,
            "message": diagnostic.message,
            "source": f"speclint.{diagnostic.rule}",
        },
    )
