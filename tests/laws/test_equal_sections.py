"""What is said of one of several equal sections does not change when another of them does."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from speclint.base.diagnostics import lineless
from speclint.engine.linter import examine

from .hiding import WAYS
from .judging import PARTS, bound, own

if TYPE_CHECKING:
    from collections.abc import Sequence

RULESET = own(PARTS)
STATES = ("whole", "lacking", "twice", *WAYS)
"""What a section may have of its second part."""


def endpoint(number: int, state: str) -> list[str]:
    """The lines of an endpoint with its two parts, the second of them in a state."""
    lines = [f"### GET /{number}", "", "Reads.", "", "#### Request", "", "None.", ""]
    return [*lines, *part(4, "Response", state)]


def requirement(number: int, state: str) -> list[str]:
    """The lines of a requirement with its scenario in a state."""
    return [f"### Requirement: {number}", "", "It holds.", "", *part(4, "Scenario: All is well", state)]


def sampled(number: int, state: str) -> list[str]:
    """The lines of an endpoint with an optional part in a state."""
    return [*endpoint(number, "whole"), *part(4, "Samples", state)]


def part(level: int, title: str, state: str) -> list[str]:
    heading = f"{'#' * level} {title}"
    if state == "lacking":
        return []
    if state == "twice":
        return [heading, "", "This.", "", heading, "", "That.", ""]
    hidden = WAYS[state](level, title) if state in WAYS else None
    return [*(hidden.lines if hidden is not None else (heading,)), "", "This.", ""]


def said(sections: Sequence[Sequence[str]], before: str) -> list[list[str]]:
    """For each of some equal sections, what is found on its lines: each with its line in the section."""
    lines = ["# Service", "", "## Purpose", "", "Pays.", "", *before.split("\n"), ""]
    first = []
    for section in sections:
        first.append(len(lines) + 1)
        lines += section
    ends = [*first[1:], len(lines) + 1]
    found = examine(bound("\n".join([*lines, "## Notes", "", "None.", ""]), RULESET)).diagnostics
    return [
        [
            f"{each.range.start.line - start} {each.rule} {lineless(each.message)}"
            for each in found
            if start <= each.range.start.line < end
        ]
        for start, end in zip(first, ends, strict=True)
    ]


FORMS = {
    "endpoints": (endpoint, "## Endpoints"),
    "requirements": (requirement, "## Requirements"),
    "optional parts": (sampled, "## Endpoints"),
}


@pytest.mark.parametrize("other", STATES)
@pytest.mark.parametrize("form", FORMS)
def test_a_section_is_judged_by_itself(form: str, other: str) -> None:
    make, before = FORMS[form]
    # Two of the same heading would be a mistake of their own.
    alone = {(number, state): said([make(number, state)], before)[0] for number in range(3) for state in STATES}
    for state, place in product(STATES, range(3)):
        states = [other, other, other]
        states[place] = state
        found = said([make(number, each) for number, each in enumerate(states)], before)
        assert found == [alone[number, each] for number, each in enumerate(states)], states


@pytest.mark.parametrize("state", WAYS)
def test_what_is_hidden_is_told_where_it_is(state: str) -> None:
    sections = [endpoint(1, "lacking"), endpoint(2, state), endpoint(3, "lacking")]
    before, hidden, after = said(sections, "## Endpoints")
    for found in (before, after):
        assert len(found) == 1
        assert found[0].startswith("0 missing-section Missing section 'Response' in 'GET /")
        assert ": " not in found[0]
    assert len(hidden) == 1
    assert hidden[0].startswith(("8 ", "9 "))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", ["endpoints", "requirements"])
def test_a_hidden_heading_changes_nothing_for_the_sections_beside_it(form: str, way: str) -> None:
    make, before = FORMS[form]
    for state, place in product(("whole", "twice"), range(3)):
        whole = [make(1, state), make(1, state), make(1, state)]
        hidden = WAYS[way](3, make(1, "whole")[0][4:])
        # A letter more or less in a path is a path, too.
        if hidden is None or (way == "misspelt" and form == "endpoints"):
            continue
        sections = [*whole[:place], [*hidden.lines, *make(1, "whole")[1:]], *whole[place + 1 :]]
        found = said(sections, before)
        beside = said(whole, before)
        assert len(found[place]) == 1, (place, found)
        assert found[place][0].startswith(f"{hidden.shown} ")
        assert [*found[:place], *found[place + 1 :]] == [*beside[:place], *beside[place + 1 :]]
