"""reference-cycle: specifications refer to each other in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.index import DocumentFacts, SpecIndex


def check(facts: DocumentFacts, index: SpecIndex) -> Iterator[Finding]:
    """One finding for each shortest circle through a specification, at the reference that enters it.

    It is reported once, at the first of its specifications by path.
    """
    for target in index.targets(facts):
        back = _way(index, target, facts)
        if back is None or any(each.path < facts.path for each in back):
            continue
        names = " -> ".join(each.id or each.path for each in (facts, *back, facts))
        place = next((each.place for each in facts.references if each.id in target.named()), None)
        if place is None:
            place = next((link.place for link in facts.links if index.leads_to(facts, link, target)), facts.title_place)
        circle = tuple(RelatedLocation(each.title_place, "part of the circle", each.display) for each in back)
        message = f"These specifications refer to each other in a circle: {names}"
        yield Finding(place, message, "Remove one of the references.", related=circle)


def _way(index: SpecIndex, start: DocumentFacts, goal: DocumentFacts) -> list[DocumentFacts] | None:
    """A shortest way of references from one specification to another, without the goal; None if there is none."""
    ways = [[start]]
    seen = {start.path}
    for way in ways:
        for target in index.targets(way[-1]):
            if target is goal:
                return way
            if target.path not in seen:
                seen.add(target.path)
                ways.append([*way, target])
    return None
