"""The format `sarif`, version 2.1.0: for code scanning and for viewers of many tools.

Owns: that form, and what GitHub's code scanning asks beyond the standard: paths relative to the root of the repository, all
four numbers of a region, help for each rule, fingerprints of its own kind.
Never: reads pages or sources; they are given.

Columns are UTF-16 code units, and it is said so: viewers that do not read what is said count in these.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from speclint._version import __version__
from speclint.base.escapes import json_escaped
from speclint.base.source import Position, Range
from speclint.engine.baseline import identities
from speclint.reporters.columns import utf16_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic, Fix, RelatedLocation
    from speclint.base.report import Report
    from speclint.base.source import SourceFile
    from speclint.reporters.context import Context

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_DRIVE = re.compile(r"[A-Za-z]:/")


def render(report: Report, context: Context) -> str:
    """One run, as one JSON object."""
    rules = sorted({each.rule for each in report.diagnostics})
    index = {rule: number for number, rule in enumerate(rules)}
    pairs = zip(report.diagnostics, identities(report.diagnostics), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "speclint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule, context.pages.get(rule, "")) for rule in rules],
            }
        },
        "invocations": [_invocation(report, context.failures)],
        "originalUriBaseIds": {_BASE: {"description": {"text": "The repository root."}}},
        "columnKind": "utf16CodeUnits",
        "results": [_result(each, index[each.rule], identity, context.sources) for each, identity in pairs],
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _rule(rule: str, page: str) -> dict[str, Any]:
    """A rule; of its page, the first paragraph is the short description."""
    paragraphs = page.split("\n\n", 2)
    summary = " ".join(paragraphs[1].split()) if len(paragraphs) > 1 else rule
    return {
        "id": rule,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": page or summary, "markdown": page or summary},
    }


def _invocation(report: Report, failures: Sequence[tuple[str, str]]) -> dict[str, Any]:
    notes: list[dict[str, Any]] = [
        {"level": "error", "message": _message(f"{place}: {message}" if place else message)}
        for place, message in failures
    ]
    notes += [
        {
            "level": "note",
            "message": _message(f"Skipped: {reason}"),
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
        }
        for path, reason in report.skipped
    ]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": notes}


def _result(
    found: Diagnostic, rule: int, identity: tuple[str, int], sources: Mapping[str, SourceFile]
) -> dict[str, Any]:
    name, number = identity
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": _message(f"{found.message}\n{found.help}" if found.help else found.message),
        "locations": [{"physicalLocation": _place(found, sources.get(found.path))}],
        # GitHub compares the first alone. Its own is made of the line's text, and takes two findings there for one.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{name}:{number}",
            "speclintFinding/v1": f"{name}:{number}",
        },
        "properties": {"section": list(found.section), "specType": found.spec_type},
    }
    if found.related:
        result["relatedLocations"] = [
            _related(each, number, found.path, sources) for number, each in enumerate(found.related, 1)
        ]
    if found.fix is not None and found.fix.edits:
        result["fixes"] = [_fix(found.fix, found.path, sources.get(found.path))]
    return result


def _place(found: Diagnostic, source: SourceFile | None) -> dict[str, Any]:
    """Where a finding is. GitHub shows it in a change only if all its lines changed, so it is the first line.

    The whole range is the context.
    """
    place: dict[str, Any] = {"artifactLocation": _artifact(found.path)}
    start, end = found.range
    if start.line == end.line:
        return {**place, "region": _region(found.range, source)}
    known = source is not None and start.line <= len(source.lines)
    width = len(source.lines[start.line - 1]) if known and source is not None else start.column
    first = Range(start, Position(start.line, max(width + 1, start.column)))
    return {**place, "region": _region(first, source), "contextRegion": _region(found.range, source)}


def _related(each: RelatedLocation, number: int, path: str, sources: Mapping[str, SourceFile]) -> dict[str, Any]:
    where = path if each.path is None else each.path
    return {
        "id": number,
        "message": _message(each.message),
        "physicalLocation": {
            "artifactLocation": _artifact(where),
            "region": _region(each.range, sources.get(where)),
        },
    }


def _fix(fix: Fix, path: str, source: SourceFile | None) -> dict[str, Any]:
    return {
        "description": _message(fix.title),
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [
                    {"deletedRegion": _region(edit.range, source), "insertedContent": {"text": edit.text}}
                    for edit in fix.edits
                ],
            }
        ],
        "properties": {"applicability": fix.applicability},
    }


def _region(place: Range, source: SourceFile | None) -> dict[str, int]:
    return {
        "startLine": place.start.line,
        "startColumn": utf16_column(source, place.start),
        "endLine": place.end.line,
        "endColumn": utf16_column(source, place.end),
    }


def _message(text: str) -> dict[str, str]:
    # In a message `[text](target)` is a link. What is in a document is none.
    return {"text": text.replace("](", "\\](")}


def _artifact(path: str) -> dict[str, str]:
    """A file: relative to the root of the repository, or a URI of its own where it is outside."""
    written = quote(path, safe="/", errors="surrogateescape")
    if path.startswith("/"):
        return {"uri": f"file://{written}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{quote(path[2:], safe='/', errors='surrogateescape')}"}
    return {"uri": written, "uriBaseId": _BASE}
