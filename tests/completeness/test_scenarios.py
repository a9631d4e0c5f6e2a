"""How complete a document is: each score of `scenarios/*.txt` is a test."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from .scenario import Scenario, load_rules, scenarios, score_text, show

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252 - tests are no installed package

ALL = list(scenarios())


def test_scenario_names_are_unique() -> None:
    names = [scenario.name for scenario in ALL]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_score_is_exactly_as_expected(scenario: Scenario, golden: Golden) -> None:
    scored = score_text(scenario.document, load_rules(scenario.rules))
    golden.same(show(scored), scenario.expected, scenario.place)


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_losses_add_up_to_what_is_lacking(scenario: Scenario) -> None:
    scored = score_text(scenario.document, load_rules(scenario.rules))
    assert sum((loss.share for part in scored.sections for loss in part.missing), Fraction(0)) == 1 - scored.credit
