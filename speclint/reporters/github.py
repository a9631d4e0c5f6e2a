"""The format `github`: workflow commands that GitHub turns into annotations.

Owns: their escaping, and the order: GitHub shows ten errors and ten warnings of a step, so the worst come first.
Never: drops a diagnostic; the log keeps them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import worst_first
from speclint.base.escapes import one_line, visible

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, context: Context) -> str:
    """One command a line."""
    del context
    return "".join(_command(diagnostic) + "\n" for diagnostic in worst_first(report.diagnostics))


def _command(diagnostic: Diagnostic) -> str:
    (line, column), (end_line, end_column) = diagnostic.range
    message = "\n".join(filter(None, map(one_line, (diagnostic.message, diagnostic.help))))
    members = {"file": visible(diagnostic.path), "line": line, "endLine": end_line}
    if line == end_line:  # GitHub refuses columns of an annotation over several lines
        members["col"] = column
        members["endColumn"] = max(end_column, column)
    members["title"] = f"speclint ({diagnostic.rule})"
    joined = ",".join(f"{name}={_member(str(value))}" for name, value in members.items())
    return f"::{_COMMANDS[diagnostic.severity]} {joined}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _member(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
