"""How complete a document must be, whether it is, and what a project has on the whole."""

from __future__ import annotations

from fractions import Fraction

import pytest

from speclint.completeness import SpecScore, Summary, percent, summarise, threshold

from .scenario import PRELUDE, load_rules

RULES = f"""{PRELUDE}
completeness: 40
fields:
  - {{name: Status, values: [Draft, In Review, Stable, Deprecated]}}
lifecycle:
  field: Status
  states:
    - {{when: Draft, completeness: 0}}
    - {{when: [In Review, Stable], completeness: 90}}
    - {{when: Deprecated, at_most: warning}}
"""
WITH_STATES = load_rules(RULES)
WITHOUT = load_rules(PRELUDE)

States = tuple[tuple[str, int], ...]
NOTHING: tuple[States, int | None] = ((), None)


def spec(credit: Fraction, spec_type: str = "note", threshold: int | None = None) -> SpecScore:
    return SpecScore("spec.md", spec_type, None, credit, (), threshold)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Draft", 0),
        ("In Review", 90),
        ("stable (since May)", 90),
        # A state that says nothing about completeness leaves it to the rule set, as does no state at all.
        ("Deprecated", 40),
        ("Retired", 40),
        ("", 40),
        (None, 40),
    ],
)
def test_state_counts_before_the_rule_set(status: str | None, expected: int) -> None:
    assert threshold(WITH_STATES, status, []) == expected
    assert threshold(WITH_STATES, status, [NOTHING, NOTHING]) == expected


@pytest.mark.parametrize("status", ["Draft", None])
def test_where_nobody_asks_there_is_no_threshold(status: str | None) -> None:
    assert threshold(WITHOUT, status, []) is None
    assert threshold(WITHOUT, status, [((("Stable", 95),), None), NOTHING]) is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Stable", 95),  # the type's state
        ("Draft", 80),  # the type's value for all comes before the project's state
        (None, 80),
    ],
)
def test_settings_of_the_type_count_before_those_of_the_project(status: str | None, expected: int) -> None:
    of_type: tuple[States, int | None] = ((("Stable", 95),), 80)
    of_project: tuple[States, int | None] = ((("Draft", 10), ("Stable", 50)), 60)
    assert threshold(WITH_STATES, status, [of_type, of_project]) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Stable", 95),  # the type's state
        ("Draft", 10),  # the project's state
        ("In Review", 60),  # the project's value for all comes before the rule set's state
        (None, 60),
    ],
)
def test_what_the_type_does_not_say_the_project_says(status: str | None, expected: int) -> None:
    of_type: tuple[States, int | None] = ((("Stable", 95),), None)
    of_project: tuple[States, int | None] = ((("Draft", 10), ("Stable", 50)), 60)
    assert threshold(WITH_STATES, status, [of_type, of_project]) == expected


def test_what_no_setting_says_the_rule_set_says() -> None:
    settings: list[tuple[States, int | None]] = [((("Stable", 95),), None), NOTHING]
    assert threshold(WITH_STATES, "In Review", settings) == 90
    assert threshold(WITH_STATES, "Deprecated", settings) == 40


def test_zero_is_a_threshold_and_ends_the_search() -> None:
    assert threshold(WITH_STATES, "Stable", [((("Stable", 0),), 80), ((), 60)]) == 0
    assert threshold(WITH_STATES, "Stable", [((), 0), ((), 60)]) == 0


def test_states_are_compared_as_values_of_fields_are() -> None:
    assert threshold(WITHOUT, "**draft**", [((("Draft (private)", 5),), 80)]) == 5


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(0), 0),
        (Fraction(1, 1000), 0),
        (Fraction(29, 100), 29),
        (Fraction(2, 3), 66),
        (Fraction(999, 1000), 99),
        (Fraction(1), 100),
    ],
)
def test_percent_are_whole_and_rounded_down(share: Fraction, expected: int) -> None:
    assert percent(share) == expected
    assert spec(share).percent == expected


@pytest.mark.parametrize(
    ("credit", "own", "fail_under", "fails"),
    [
        (Fraction(8, 10), 80, None, False),
        (Fraction(799, 1000), 80, None, True),
        (Fraction(0), None, None, False),
        (Fraction(0), 0, None, False),
        (Fraction(9, 10), 80, 95.0, True),
        (Fraction(1, 10), 80, 5.0, False),
        (Fraction(1, 10), 80, 0.0, False),
        # The exact score is compared, not the percentage that is shown.
        (Fraction(895, 1000), None, 89.5, False),
        (Fraction(894, 1000), None, 89.5, True),
    ],
)
def test_document_fails_below_what_is_asked(
    credit: Fraction, own: int | None, fail_under: float | None, fails: bool
) -> None:
    assert spec(credit, threshold=own).fails(fail_under) is fails


def test_summary_of_nothing_is_zero() -> None:
    assert summarise([]) == Summary(0, 0, ())


def test_summary_weighs_each_document_alike_and_lists_types_by_name() -> None:
    scores = [
        spec(Fraction(1), "plan"),
        spec(Fraction(1, 2), "component"),
        spec(Fraction(1, 3), "component"),
        spec(Fraction(0), "component"),
    ]
    # The mean of all is 11/24, that of the components 5/18.
    assert summarise(scores) == Summary(4, 45, (("component", 3, 27), ("plan", 1, 100)))


def test_summary_adds_up_exactly_before_it_rounds() -> None:
    assert summarise([spec(Fraction(1, 3))] * 3) == Summary(3, 33, (("note", 3, 33),))
    # 66.5 and 33.5 percent are 50 together; rounded first, they would be 49.
    assert summarise([spec(Fraction(665, 1000)), spec(Fraction(335, 1000))]).percent == 50
