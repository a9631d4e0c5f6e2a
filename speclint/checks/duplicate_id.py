"""duplicate-id: two specifications have the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding for each id at every specification that has it: only one may be looked at, and nothing says which is wrong."""
    for id in facts.named():
        other = next((each for each in index.with_id(id) if each is not facts), None)
        if other is None:
            continue
        place = next(each.place for each in facts.ids if each.id == id)
        there = next(each.place for each in other.ids if each.id == id)
        yield Finding(
            place,
            f"Duplicate id {id}: also used by {other.path}",
            "Give one of them another id. `speclint new TYPE --next-id` prints a free one.",
            related=(RelatedLocation(there, "also used here", other.display),),
        )
