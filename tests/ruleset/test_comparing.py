"""What an example should give against what it gives: each finding answers to one line of the annotation."""

from __future__ import annotations

import pytest

from speclint.base.diagnostics import Diagnostic, Severity
from speclint.base.source import Range
from speclint.ruleset.examples import Expected, Mismatch, compare


def found(line: int, column: int, severity: Severity, rule: str, message: str) -> Diagnostic:
    return Diagnostic("spec.md", Range.at(line, column, 5), rule, severity, message)


MISSING = found(1, 1, "error", "missing-section", "Missing section 'Usage'")
OTHER = found(1, 1, "error", "missing-section", "Missing section 'Limits'")
CELL = found(7, 14, "warning", "bad-cell", "'so' is not a value")


def stated(diagnostic: Diagnostic, message: str | None = None) -> Expected:
    (line, column), _ = diagnostic.range
    text = diagnostic.message if message is None else message
    return Expected(line, column, diagnostic.severity, diagnostic.rule, text)


def test_nothing_expected_and_nothing_found_agree() -> None:
    assert compare([], []) == []


def test_findings_agree_in_any_order() -> None:
    assert compare([stated(CELL), stated(MISSING), stated(OTHER)], [MISSING, CELL, OTHER]) == []


def test_line_without_a_message_stands_for_any_message() -> None:
    assert compare([stated(CELL, "")], [CELL]) == []


def test_finding_that_no_line_states_is_extra() -> None:
    assert compare([stated(CELL)], [MISSING, CELL]) == [Mismatch(stated(MISSING), given=True)]


def test_line_that_no_finding_answers_to_is_lacking() -> None:
    assert compare([stated(MISSING), stated(CELL, "")], [MISSING]) == [Mismatch(stated(CELL, ""), given=False)]


@pytest.mark.parametrize(
    "wrong",
    [
        stated(CELL)._replace(line=8),
        stated(CELL)._replace(column=13),
        stated(CELL)._replace(severity="error"),
        stated(CELL)._replace(rule="bad-title"),
        stated(CELL)._replace(message="'so' is not a"),
        stated(CELL, "")._replace(line=8),
        stated(CELL, "")._replace(column=13),
        stated(CELL, "")._replace(severity="error"),
        stated(CELL, "")._replace(rule="bad-title"),
    ],
    ids=str,
)
def test_whatever_differs_makes_one_line_lacking_and_one_finding_extra(wrong: Expected) -> None:
    mismatches = compare([wrong], [CELL])
    assert sorted(mismatches) == sorted([Mismatch(wrong, given=False), Mismatch(stated(CELL), given=True)])


def test_two_equal_findings_need_two_lines() -> None:
    assert compare([stated(CELL)] * 2, [CELL] * 2) == []
    assert compare([stated(CELL)], [CELL] * 2) == [Mismatch(stated(CELL), given=True)]
    assert compare([stated(CELL)] * 2, [CELL]) == [Mismatch(stated(CELL), given=False)]
    assert compare([stated(CELL, "")], [CELL] * 2) == [Mismatch(stated(CELL), given=True)]


@pytest.mark.parametrize("named", [MISSING, OTHER], ids=lambda each: each.message)
def test_line_without_a_message_leaves_the_finding_that_another_line_names(named: Diagnostic) -> None:
    lines = [stated(MISSING, ""), stated(named)]
    assert compare(lines, [MISSING, OTHER]) == []
    assert compare(lines[::-1], [OTHER, MISSING]) == []


def test_mismatches_come_in_the_order_of_the_document() -> None:
    early, late = found(2, 3, "info", "long-text", "Too long"), found(10, 1, "error", "bad-title", "No")
    assert compare([stated(late), stated(MISSING)], [CELL, early]) == [
        Mismatch(stated(MISSING), given=False),
        Mismatch(stated(early), given=True),
        Mismatch(stated(CELL), given=True),
        Mismatch(stated(late), given=False),
    ]


def test_message_of_several_lines_is_stated_on_one() -> None:
    several = found(3, 1, "error", "unparsable-code-block", "Invalid YAML:\n  a mapping\tends here")
    assert compare([stated(several, "Invalid YAML: a mapping ends here")], [several]) == []


@pytest.mark.parametrize(
    ("expected", "shown"),
    [
        (
            Expected(7, 14, "warning", "bad-cell", "'so' is not a value"),
            "7:14: warning: 'so' is not a value [bad-cell]",
        ),
        (Expected(1, 1, "error", "missing-section"), "1:1: error [missing-section]"),
    ],
)
def test_expectation_is_shown_as_an_annotation_writes_it(expected: Expected, shown: str) -> None:
    assert str(expected) == shown
