"""What a rule judges, as `speclint rules test` and `check --statistics` say it: a rule that finds something had something to judge."""

from __future__ import annotations

from speclint.binding.document_front_matter import FrontMatterReader
from speclint.checks.rules import RULES
from speclint.engine.linter import bind, lint
from speclint.engine.subjects import ANY, declared, judged
from speclint.formats.code import CodeSyntax
from speclint.markdown import parse
from speclint.project import Surroundings

from ..each import judge_each  # noqa: TID252 - tests are no installed package
from .pages import LINTED, Example, by_page, load_rules, name_of, source_of

OUTSIDE = {id for id, rule in RULES.items() if rule.phase not in ("document", "content")}


@by_page(LINTED)
def test_a_rule_that_finds_something_had_something_to_judge(examples: list[Example]) -> None:
    judge_each(examples, judge, name_of)


def judge(example: Example) -> None:
    rulesets, faults = load_rules(example)
    assert not faults
    document = parse(source_of(example))
    facts = FrontMatterReader().of(document)
    around = Surroundings(CodeSyntax(), facts.entries, unread=facts.unread)
    fired = {found.rule for found in lint(document, rulesets[-1], around)} - OUTSIDE
    assert fired <= judged(bind(document, rulesets[-1], around)) <= declared(rulesets[-1])


def test_every_rule_with_an_entry_exists_in_that_phase() -> None:
    for phase, ids in ANY.items():
        assert {id: RULES[id].phase for id in ids} == dict.fromkeys(ids, phase)
