"""The formats for services and viewers but SARIF: what each holds, to the letter where its readers are strict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from speclint.base.report import build
from speclint.base.source import Range, SourceFile
from speclint.reporters import FORMATS, Context, Style, render
from speclint.reporters.text import summary_line

from .made import everything, one, parse_xml, rendered, spanning

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element


def gitlab(*found: Any) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(render("gitlab", build(found)))
    return issues


def test_gitlab_has_what_its_schema_asks_for() -> None:
    for issue in rendered("gitlab"):
        assert isinstance(issue["description"], str)
        assert isinstance(issue["check_name"], str)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert len(issue["fingerprint"]) == 32
        assert isinstance(issue["location"]["path"], str)
        assert isinstance(issue["location"]["lines"]["begin"], int)
    assert [issue["severity"] for issue in rendered("gitlab")] == ["info", "major", "minor", "minor", "major"]


def test_gitlab_fingerprints_differ_for_equal_findings() -> None:
    prints = [issue["fingerprint"] for issue in rendered("gitlab")]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize("by", [1, 40])
def test_fingerprints_stay_when_lines_move(by: int) -> None:
    def found(shift: int) -> list[Any]:
        return [
            one(message=f"'X' differs from line {3 + shift}", range=Range.at(2 + shift, 4)),
            one(range=Range.at(3 + shift, 1)),
            one(range=Range.at(8 + shift, 5)),
        ]

    assert [each["fingerprint"] for each in gitlab(*found(0))] == [each["fingerprint"] for each in gitlab(*found(by))]
    prints = [
        [each["partialFingerprints"] for each in json.loads(render("sarif", build(found(shift))))["runs"][0]["results"]]
        for shift in (0, by)
    ]
    assert prints[0] == prints[1]
    assert len({each["primaryLocationLineHash"] for each in prints[0]}) == 3


def test_fingerprints_tell_apart_what_is_not_the_same() -> None:
    differing = [
        one(),
        one(message="Another"),
        one(rule="bad-title"),
        one(path="b.md"),
        one(section=("A",), range=Range.at(9)),
    ]
    assert len({each["fingerprint"] for each in gitlab(*differing)}) == len(differing)


def test_rdjson_counts_bytes() -> None:
    first = next(each for each in rendered("rdjson")["diagnostics"] if each["code"]["value"] == "bad-cell")
    # Before the place: `# A `, a flame of four bytes, a blank.
    assert first["location"] == {
        "path": "a.md",
        "range": {"start": {"line": 1, "column": 10}, "end": {"line": 1, "column": 12}},
    }
    assert first["severity"] == "ERROR"
    assert first["message"] == "Wrong letter\nWrite another."
    assert first["suggestions"] == [
        {"range": {"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 9}}, "text": "🚒"},
        {"range": {"start": {"line": 5, "column": 7}, "end": {"line": 5, "column": 7}}, "text": "y"},
    ]
    assert [each["location"]["path"] for each in first["related_locations"]] == ["a.md", "b/c d.md"]


def test_rdjson_suggests_no_new_name() -> None:
    renamed = next(each for each in rendered("rdjson")["diagnostics"] if each["code"]["value"] == "bad-file-name")
    assert "suggestions" not in renamed


def test_columns_beyond_the_line_stay_beyond_it() -> None:
    report = build([one(range=spanning(1, 9, 4)), one(9, 3)])
    data = json.loads(render("rdjson", report, Context({"a.md": SourceFile("a.md", "ü")})))
    ends = [each["location"]["range"]["end"] for each in data["diagnostics"]]
    assert ends == [{"line": 9, "column": 4}, {"line": 1, "column": 13}]


def suites() -> dict[str, Element]:
    return {suite.attrib["name"]: suite for suite in rendered("junit")}


def test_junit_has_a_suite_for_each_file() -> None:
    assert list(suites()) == ["README.md", "a.md", "b/c d.md", "clean.md", "gone.md", "speclint"]
    counts = {
        path: [int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped")]
        for path, suite in suites().items()
    }
    assert counts == {
        "README.md": [1, 0, 0, 1],
        "a.md": [4, 1, 0, 0],
        "b/c d.md": [1, 1, 0, 0],
        "clean.md": [1, 0, 0, 0],
        "gone.md": [1, 0, 1, 0],
        "speclint": [1, 0, 1, 0],
    }
    total = rendered("junit").attrib
    assert (total["tests"], total["failures"], total["errors"]) == ("9", "2", "2")


def test_junit_fails_what_fails_the_run_and_lets_the_rest_say_what_it_is() -> None:
    cases = {case.attrib["name"]: case for case in suites()["a.md"]}
    assert list(cases) == [
        "nested-fence: All of it",
        "bad-cell: Wrong letter",
        "placeholder: Twice",
        "placeholder: Twice (2)",
    ]
    assert {case.attrib["classname"] for case in cases.values()} == {"a"}
    failure = cases["bad-cell: Wrong letter"].find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "bad-cell", "message": "Wrong letter"}
    assert failure.text == "a.md:1:7: error: Wrong letter [bad-cell]\nWrite another."
    assert cases["placeholder: Twice (2)"].findtext("system-out") == "a.md:5:1: warning: Twice [placeholder]"


@pytest.mark.parametrize(("limit", "failures"), [("never", 0), ("error", 1), ("warning", 3), ("info", 4)])
def test_junit_follows_the_severity_from_which_on_a_run_fails(limit: str, failures: int) -> None:
    report, context = everything()
    root = parse_xml(render("junit", report, context._replace(limits={"a.md": limit})))
    assert [suite.attrib["failures"] for suite in root if suite.attrib["name"] == "a.md"] == [str(failures)]


def test_junit_names_hold_no_line() -> None:
    text = render("junit", build([one(message="'X' is already on line 4 and lines 7-9")]))
    assert parse_xml(text)[0][0].attrib["name"] == "bad-cell: 'X' is already on line N and lines N-9"


def test_checkstyle_has_files_with_errors_and_clean_ones() -> None:
    files = {file.attrib["name"]: [error.attrib for error in file] for file in rendered("checkstyle")}
    assert list(files) == ["a.md", "b/c d.md", "clean.md"]
    assert files["clean.md"] == []
    assert files["a.md"][1] == {
        "line": "1",
        "column": "7",
        "severity": "error",
        "message": "Wrong letter",
        "source": "speclint.bad-cell",
    }


def test_azure_escapes_and_shows_the_worst_first() -> None:
    report = build([one(severity="info", message="##vso[x]"), one(message="100%\n]", path="a;b].md", help="H")])
    assert render("azure", report) == (
        "##vso[task.logissue type=error;sourcepath=a%3Bb%5D.md;linenumber=1;columnnumber=1;code=bad-cell]"
        "100%AZP25 ]%0AH\n"
        "a.md:1:1: info: # #vso[x] [bad-cell]\n"
    )


def test_markdown_is_a_table_with_the_worst_first() -> None:
    assert rendered("markdown").splitlines()[:4] == [
        f"### speclint: {summary_line(everything()[0])}",
        "",
        "| Severity | Place | Finding | Rule |",
        "|---|---|---|---|",
    ]
    assert [line.split()[1] for line in rendered("markdown").splitlines()[4:]] == 2 * ["error"] + 2 * ["warning"] + [
        "info"
    ]


def test_markdown_stays_below_the_limit_of_a_summary() -> None:
    many = [one(message="日本 " * 50, range=Range.at(line)) for line in range(1, 9000)]
    text = render("markdown", build(many))
    assert 890_000 < len(text.encode()) < 950_000
    shown = text.count("\n| error |")
    assert text.endswith(f"\nand {len(many) - shown} more in the log.\n")


def test_grouped_aligns_the_findings_of_a_file() -> None:
    assert rendered("grouped") == (
        "a.md\n"
        "  1:1  info     All of it  nested-fence\n"
        "  1:7  error    Wrong letter  bad-cell\n"
        "  3:1  warning  Twice  placeholder\n"
        "  5:1  warning  Twice  placeholder\n"
        "\n"
        "b/c d.md\n"
        "  1:1  error  No such form  bad-file-name\n"
        "\n"
    )
    report = build(
        [one(12, range=Range.at(9, 12)), one(range=Range.at(120, 1), severity="warning", message="W\x1b[2J")]
    )
    assert render("grouped", report) == (
        "a.md\n    9:12  error    Wrong  bad-cell\n  120:1   warning  W\\x1b[2J  bad-cell\n\n"
    )
    assert "\x1b[1;31merror\x1b[0m" in render("grouped", build([one()]), Context(style=Style(color=True)))


def test_json_lines_are_the_diagnostics_of_json() -> None:
    report, context = everything()
    lines = render("json-lines", report, context).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render("json", report, context))["diagnostics"]


EMPTY: dict[str, Callable[[str], bool]] = {
    "json": lambda text: json.loads(text)["diagnostics"] == [],
    "sarif": lambda text: json.loads(text)["runs"][0]["results"] == [],
    "gitlab": lambda text: json.loads(text) == [],
    "junit": lambda text: parse_xml(text).attrib["tests"] == "0",
    "rdjson": lambda text: json.loads(text)["diagnostics"] == [],
    "checkstyle": lambda text: parse_xml(text).tag == "checkstyle",
    "markdown": lambda text: text == "### speclint: 0 files checked; nothing found\n",
}


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found_is_still_a_document_of_its_kind(format: str) -> None:
    text = render(format, build([]))
    assert EMPTY[format](text) if format in EMPTY else text == ""
