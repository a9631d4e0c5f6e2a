"""What a score says besides its numbers."""

from __future__ import annotations

import pytest

from .scenario import PRELUDE, load_rules, score_text

RULES = f"""{PRELUDE}
fields:
  - {{name: Status, aliases: [State], values: [Draft, Stable]}}
sections:
  - {{heading: Purpose, weight: 4}}
  - heading: Usage
    sections:
      - {{heading: Limits, weight: 2}}
lifecycle:
  field: Status
  states:
    - {{when: Stable, completeness: 90}}
"""


@pytest.mark.parametrize(
    ("field", "status"),
    [("**Status**: Draft", "Draft"), ("State: stable (since May)", "stable (since May)"), ("**Owner**: Ann", None)],
)
def test_status_is_the_value_of_the_lifecycle_field_as_it_is_written(field: str, status: str | None) -> None:
    assert score_text(f"# Export\n\n{field}\n", load_rules(RULES)).status == status


def test_without_a_lifecycle_there_is_no_status() -> None:
    rules = f"{PRELUDE}fields: [Status]\n"
    assert score_text("# Export\n\n**Status**: Draft\n", load_rules(rules)).status is None


def test_score_names_the_document_and_its_type() -> None:
    scored = score_text("# Export\n", load_rules(RULES))
    assert (scored.path, scored.spec_type, scored.threshold) == ("spec.md", "note", None)


def test_each_section_has_the_weight_of_its_declaration() -> None:
    scored = score_text("# Export\n\n**Status**: Draft\n\n## Purpose\n\n## Usage\n\n### Limits\n", load_rules(RULES))
    assert [(part.section, part.weight) for part in scored.sections] == [
        ((), 1),
        (("Purpose",), 4),
        (("Usage",), 1),
        (("Usage", "Limits"), 2),
    ]
