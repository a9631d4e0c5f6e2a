"""duplicate-id: two specifications have the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding for each id at every specification that has it but the first by path."""
    for id in facts.named():
        first = index.with_id(id)[0]
        if first is facts:
            continue
        place = next(each.place for each in facts.ids if each.id == id)
        there = next(each.place for each in first.ids if each.id == id)
        yield Finding(
            place,
            f"Duplicate id {id}: already used by {first.path}",
            "Give one of them another id. `speclint new TYPE --next-id` prints a free one.",
            related=(RelatedLocation(there, "first used here", first.display),),
        )
