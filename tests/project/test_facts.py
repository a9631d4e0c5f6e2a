"""What a document says of itself and of others: each file in `facts/` is a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.engine.facts import find_facts
from speclint.engine.linter import bind
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import IdPattern, Surroundings

from .scenario import Scenario, scenarios

if TYPE_CHECKING:
    from speclint.base.source import Range
    from speclint.project import DocumentFacts

    from ..golden import Golden  # noqa: TID252 - tests are no installed package

PARTS = {"rules", "document", "status", "title", "ids", "references", "links", "anchors"}
ALL = list(scenarios("facts", PARTS))


def facts_of(scenario: Scenario) -> DocumentFacts:
    loaded = load([RuleFile(f"{number}.yaml", part.text) for number, part in enumerate(scenario.all("rules"))])
    assert not loaded.diagnostics
    rulesets = list(loaded.rulesets.values())
    (part,) = scenario.all("document")
    document = parse(SourceFile("shown.md", part.text))
    front = FrontMatterReader().read(document.front_matter).entries if document.front_matter else ()
    ids = tuple(IdPattern(each.type, each.naming) for each in rulesets if each.naming.id_pattern)
    return find_facts(bind(document, rulesets[-1], Surroundings(front_matter=front, ids=ids)), part.argument)


def place(range: Range) -> str:
    (line, column), (end_line, end_column) = range
    return f"{line}:{column}-{end_line}:{end_column}"


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_document_says_of_itself_and_of_others_what_stands_in_it(scenario: Scenario, golden: Golden) -> None:
    facts = facts_of(scenario)

    title = f"{place(facts.title_place)} {facts.title}".rstrip()
    said = {
        "status": [facts.status] if facts.status else [],
        "title": [title] if title != "1:1-1:1" else [],
        "ids": [f"{place(each.place)} {each.form} {each.id}" for each in facts.ids],
        "references": [f"{place(each.place)} {each.form} {each.id} {each.type}" for each in facts.references],
        "links": [" ".join(filter(None, (place(each.place), each.target, each.anchor))) for each in facts.links],
        "anchors": list(facts.anchors),
    }
    for name, lines in said.items():
        scenario.expect(golden, name, lines)


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_document_is_known_by_its_path_its_type_and_its_first_id(scenario: Scenario) -> None:
    facts = facts_of(scenario)
    (document,) = scenario.all("document")

    assert (facts.path, facts.display) == (document.argument, "shown.md")
    assert f"type: {facts.type}\n" in scenario.all("rules")[-1].text
    assert [facts.id] == [line.rpartition(" ")[2] for line in scenario.lines("ids")[:1] or [""]]
    assert list(facts.named()) == list(dict.fromkeys(line.rpartition(" ")[2] for line in scenario.lines("ids")))
