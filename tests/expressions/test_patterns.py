"""Expressions that authors write: accepted, right, and quick on the worst text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from speclint.expressions import ANY_LENGTH, found_in, whole_matches
from speclint.expressions.machine import matcher
from speclint.formats.yaml import read_yaml
from speclint.language.regex.cost import expression, quick_lengths
from speclint.language.regex.safety import check_regex

from .backtracking import Counter, TooManyStepsError
from .hostile import hostile_texts

LENGTH = 200
STEPS = 1_000
"""As in the tests of what is accepted: a character costs `re` no more than this on average, about a microsecond."""


class Case(NamedTuple):
    pattern: str
    whole: bool
    yes: list[str]
    no: list[str]


def _cases() -> list[Case]:
    path = Path(__file__).with_name("patterns.yaml")
    read = read_yaml(path.name, path.read_text("utf-8"))
    assert read.root is not None
    assert not read.errors
    entries: Any = read.root.items  # type: ignore[attr-defined]
    return [
        Case(
            *((entry.get("whole").text, True) if entry.entry("whole") is not None else (entry.get("part").text, False)),
            [each.text for each in entry.get("yes").items],
            [each.text for each in entry.get("no").items],
        )
        for entry in entries
    ]


CASES = _cases()
ALL = pytest.mark.parametrize("case", CASES, ids=lambda case: case.pattern[:40])


def test_the_set_is_large() -> None:
    assert len({case.pattern for case in CASES}) >= 70


@ALL
def test_it_is_accepted(case: Case) -> None:
    assert check_regex(case.pattern) is None


@ALL
def test_it_matches_what_it_should_either_way(case: Case) -> None:
    pattern, followed = expression(case.pattern), matcher(case.pattern)
    for texts, right in ((case.yes, True), (case.no, False)):
        for text in texts:
            said = whole_matches(pattern, text) if case.whole else found_in(pattern, text)
            assert said == right, text
            assert (followed.matches(text) if case.whole else followed.occurs(text)) == right, text
            compiled = re.compile(case.pattern)
            assert bool(compiled.fullmatch(text) if case.whole else compiled.search(text)) == right, text


@ALL
def test_the_worst_text_costs_no_more_for_a_character(case: Case) -> None:
    limit = quick_lengths(case.pattern)[not case.whole]
    if limit and r"\1" not in case.pattern:
        for text in hostile_texts(case.pattern, min(limit, LENGTH)):
            counter = Counter(case.pattern, text, STEPS * (len(text) + 20))
            try:
                _ = counter.whole() if case.whole else counter.part()
            except TooManyStepsError:
                pytest.fail(f"`re` takes too many steps for {text[:40]!r}")
    if limit < ANY_LENGTH:
        # A look into a dict for each character; what has to be worked out does not grow with the text.
        assert _work(case, 1600) <= _work(case, 400) + 300


def _work(case: Case, length: int) -> int:
    followed = matcher(case.pattern)
    for text in hostile_texts(case.pattern, length):
        _ = followed.matches(text) if case.whole else followed.occurs(text)
    return followed.made
