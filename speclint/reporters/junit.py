"""The format `junit`: a test suite for each file, for the test viewers of CI systems.

Owns: what is a test. Each finding is one; a file without any is one that passes; a skipped file is one that was skipped.
Never: fails a test that does not fail the run: milder findings pass, and say so in their output.

The name of a test holds no line, or viewers would take a finding for another whenever text moves.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITY_RANK
from speclint.base.values import NamedTuple
from speclint.engine.baseline import fingerprint
from speclint.reporters.xml import DECLARATION, tag, text_tag

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context

_SUFFIX = re.compile(r"\.[A-Za-z]+$")
_CLEAN = "no findings"
_SELF = "speclint"
"""The suite of failures that concern no file."""


class _Case(NamedTuple):
    """A test: its suite (a path), its name, how it ended, and what is inside its element."""

    suite: str
    name: str
    end: str
    content: str


def render(report: Report, context: Context) -> str:
    """Test suites in the order of their paths."""
    cases: dict[str, list[_Case]] = {}
    for case in _cases(report, context):
        cases.setdefault(case.suite, []).append(case)
    ends = Counter(case.end for suite in cases.values() for case in suite)
    suites = (_suite(path, cases[path]) for path in sorted(cases))
    return DECLARATION + tag("testsuites", {"name": _SELF, **_counts(ends, with_skipped=False), "time": "0"}, suites)


def _cases(report: Report, context: Context) -> list[_Case]:
    cases = [_of_finding(each, context.limits.get(each.path, "error")) for each in report.diagnostics]
    for place, message in context.failures:
        content = text_tag(
            "error", {"type": "failure", "message": message}, f"{place}: {message}" if place else message
        )
        cases.append(_Case(place or _SELF, message, "errors", content))
    told = {case.suite for case in cases}
    cases += [_Case(path, _CLEAN, "passed", "") for path in context.checked if path not in told]
    cases += [
        _Case(path, "skipped", "skipped", text_tag("skipped", {}, reason))
        for path, reason in report.skipped
        if path not in told
    ]
    return cases


def _of_finding(found: Diagnostic, limit: str) -> _Case:
    line, column = found.range.start
    said = f"{found.path}:{line}:{column}: {found.severity}: {found.message} [{found.rule}]"
    if found.help:
        said += f"\n{found.help}"
    name = f"{found.rule}: {fingerprint(found, found.path).message}"
    if SEVERITY_RANK[found.severity] <= SEVERITY_RANK.get(limit, -1):
        content = text_tag("failure", {"type": found.rule, "message": found.message}, said)
        return _Case(found.path, name, "failures", content)
    return _Case(found.path, name, "passed", text_tag("system-out", {}, said))


def _suite(path: str, cases: list[_Case]) -> str:
    seen: Counter[str] = Counter()
    elements = []
    for case in cases:
        seen[case.name] += 1
        # Viewers keep one of several tests with one name.
        name = case.name if seen[case.name] == 1 else f"{case.name} ({seen[case.name]})"
        # Strict readers know no `file` and no `line`; the path is the class. Jenkins takes a class for the part behind the
        # last full stop, so a suffix would be one.
        attributes = {"classname": _SUFFIX.sub("", path), "name": name, "time": "0"}
        elements.append(tag("testcase", attributes, [case.content] if case.content else None))
    counts = _counts(Counter(case.end for case in cases), with_skipped=True)
    return tag("testsuite", {"name": path, **counts, "time": "0"}, elements)


def _counts(ends: Counter[str], *, with_skipped: bool) -> dict[str, object]:
    kinds = ("failures", "errors", "skipped") if with_skipped else ("failures", "errors")
    return {"tests": sum(ends.values()), **{kind: ends[kind] for kind in kinds}}
