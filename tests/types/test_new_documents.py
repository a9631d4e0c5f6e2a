"""What `new` writes for every bundled type: structurally right, and nothing in it counts as written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.authoring.template import Values, render_document
from speclint.completeness import score
from speclint.ruleset.examples import read_example

if TYPE_CHECKING:
    from .conftest import Types

ROOT = Path(__file__).parents[2]
TYPES = sorted(path.stem for path in (ROOT / "rules").glob("*.yaml") if path.stem not in ("base", "vocabulary"))


def fresh(types: Types, type: str) -> tuple[str, str]:
    """A new document and its file name."""
    naming = types.rulesets[type].naming
    example = naming.id_template.replace("{number:3}", "001")
    return render_document(types.rulesets[type], Values(example, "Data Export", "data-export", "2026-01-31")), (
        f"{naming.file_example}.md"
    )


@pytest.mark.parametrize("type", TYPES)
def test_a_new_document_has_placeholders_and_no_other_finding(types: Types, type: str) -> None:
    text, name = fresh(types, type)
    found = types.lint(type, text, name)
    assert {finding.rule for finding in found} == {"placeholder"}
    # It is a draft: nothing about it keeps anybody from committing it.
    assert {finding.severity for finding in found} == {"warning"}


@pytest.mark.parametrize("type", TYPES)
def test_a_new_document_has_one_finding_for_each_section_to_fill_in(types: Types, type: str) -> None:
    text, name = fresh(types, type)
    found = types.lint(type, text, name)
    left = [finding for finding in found if finding.message.startswith("Template text left")]
    assert len({finding.section for finding in left}) == len(left)
    assert len(left) < sum(1 + len(finding.related) for finding in left)
    # Of the others there is none in most types: options in a section, which any template may have.
    assert len(found) - len(left) <= 1


@pytest.mark.parametrize("type", TYPES)
def test_nothing_in_a_new_document_counts_as_written(types: Types, type: str) -> None:
    text, name = fresh(types, type)
    scored = score(types.bind(type, text, name))
    assert scored.percent == 0
    assert {section.section: section.credit for section in scored.sections if section.credit} == {}


@pytest.mark.parametrize("type", TYPES)
def test_a_new_document_has_every_section_that_is_asked_for(types: Types, type: str) -> None:
    text, name = fresh(types, type)
    there = {bound.spec.id for bound in types.bind(type, text, name).sections.bound}
    asked = {
        spec.id
        for spec in types.rulesets[type].sections
        if spec.presence != "optional" and spec.when is None and spec.style == "heading"
    }
    assert asked <= there


@pytest.mark.parametrize("type", TYPES)
def test_the_filled_example_is_complete(types: Types, type: str) -> None:
    for path in sorted((ROOT / "rules" / "examples" / type).glob("*.md")):
        example = read_example(path.read_text("utf-8"))
        if example.expected:
            continue
        scored = score(types.bind(type, example.text, path.name))
        lost = [
            f"{loss.place.line}: {loss.message} ({loss.requirement})"
            for part in scored.sections
            for loss in part.missing
        ]
        assert scored.percent == 100, "\n".join(lost)
