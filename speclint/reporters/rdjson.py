"""The format `rdjson`: the diagnostics format of reviewdog, which comments on pull requests of many services.

Owns: that form. Columns are bytes of UTF-8; the end of a range is the first place after it.
Never: offers a fix that renames a file; a suggestion can only replace text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.base.escapes import json_escaped
from speclint.reporters.columns import utf8_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.base.source import Position, Range, SourceFile
    from speclint.reporters.context import Context


def render(report: Report, context: Context) -> str:
    """One JSON object, a `DiagnosticResult`."""
    found = [_diagnostic(each, context.sources) for each in report.diagnostics]
    data = {"source": {"name": "speclint"}, "diagnostics": found}
    return json_escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _diagnostic(found: Diagnostic, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    source = sources.get(found.path)
    data: dict[str, Any] = {
        "message": f"{found.message}\n{found.help}" if found.help else found.message,
        "location": {"path": found.path, "range": _range(found.range, source)},
        "severity": found.severity.upper(),
        "code": {"value": found.rule},
    }
    if found.fix is not None and found.fix.edits:
        data["suggestions"] = [{"range": _range(edit.range, source), "text": edit.text} for edit in found.fix.edits]
    if found.related:
        data["related_locations"] = [
            {
                "message": related.message,
                "location": {
                    "path": found.path if related.path is None else related.path,
                    "range": _range(related.range, sources.get(related.path or found.path)),
                },
            }
            for related in found.related
        ]
    return data


def _range(place: Range, source: SourceFile | None) -> dict[str, Any]:
    return {"start": _position(place.start, source), "end": _position(place.end, source)}


def _position(place: Position, source: SourceFile | None) -> dict[str, int]:
    return {"line": place.line, "column": utf8_column(source, place)}
