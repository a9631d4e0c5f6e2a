"""The problem matcher reads what speclint prints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from speclint.base.report import build
from speclint.base.source import Range
from speclint.reporters import render

from ..reporters.consumers import node, program  # noqa: TID252 - tests are no installed package
from ..reporters.made import everything, one  # noqa: TID252
from .runner import ROOT

if TYPE_CHECKING:
    from speclint.base.report import Report

MATCHER = json.loads((ROOT / ".github" / "action" / "problem-matcher.json").read_text("utf-8"))["problemMatcher"]
REPORT = build(
    [
        *everything()[0].diagnostics,
        one(path="docs/a b, c: d.md", message="'x' [y] is: not [z]", range=Range.at(12, 34)),
        one(path="ü.md", message="two\nlines", severity="info"),
    ]
)


def expected(report: Report) -> list[dict[str, str]]:
    return [
        {
            "file": each.path,
            "line": str(each.range.start.line),
            "column": str(each.range.start.column),
            "severity": "notice" if each.severity == "info" else each.severity,
            "message": " ".join(each.message.split()),
            "code": each.rule,
        }
        for each in report.diagnostics
    ]


def read(matches: list[tuple[dict[str, Any], list[str]]]) -> list[dict[str, str]]:
    """What the runner makes of matches, each with its matcher."""
    return [
        {
            "severity": matcher.get("severity", ""),
            **{key: groups[number] for key, number in matcher["pattern"][0].items() if key != "regexp"},
        }
        for matcher, groups in matches
    ]


def test_the_runner_accepts_the_severities() -> None:
    owners = [matcher["owner"] for matcher in MATCHER]
    assert len(set(owners)) == len(owners)
    assert {matcher.get("severity", "error") for matcher in MATCHER} <= {"error", "warning", "notice"}


def test_python_reads_every_line() -> None:
    found = []
    for line in render("text", REPORT).splitlines():
        for matcher in MATCHER:
            match = re.search(matcher["pattern"][0]["regexp"], line)
            if match:
                found.append((matcher, [match[0], *match.groups()]))
    assert read(found) == expected(REPORT)


def test_javascript_reads_every_line() -> None:
    program("node")
    script = """
        const [matchers, text] = process.argv.slice(1).map(JSON.parse);
        const found = text.trimEnd().split("\\n").flatMap(line => matchers.flatMap((matcher, index) => {
          const match = new RegExp(matcher.pattern[0].regexp).exec(line);
          return match ? [[index, [...match]]] : [];
        }));
        console.log(JSON.stringify(found));
    """
    said = json.loads(node(script, json.dumps(MATCHER), json.dumps(render("text", REPORT))))
    assert read([(MATCHER[index], groups) for index, groups in said]) == expected(REPORT)


@pytest.mark.parametrize(
    "line", ["1 file checked; 1 error", "a.md: error: there is no such file", "a.md:1:2: note: x [y]"]
)
def test_other_lines_are_no_problems(line: str) -> None:
    assert not any(re.search(matcher["pattern"][0]["regexp"], line) for matcher in MATCHER)
