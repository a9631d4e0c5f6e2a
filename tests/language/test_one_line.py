"""A pattern is only said to match no line if it matches none."""

from __future__ import annotations

import re

import pytest

from speclint.language.regex.one_line import why_no_line

POSSIBLE = [
    (r"^Steps$", "Steps"),
    (r" ?Steps ?", "Steps"),
    (r"(?: |S)teps", "Steps"),
    (r"(?:\n|S)teps", "Steps"),
    (r"\n*Steps", "Steps"),
    (r"(?<! )Steps\Z", "Steps"),
    (r"a?^Steps$b?", "Steps"),
    (r"(?:Steps|x^y)", "Steps"),
    (r"(?:^S|x)(?:teps$)+", "Steps"),
    (r"(?=.* $)?Steps", "Steps"),
    (r"#steps", "#steps"),
    (r"C# \w+", "C# code"),
    (r"\s+|Steps", "Steps"),
]
IMPOSSIBLE = [
    (r"Steps\nMore", "needs a line break"),
    (r"(?:a|b)(?:\n|\r)+", ""),  # the parser makes a set of it
    (r"(?:a\n|\nb)", "needs a line break"),
    (r"^ Steps", "begins with a blank"),
    (r"\b(?: +|\tx)Steps", "begins with a blank"),
    (r"Steps (?!x)$", "ends with a blank"),
    (r"(?:x^|y\Az)", "has text before `^`"),
    (r"(?:ab$)+c?d", "has text behind `$`"),
]


@pytest.mark.parametrize(("pattern", "line"), POSSIBLE)
def test_no_reason_is_given_for_a_pattern_that_matches(pattern: str, line: str) -> None:
    assert re.fullmatch(pattern, line)
    assert why_no_line(pattern, heading=True) == ""


@pytest.mark.parametrize(("pattern", "reason"), IMPOSSIBLE)
def test_the_reason_is_the_first_that_the_pattern_shows(pattern: str, reason: str) -> None:
    assert why_no_line(pattern) == reason


@pytest.mark.parametrize("pattern", ["# Steps", r"^#{1,3}\s+Steps", r"##[ \t]+Steps"])
def test_heading_marks_are_only_wrong_in_the_pattern_of_a_heading(pattern: str) -> None:
    assert "begins with `#`" in why_no_line(pattern, heading=True)
    assert why_no_line(pattern) == ""
