"""Expressions of rule sets see all of a text, however long it is, and take work that is linear in it."""

from __future__ import annotations

import pytest

from speclint.base.source import SourceFile
from speclint.engine.linter import lint
from speclint.expressions import machine
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

RULES = """speclint: 1
type: note
title: Note
fields:
  - {{name: State, regex: "(?:\\\\w+ ?)+"}}
placeholders:
  - {{name: hole, regex: "<<.*foo.*bar>>"}}
sections:
  - heading: Points
    expects:
      - {expectation}
  - {{heading: Names, presence: optional}}
  - {{heading: Others, presence: optional}}
agreements:
  - each: {{section: names, matches: "(?:x+x+)+(N\\\\d)"}}
    in: {{section: others, matches: "N\\\\d"}}
"""

FAR = "word " * 4_000
"""Far more than an expression needs to be quick on a short text."""


def _said(expectation: str, body: str) -> list[str]:
    loaded = load([RuleFile("note.yaml", RULES.format(expectation=expectation))])
    assert not loaded.diagnostics
    document = parse(SourceFile("a.md", f"# A\n\n**State**: fine\n\n## Points\n\n{body}\n"))
    return [found.rule for found in lint(document, loaded.rulesets["note"], Surroundings())]


@pytest.mark.parametrize(
    ("expectation", "body"),
    [
        ('list: {item_matches: ".*foo.*bar"}', "- {}foo and bar"),
        ('list: {item_matches: "foo"}', "- {}foo"),
        ('text: {matches: "foo.*bar$"}', "{}foo and bar"),
        ('code: {matches: "foo.*bar"}', "```\n{}foo and bar\n```"),
        ('code: {matches: "(?:\\\\w+ )+bar"}', "```\n{}bar\n```"),
    ],
)
def test_what_stands_far_behind_is_found(expectation: str, body: str) -> None:
    assert _said(expectation, body.format(FAR)) == []
    assert _said(expectation, body.format(FAR).replace("bar", "rab").replace("foo", "oof")) != []


def test_what_stands_far_behind_is_forbidden() -> None:
    assert _said('text: {forbids: "(?:\\\\w+\\\\s?)+!"}', FAR + "end!") == ["forbidden-phrase"]
    assert _said('text: {forbids: "(?:\\\\w+\\\\s?)+!"}', FAR + "end.") == []


def test_a_value_is_matched_as_a_whole_however_long() -> None:
    body = "- x"
    long = f"# A\n\n**State**: {FAR}"
    loaded = load([RuleFile("note.yaml", RULES.format(expectation="list: {}"))])
    for end, wrong in (("end", False), ("end-", True)):
        document = parse(SourceFile("a.md", f"{long}{end}\n\n## Points\n\n{body}\n"))
        said = [found.rule for found in lint(document, loaded.rulesets["note"], Surroundings())]
        assert said == (["bad-field-value"] if wrong else [])


def test_placeholders_and_agreements_see_all_of_a_text() -> None:
    assert _said("text: {}", f"{FAR}<<{FAR}foo {FAR}bar>> {FAR}") == ["placeholder"]
    names = f"text\n\n## Names\n\n{FAR}{'x' * 3_000}N1 {FAR}N2\n\n## Others\n\n{FAR}"
    assert _said("text: {}", names + "N1") == []
    assert _said("text: {}", names + "N2") == ["disagreement"]


@pytest.mark.parametrize("unit", ["foo ", "given when ", "a ", "foo bar ", "xx"])
def test_the_work_for_a_document_is_linear(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    keys = machine.Matcher._keys

    def counted(self: machine.Matcher, text: str, bits: list[int]) -> object:
        nonlocal looked
        looked += len(text)
        return keys(self, text, bits)

    monkeypatch.setattr(machine.Matcher, "_keys", counted)
    work = []
    for length in (5_000, 20_000):
        looked = 0
        _said('list: {item_matches: ".*[e-g][n-p].*[a-c][a-b].*[x-z]"}', "- " + unit * (length // len(unit)))
        work.append(looked)
    assert work[0] > 4_000, "the automaton is what runs"
    assert work[1] < 4.5 * work[0]
