"""The format `gitlab`: a code quality report, as GitLab shows it in merge requests.

Owns: that form, and the fingerprints by which GitLab recognises new findings. It drops a finding whose fingerprint it has seen.
Never: puts a column in it; GitLab reads lines alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.base.digest import digest
from speclint.base.escapes import json_escaped
from speclint.engine.baseline import identities

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, context: Context) -> str:
    """One JSON array."""
    del context
    pairs = zip(report.diagnostics, identities(report.diagnostics), strict=True)
    issues = [_issue(each, *identity) for each, identity in pairs]
    return json_escaped(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n"


def _issue(diagnostic: Diagnostic, name: str, number: int) -> dict[str, Any]:
    issue: dict[str, Any] = {
        "type": "issue",
        "check_name": diagnostic.rule,
        "description": diagnostic.message,
        "categories": ["Clarity"],
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": name if number == 1 else digest(name, str(number)),
        "location": {
            "path": diagnostic.path,
            "lines": {"begin": diagnostic.range.start.line, "end": diagnostic.range.end.line},
        },
    }
    if diagnostic.help:
        issue["content"] = {"body": diagnostic.help}
    return issue
