"""The format `sarif`: what the standard, and GitHub beyond it, look for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from speclint import __version__
from speclint.base.report import build
from speclint.reporters import render

from .made import one, rendered


def sarif_results() -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = rendered("sarif")["runs"][0]["results"]
    return results


def region(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def test_sarif_says_who_ran_and_on_what_unit_columns_are() -> None:
    log = rendered("sarif")
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "utf16CodeUnits"
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("speclint", __version__)


def test_sarif_has_all_four_numbers_in_utf_16() -> None:
    wrong_letter = next(each for each in sarif_results() if each["ruleId"] == "bad-cell")
    # The flame before the place is one character and two code units.
    assert wrong_letter["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%"},
        "region": region(1, 8, 1, 9),
    }
    assert [each["physicalLocation"] for each in wrong_letter["relatedLocations"]] == [
        {"artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%"}, "region": region(1, 8, 1, 9)},
        {"artifactLocation": {"uri": "b/c%20d.md", "uriBaseId": "%SRCROOT%"}, "region": region(3, 1, 3, 1)},
    ]


def test_sarif_shows_the_first_of_many_lines_in_the_context_of_all() -> None:
    wide = next(each for each in sarif_results() if each["ruleId"] == "nested-fence")
    place = wide["locations"][0]["physicalLocation"]
    assert (place["region"], place["contextRegion"]) == (region(1, 1, 1, 9), region(1, 1, 5, 4))


def test_sarif_holds_fixes_with_edits_alone() -> None:
    fixes = {each["ruleId"]: each.get("fixes") for each in sarif_results()}
    assert fixes["bad-file-name"] is None
    assert fixes["bad-cell"] is not None
    (fix,) = fixes["bad-cell"]
    assert fix["description"] == {"text": "Fix it"}
    assert fix["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": region(1, 5, 1, 7), "insertedContent": {"text": "🚒"}},
        {"deletedRegion": region(5, 7, 5, 7), "insertedContent": {"text": "y"}},
    ]


def test_sarif_explains_the_rules_that_fired() -> None:
    rules = rendered("sarif")["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["bad-cell", "bad-file-name", "nested-fence", "placeholder"]
    assert rules[0]["shortDescription"] == {"text": "A cell is blank, or wrong."}
    assert rules[0]["help"]["markdown"].startswith("# bad-cell\n")
    assert [rules[each["ruleIndex"]]["id"] for each in sarif_results()] == [each["ruleId"] for each in sarif_results()]


def test_sarif_tells_what_was_not_looked_at() -> None:
    (invocation,) = rendered("sarif")["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    notes = [(note["level"], note["message"]["text"]) for note in invocation["toolExecutionNotifications"]]
    assert notes == [
        ("error", "gone.md: no such file or folder"),
        ("error", "git does not answer"),
        ("note", "Skipped: it has no type"),
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b.md", "docs/a%20b.md"),
        ("/srv/x.md", "file:///srv/x.md"),
        ("C:/x y.md", "file:///C:/x%20y.md"),
        ("a:b.md", "a%3Ab.md"),
        ("100%.md", "100%25.md"),
        ("ü\udcff.md", "%C3%BC%FF.md"),
    ],
)
def test_sarif_paths_are_uris(path: str, uri: str) -> None:
    log = json.loads(render("sarif", build([one(path=path)])))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_takes_no_text_of_a_document_for_a_link() -> None:
    log = json.loads(render("sarif", build([one(message="See [this](1) [Insert](x)")])))
    assert log["runs"][0]["results"][0]["message"]["text"] == "See [this\\](1) [Insert\\](x)"
