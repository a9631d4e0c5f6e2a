"""Taking an example document apart: the document itself, and the findings that its last comment states."""

from __future__ import annotations

import pytest

from speclint.ruleset.examples import Example, Expected, Fault, read_example

MISPLACED = "this comment must begin a line at the end of the file"


def malformed(line: str) -> str:
    return f"`{line}` does not have the form `line:column: severity: message [rule]`"


def test_document_without_a_comment_expects_nothing() -> None:
    text = "# Export\n\n<!-- Guidance: none. -->\n"
    assert read_example(text) == Example(text, (), ())


def test_comment_at_the_end_is_no_part_of_the_document() -> None:
    example = read_example(
        "# Export\n\ntext\n\n<!-- speclint-expect\n"
        "1:1: error: Missing section 'Usage' [missing-section]\n"
        "3:14: warning: 'so' is not a value [bad-cell]\n"
        "12:1: info: Too long [long-text]\n-->\n"
    )
    assert example.text == "# Export\n\ntext\n\n"
    assert example.expected == (
        Expected(1, 1, "error", "missing-section", "Missing section 'Usage'"),
        Expected(3, 14, "warning", "bad-cell", "'so' is not a value"),
        Expected(12, 1, "info", "long-text", "Too long"),
    )
    assert example.faults == ()


def test_message_may_be_left_out() -> None:
    example = read_example("# Export\n<!-- speclint-expect\n1:1: error [missing-section]\n-->")
    assert example == Example("# Export\n", (Expected(1, 1, "error", "missing-section", ""),), ())


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("Write it as [text](target)", "missing-link"),
        ("see [bad-cell]", "missing-section"),
        ("'a: b' --> 'c'", "bad-field-value"),
        ("line 3 has: error: x", "missing-section"),
    ],
)
def test_message_may_hold_brackets_colons_and_arrows(message: str, rule: str) -> None:
    example = read_example(f"text\n<!-- speclint-expect\n2:5: error: {message} [{rule}]\n-->\n")
    assert example == Example("text\n", (Expected(2, 5, "error", rule, message),), ())


@pytest.mark.parametrize("opening", ["<!-- speclint-expect", "<!--speclint-expect", "<!-- speclint-expect \t"])
@pytest.mark.parametrize("ending", ["-->", "-->\n", "-->\n\n  \n", "  -->\t"])
def test_blanks_around_the_annotation_do_not_count(opening: str, ending: str) -> None:
    example = read_example(f"text\n\n{opening}\n\n  1:1: error [bad-title]  \n\n{ending}")
    assert example == Example("text\n\n", (Expected(1, 1, "error", "bad-title"),), ())


def test_annotation_may_be_empty() -> None:
    assert read_example("text\n<!-- speclint-expect\n-->\n") == Example("text\n", (), ())


def test_file_may_hold_nothing_but_the_annotation() -> None:
    example = read_example("<!-- speclint-expect\n1:1: error [missing-title]\n-->\n")
    assert example == Example("", (Expected(1, 1, "error", "missing-title"),), ())


def test_windows_line_ends_change_nothing() -> None:
    example = read_example(
        "# Export\r\n\r\n<!-- speclint-expect\r\n1:1: error: Missing section 'X' [missing-section]\r\nso\r\n-->\r\n"
    )
    assert example.text == "# Export\r\n\r\n"
    assert example.expected == (Expected(1, 1, "error", "missing-section", "Missing section 'X'"),)
    assert example.faults == (Fault(5, malformed("so")),)


@pytest.mark.parametrize(
    "line",
    [
        "1:1 error: no colon behind the place [bad-cell]",
        "1: error: no column [bad-cell]",
        "0:1: error: lines count from 1 [bad-cell]",
        "1:0: error: columns count from 1 [bad-cell]",
        "1:1: fatal: no such severity [bad-cell]",
        "1:1: off [bad-cell]",
        "1:1: error: no rule",
        "1:1: error: a rule that is none [Bad Cell]",
        "1:1: error: something behind the rule [bad-cell].",
        "spec.md:1:1: error: a path [bad-cell]",
        "[bad-cell]",
    ],
)
def test_line_of_another_form_is_a_fault(line: str) -> None:
    example = read_example(f"text\n<!-- speclint-expect\n{line}\n-->\n")
    assert example == Example("text\n", (), (Fault(3, malformed(line)),))


def test_each_fault_has_its_line_and_the_other_lines_count() -> None:
    example = read_example(
        "# Export\n\n<!-- speclint-expect\none\n1:1: error [bad-title]\n\n  two  \n2:1: info [long-text]\n-->\n"
    )
    assert example.expected == (Expected(1, 1, "error", "bad-title"), Expected(2, 1, "info", "long-text"))
    assert example.faults == (Fault(4, malformed("one")), Fault(7, malformed("two")))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<!-- speclint-expect\n1:1: error [bad-title]\n-->\n\n# Export\n", 1),
        ("# Export\n\n<!-- speclint-expect\n1:1: error [bad-title]\n-->\ntext\n", 3),
        ("# Export\n\n  <!-- speclint-expect\n1:1: error [bad-title]\n-->\n", 3),
        ("# Export\n\ntext <!-- speclint-expect\n1:1: error [bad-title]\n-->\n", 3),
        ("# Export\n\n<!-- speclint-expect\n1:1: error [bad-title]\n", 3),
    ],
    ids=["at the beginning", "before text", "indented", "inside a line", "never closed"],
)
def test_comment_that_is_not_the_last_thing_is_a_fault_and_stays_in_the_document(text: str, line: int) -> None:
    assert read_example(text) == Example(text, (), (Fault(line, MISPLACED),))
