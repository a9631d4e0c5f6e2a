"""The format `azure`: logging commands that Azure Pipelines turns into errors and warnings of a run.

Owns: their escaping, and the order: a run shows the first of them, so the worst come first.
Never: calls an info a warning: Azure knows none, so it stays a line of the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import worst_first
from speclint.base.escapes import one_line, visible
from speclint.reporters.text import text_line

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context


def render(report: Report, context: Context) -> str:
    """One command a line."""
    del context
    return "".join(f"{_line(each)}\n" for each in worst_first(report.diagnostics))


def _line(found: Diagnostic) -> str:
    if found.severity == "info":
        # The agent obeys a command wherever in a line it is.
        return text_line(found).replace("##", "# #")
    line, column = found.range.start
    members = {
        "type": found.severity,
        "sourcepath": visible(found.path),
        "linenumber": str(line),
        "columnnumber": str(column),
        "code": found.rule,
    }
    joined = ";".join(f"{name}={_member(value)}" for name, value in members.items())
    message = "\n".join(filter(None, map(one_line, (found.message, found.help))))
    return f"##vso[task.logissue {joined}]{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _member(text: str) -> str:
    return _data(text).replace("]", "%5D").replace(";", "%3B")
