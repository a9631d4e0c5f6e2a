"""The format `json`, version 1: for programs.

Owns: the names and the presence of keys. All are always there; a change of meaning raises the version.
Never: orders (the report did), or shortens.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.base.escapes import json_escaped

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic, Fix, RelatedLocation
    from speclint.base.report import Report
    from speclint.base.source import Range
    from speclint.reporters.context import Context

VERSION = 1


def render(report: Report, context: Context) -> str:
    """The report as one JSON object."""
    del context
    data = {
        "version": VERSION,
        "diagnostics": [diagnostic_data(diagnostic) for diagnostic in report.diagnostics],
        "skipped": [{"path": path, "reason": reason} for path, reason in report.skipped],
        "summary": report.summary._asdict(),
    }
    return json_escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic, with all keys."""
    return {
        "path": diagnostic.path,
        **_place(diagnostic.range),
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "section": list(diagnostic.section),
        "spec_type": diagnostic.spec_type,
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix),
        "related": [_related(related, diagnostic.path) for related in diagnostic.related],
    }


def _place(place: Range) -> dict[str, int]:
    (line, column), (end_line, end_column) = place
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _fix(fix: Fix) -> dict[str, Any]:
    data = {
        "title": fix.title,
        "applicability": fix.applicability,
        "edits": [{**_place(edit.range), "text": edit.text} for edit in fix.edits],
    }
    # A fix that renames the file has no edits, and the name in this key alone.
    return {**data, "rename": fix.rename} if fix.rename else data


def _related(related: RelatedLocation, path: str) -> dict[str, Any]:
    return {
        "path": path if related.path is None else related.path,
        **_place(related.range),
        "message": related.message,
    }
