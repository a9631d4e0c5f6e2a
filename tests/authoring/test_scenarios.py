"""What a new document looks like: each document of `scenarios/*.txt` is a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.authoring.template import SettingError, render_document
from speclint.base.report import build
from speclint.completeness import score
from speclint.engine.linter import bind, lint

from ..golden import Place  # noqa: TID252 - tests are no installed package
from .scenario import Scenario, load_rules, read, scenarios

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252

ALL = list(scenarios())
RENDERED = [each for each in ALL if not each.refused]
REFUSED = [each for each in ALL if each.refused]


def render(scenario: Scenario) -> str:
    return render_document(load_rules(scenario.rules), scenario.values, scenario.given)


def test_scenario_names_are_unique() -> None:
    names = [scenario.name for scenario in ALL]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("scenario", RENDERED, ids=lambda scenario: scenario.name)
def test_document_is_exactly_as_expected(scenario: Scenario, golden: Golden) -> None:
    golden.same(render(scenario), scenario.expected, scenario.place)


@pytest.mark.parametrize("scenario", REFUSED, ids=lambda scenario: scenario.name)
def test_value_is_refused_with_a_reason(scenario: Scenario, golden: Golden) -> None:
    with pytest.raises(SettingError) as refused:
        render(scenario)
    golden.same(f"{refused.value}\n", scenario.expected, scenario.place)


@pytest.mark.parametrize("scenario", RENDERED, ids=lambda scenario: scenario.name)
def test_linter_finds_placeholders_and_what_the_scenario_states(scenario: Scenario, golden: Golden) -> None:
    document, index = read(render(scenario))
    found = [
        f"{finding.range.start.line}:{finding.range.start.column} {finding.rule} {finding.message}"
        for finding in build(lint(document, load_rules(scenario.rules), index)).diagnostics
        if finding.rule != "placeholder"
    ]
    place = scenario.findings_place
    form = "{}" if place else "=== findings\n{}"
    below = Place(scenario.place.path, scenario.place.end, scenario.place.end)
    golden.same_lines(found, scenario.findings.splitlines(), place or below, form)


@pytest.mark.parametrize("scenario", RENDERED, ids=lambda scenario: scenario.name)
def test_no_section_counts_as_written(scenario: Scenario) -> None:
    document, index = read(render(scenario))
    ruleset = load_rules(scenario.rules)
    scored = score(bind(document, ruleset, index))
    # Known values of the document's fields are written above the first section.
    known = bool(scenario.given) or any(field.initial for field in ruleset.fields)
    earned = {part.section: part.credit for part in scored.sections if part.credit and (part.section or not known)}
    assert earned == {}
