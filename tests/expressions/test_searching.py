"""Of many texts those are named that may hold a match, and no other can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclint.expressions import Expression, found_in
from speclint.expressions.searching import _LONG, Searched
from speclint.language.regex.literals import required_literals

PATTERNS = [
    Expression(pattern, 0, 0, required_literals(pattern))
    for pattern in (
        "(?i)todo",
        "tbd|à venir",
        "(?i:été|pendiente) [a-z]",
        "[….]{2}",
        r"\d-\d",
        "a",
        r"\w+",
        "(?i)straße",
        "İ|ı",
        "K1",
    )
]
PIECES = [
    "todo",
    "ToDo",
    "TBD",
    "tbd",
    "À VENIR",
    "à venir",
    "ÉTÉ x",
    "été y",
    "… .",
    "1-2",
    "STRASSE",
    "straße",
    "K1",
    "İ",
    "a\nb",
    "",
    " ",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=4).map("".join), max_size=6)


@given(TEXTS, st.booleans())
def test_what_is_not_named_holds_no_match(texts: list[str], long: bool) -> None:
    texts = [*texts, "x" * _LONG * long]
    searched = Searched(texts)
    for pattern in PATTERNS:
        named = searched.may_hold(pattern)
        assert list(named) == sorted(set(named))
        assert {number for number, text in enumerate(texts) if found_in(str(pattern), text)} <= set(named)


@pytest.mark.parametrize("length", [1, _LONG])
def test_few_are_named(length: int) -> None:
    texts = ["x" * length, "a todo", "to", "do", "Todo todo"]
    assert list(Searched(texts).may_hold(PATTERNS[0])) == [1, 4]
    assert list(Searched(texts).may_hold("todo")) == [0, 1, 2, 3, 4], "nothing is known of a plain text"
    assert list(Searched([]).may_hold(PATTERNS[0])) == []
