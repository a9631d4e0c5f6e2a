"""The output formats."""

from __future__ import annotations

import json

import pytest

from speclint.base.diagnostics import Fix, RelatedLocation, Severity, TextEdit
from speclint.base.report import Report, Skipped, build
from speclint.base.source import Range, SourceFile
from speclint.reporters import Context, render

from .made import one


def full(text: str, start: int, length: int) -> list[str]:
    lines = render("full", build([one(start, length)]), Context({"a.md": SourceFile("a.md", text)})).splitlines()
    return lines[2:4]


@pytest.mark.parametrize(
    ("text", "start", "length", "mark"),
    [
        ("abc", 2, 1, "  1 | abc\n    |  ^"),
        ("abc", 4, 0, "  1 | abc\n    |    ^"),
        ("a\tb", 3, 1, "  1 | a   b\n    |     ^"),
        ("日本語", 2, 1, "  1 | 日本語\n    |   ^^"),
        ("e\u0301x", 3, 1, "  1 | e\u0301x\n    |  ^"),
        ("👍🏽x", 3, 1, "  1 | 👍🏽x\n    |   ^"),
        ("👩\u200d🚀x", 4, 1, "  1 | 👩\u200d🚀x\n    |   ^"),
        ("a\x1b[2Jb", 6, 1, "  1 | a\\x1b[2Jb\n    |         ^"),
        ("a\u202eb", 3, 1, "  1 | a\\u202eb\n    |        ^"),
    ],
)
def test_mark_stands_below_the_place(text: str, start: int, length: int, mark: str) -> None:
    assert full(text, start, length) == mark.split("\n")


def test_long_line_is_cut_around_the_place() -> None:
    shown, mark = full("x" * 500 + "BAD" + "y" * 500, 501, 3)
    assert shown.startswith("  1 | …x")
    assert shown.endswith("y…")
    assert len(shown) < 180
    assert shown[mark.index("^") : mark.index("^") + 3] == "BAD"


def test_full_shows_help_and_related_places() -> None:
    related = (RelatedLocation(Range.at(2, 1, 2), "first here"), RelatedLocation(Range.at(9), "there", "b.md"))
    report = build([one(help="Fix it.\nNow.", related=related)])
    assert render("full", report, Context({"a.md": SourceFile("a.md", "ab\ncd")})).splitlines()[4:] == [
        "  help: Fix it. Now.",
        "  see: a.md:2:1: first here",
        "    |",
        "  2 | cd",
        "    | ^^",
        "  see: b.md:9:1: there",
        "",
    ]


def test_text_is_one_line_whatever_the_message() -> None:
    report = build([one(message="One\ntwo\r\n  three\x07")])
    assert render("text", report) == "a.md:1:1: error: One two three\\x07 [bad-cell]\n"


def test_json_has_all_keys() -> None:
    fix = Fix("Mend", "safe", (TextEdit(Range.at(1, 1, 2), "x"),))
    related = (RelatedLocation(Range.at(2, 1, 2), "first"),)
    section = ("Configuration", "Environment Variables")
    report = build(
        [one(help="H", section=section, spec_type="note", fix=fix, related=related)], [Skipped("b.md", "why")], 3
    )
    place = {"line": 1, "column": 1, "end_line": 1, "end_column": 2}
    assert json.loads(render("json", report)) == {
        "version": 1,
        "diagnostics": [
            {
                "path": "a.md",
                **place,
                "rule": "bad-cell",
                "severity": "error",
                "message": "Wrong",
                "help": "H",
                "section": list(section),
                "spec_type": "note",
                "fix": {"title": "Mend", "applicability": "safe", "edits": [{**place, "end_column": 3, "text": "x"}]},
                "related": [
                    {"path": "a.md", "line": 2, "column": 1, "end_line": 2, "end_column": 3, "message": "first"}
                ],
            }
        ],
        "skipped": [{"path": "b.md", "reason": "why"}],
        "summary": {"files": 3, "errors": 1, "warnings": 0, "infos": 0},
    }


def test_json_keeps_letters() -> None:
    assert "日本" in render("json", build([one(message="日本")]))


def test_github_escapes_and_shows_the_worst_first() -> None:
    severity: Severity = "info"
    report = build([one(severity=severity), one(message="100%: a,b\nc", path="b,c:d.md", help="H")])
    assert render("github", report) == (
        "::error file=b%2Cc%3Ad.md,line=1,endLine=1,col=1,endColumn=2,title=speclint (bad-cell)::100%25: a,b c%0AH\n"
        "::notice file=a.md,line=1,endLine=1,col=1,endColumn=2,title=speclint (bad-cell)::Wrong\n"
    )


def test_order_and_doubles() -> None:
    later = one(start=5)
    warning = one(severity="warning")
    other = one(path="b.md")
    report: Report = build([other, later, warning, one(), one(help="again")])
    assert [(item.path, item.range.start.column, item.severity) for item in report.diagnostics] == [
        ("a.md", 1, "error"),
        ("a.md", 1, "warning"),
        ("a.md", 5, "error"),
        ("b.md", 1, "error"),
    ]
    assert report.summary == (0, 3, 1, 0)
    assert report.reaches("error")
    assert not report.reaches("never")
