"""What holds for every score, whatever the rule set and the document."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from speclint.base.source import SourceError, SourceFile

from ..amount import amount, sample  # noqa: TID252 - tests are no installed package
from ..bundled import bundled  # noqa: TID252
from .generated import Case, cases
from .scenario import load_rules, score_text

if TYPE_CHECKING:
    from speclint.completeness import SpecScore

CORPUS = os.environ.get("SPECLINT_CORPUS", "")


def assert_adds_up(scored: SpecScore) -> None:
    losses = [loss for part in scored.sections for loss in part.missing]
    assert sum((loss.share for loss in losses), Fraction(0)) == 1 - scored.credit
    assert all(loss.share > 0 and loss.message and loss.requirement for loss in losses)
    assert all(0 <= part.credit <= 1 for part in scored.sections)
    assert 0 <= scored.percent <= 100
    assert (scored.percent == 100) == (not losses)


@settings(max_examples=amount(100, 2000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_losses_add_up_to_what_is_lacking(case: Case) -> None:
    ruleset = load_rules(case.rules)
    scored = score_text(case.text, ruleset)
    assert_adds_up(scored)
    assert score_text(case.text, ruleset) == scored
    last = case.text.count("\n")
    assert all(1 <= loss.place.line <= last for part in scored.sections for loss in part.missing)


@settings(max_examples=amount(100, 2000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(tidy=True))
def test_adding_a_missing_section_never_lowers_the_score(case: Case) -> None:
    ruleset = load_rules(case.rules)
    before = score_text(case.text, ruleset)
    for place, heading in case.lacking:
        lines = case.text.split("\n")
        lines[place:place] = [heading, ""]
        assert score_text("\n".join(lines), ruleset).credit >= before.credit, heading
        lines[place + 1 : place + 1] = ["", "It SHALL export all orders."]
        assert score_text("\n".join(lines), ruleset).credit >= before.credit, heading


@pytest.mark.skipif(not CORPUS, reason="SPECLINT_CORPUS names no folder of Markdown documents")
def test_documents_of_other_projects_have_a_score_that_adds_up() -> None:
    ruleset = bundled()["component"]
    paths = sample(Path(CORPUS), 150, 1500)
    assert paths
    for path in paths:
        try:
            source = SourceFile.from_bytes(path.name, path.read_bytes())
        except SourceError:
            continue  # no text, which is said before anything is scored
        assert_adds_up(score_text(source, ruleset))
