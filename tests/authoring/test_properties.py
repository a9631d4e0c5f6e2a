"""What holds for every new document, whatever its rule set: right in structure, and nothing in it is an author's."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from speclint.authoring.template import render_document
from speclint.completeness import score
from speclint.engine.linter import bind, lint
from speclint.ruleset.marks import sampled

from .generated import Generated, rule_files
from .scenario import FACTS, load_rules, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.ruleset import SectionSpec

FORMATS = sorted((Path(__file__).parents[1] / "formats" / "rules").glob("*.yaml"))


def in_template(sections: tuple[SectionSpec, ...]) -> Iterator[str]:
    """The ids of the sections that a new document has, where nothing is known and no logic brings others."""
    for section in sections:
        if section.in_template:
            yield from [section.id] * section.min_count
            yield from in_template(section.sections)


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_format_that_teams_use_gives_a_document_with_its_sections_and_nothing_written(path: Path) -> None:
    ruleset = load_rules(path.read_text("utf-8"))
    assert not ruleset.groups
    text = render_document(ruleset, FACTS)
    document, index = read(text, f"{ruleset.naming.file_example or 'spec'}.md")
    binding = bind(document, ruleset, index)

    bound = sorted(binding.sections.bound, key=lambda each: each.node.line)
    assert [each.spec.id for each in bound] == list(in_template(ruleset.sections))
    assert {finding.rule for finding in lint(document, ruleset, index)} == {"placeholder"}
    assert {part.section: part.credit for part in score(binding).sections if part.credit} == {}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_files())
def test_any_rule_set_gives_a_document_with_its_sections_and_nothing_written(generated: Generated) -> None:
    ruleset = load_rules(generated.text)
    text = render_document(ruleset, FACTS)
    document, index = read(text)
    binding = bind(document, ruleset, index)

    title = [] if ruleset.heading_level == 1 else [(FACTS.title, 1)]
    nodes = {bound.node for bound in binding.sections.bound} | set(binding.nodes)
    outline = [(sampled(node.title)[0], node.level) for node in sorted(nodes, key=lambda node: node.line)]
    assert outline == title + generated.headings
    assert [
        (finding.range.start, finding.rule, finding.message)
        for finding in lint(document, ruleset, index)
        if finding.rule != "placeholder"
    ] == []

    scored = score(binding)
    assert {part.section: part.credit for part in scored.sections if part.credit and part.section} == {}
    head = Fraction(generated.known, generated.asked) if generated.asked else None
    assert [part.credit for part in scored.sections if not part.section] == ([head] if head is not None else [])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule_files())
def test_new_document_is_the_same_every_time_and_ends_in_one_line_break(generated: Generated) -> None:
    ruleset = load_rules(generated.text)
    text = render_document(ruleset, FACTS)
    assert text == render_document(ruleset, FACTS)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
