"""What makes two findings the same, and the text of a baseline."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclint.base.diagnostics import Diagnostic
from speclint.base.source import Range
from speclint.engine.baseline import (
    Fingerprint,
    count,
    fingerprint,
    read_baseline,
    read_path,
    render_baseline,
    split,
    written_path,
)

PATH = "notes/a.md"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def finding(
    line: int = 1, rule: str = "bad-cell", message: str = "No value", section: tuple[str, ...] = ("Why",)
) -> Diagnostic:
    return Diagnostic(PATH, Range.at(line), rule, "error", message, section=section)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (finding(line=3), finding(line=300)),
        (finding(message="Missing: line 288 has 'Wyh'"), finding(message="Missing: line 2 has 'Wyh'")),
        (finding(message="Already there (line 9)"), finding(message="Already there (line 10)")),
        (finding(message="On line 1 and line 2"), finding(message="On line 30 and line 4")),
        (finding(message="No  value\n"), finding(message="No value")),
    ],
)
def test_a_finding_is_the_same_wherever_its_lines_are(one: Diagnostic, other: Diagnostic) -> None:
    assert fingerprint(one, PATH) == fingerprint(other, PATH)


@pytest.mark.parametrize(
    "other",
    [
        finding(rule="bad-title"),
        finding(message="Another value"),
        finding(section=("Why", "Inner")),
        finding(section=()),
        finding(message="2 values"),
    ],
)
def test_a_finding_is_another_if_anything_else_differs(other: Diagnostic) -> None:
    assert fingerprint(other, PATH) != fingerprint(finding(), PATH)


def test_numbers_that_are_no_lines_count() -> None:
    assert fingerprint(finding(message="2 of 5 rows"), PATH) != fingerprint(finding(message="3 of 5 rows"), PATH)
    assert fingerprint(finding(message="Outline 2"), PATH) != fingerprint(finding(message="Outline 3"), PATH)


def test_the_same_finding_in_another_file_is_another() -> None:
    assert fingerprint(finding(), "notes/b.md") != fingerprint(finding(), PATH)


def test_of_equal_findings_the_first_in_the_file_are_the_known_ones() -> None:
    known = read_baseline(render_baseline({fingerprint(finding(), PATH): 2}))
    # Line 100 comes after line 20, which a comparison of texts would get wrong.
    parted = split(known, [(finding(line=line), PATH) for line in (100, 20, 3)], lambda path, _: path == PATH)
    assert [found.range.start.line for found in parted.known] == [3, 20]
    assert [found.range.start.line for found in parted.new] == [100]
    assert parted.stale == []


def test_only_entries_of_files_that_were_looked_at_are_stale() -> None:
    entry = fingerprint(finding(), PATH)
    known = read_baseline(render_baseline({entry: 3, entry._replace(path="notes/b.md"): 1}))
    parted = split(known, [(finding(), PATH)], lambda path, _: path == PATH)
    assert [(each.fingerprint, each.known, each.line, left) for each, left in parted.stale] == [(entry, 3, 2, 1)]


def test_entries_are_sorted_one_a_line() -> None:
    prints = [Fingerprint(path, rule, "", "m") for path in ("b.md", "a b.md", "a.md") for rule in ("z", "y")]
    text = render_baseline(dict.fromkeys(prints, 1))
    lines = text.splitlines()[1:]
    assert [tuple(line.split("\t")[1:3]) for line in lines] == sorted((each.path, each.rule) for each in prints)
    assert text.endswith("\n")
    # In whatever order they were found.
    assert render_baseline(dict.fromkeys(reversed(prints), 1)) == text


def test_an_empty_baseline_is_a_baseline() -> None:
    assert read_baseline(render_baseline({})) == ((), ())


@given(st.lists(st.tuples(ANY_TEXT, st.lists(ANY_TEXT, max_size=2)), max_size=5))
def test_what_is_written_is_read_again_whatever_messages_and_sections_hold(said: list[tuple[str, list[str]]]) -> None:
    known = count((finding(message=message, section=tuple(section)), PATH) for message, section in said)
    text = render_baseline(known)
    assert text.count("\n") == len(known) + 1
    baseline = read_baseline(text)
    assert baseline.faults == ()
    assert {entry.fingerprint: entry.known for entry in baseline.entries} == dict(known)


@given(st.text(min_size=1, max_size=20) | st.binary(min_size=1, max_size=20).map(os.fsdecode))
def test_a_path_stands_on_its_line_and_can_be_read_back(path: str) -> None:
    written = written_path(path)
    assert len((written + "x").splitlines()) == 1
    assert "\t" not in written
    assert written.encode()
    assert read_path(written) == path


def test_faults_name_their_lines_and_the_rest_is_read() -> None:
    good = "1\ta.md\tbad-cell\tWhy\tNo value"
    text = f"{render_baseline({})}\n# remark\n{good}\nnot an entry\n0{good[1:]}\n{good}\t\n"
    baseline = read_baseline(text)
    assert [line for line, _ in baseline.faults] == [5, 6, 7]
    assert [(entry.line, entry.known) for entry in baseline.entries] == [(4, 1)]


@pytest.mark.parametrize("text", ["", "\n", "bread\n", "# speclint baseline 2: later\n"])
def test_another_file_is_no_baseline(text: str) -> None:
    baseline = read_baseline(text)
    assert baseline.entries == ()
    assert [line for line, _ in baseline.faults] == [1]
