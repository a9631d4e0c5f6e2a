"""reference-cycle: specifications refer to each other in a circle."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex

_MOST = 50
"""How many of the specifications that all refer to each other are looked at for circles, the first by path: breaking those
comes first, and each takes a look at all others."""


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding for each shortest circle through a specification, at the reference that enters it.

    It is reported once, at the first of its specifications by path.
    """
    place_in_circle = index.place_in_circle(facts)
    if place_in_circle is None or place_in_circle >= _MOST:
        return
    distances = _distances(index, facts)
    for target in index.targets(facts):
        back = _way(index, target, distances)
        if back is None or any(each.path < facts.path for each in back):
            continue
        names = " -> ".join(each.id or each.path for each in (facts, *back, facts))
        place = next((each.place for each in facts.references if each.id in target.named()), None)
        if place is None:
            place = next((link.place for link in facts.links if index.leads_to(facts, link, target)), facts.title_place)
        circle = tuple(RelatedLocation(each.title_place, "part of the cycle", each.display) for each in back)
        message = f"Reference cycle: {names}"
        yield Finding(place, message, "Remove one of the references.", related=circle)


def _distances(index: ProjectIndex, goal: DocumentFacts) -> dict[str, int]:
    """By path, in how many references each specification leads to one of them."""
    distances = {goal.path: 0}
    waiting = deque([goal])
    while waiting:
        target = waiting.popleft()
        for source in index.referrers(target):
            if source.path not in distances:
                distances[source.path] = distances[target.path] + 1
                waiting.append(source)
    return distances


def _way(index: ProjectIndex, start: DocumentFacts, distances: dict[str, int]) -> list[DocumentFacts] | None:
    """A shortest way of references from a specification to the goal of some distances, without it; None if there is none."""
    if start.path not in distances:
        return None
    way = [start]
    while distances[way[-1].path] > 1:
        nearer = distances[way[-1].path] - 1
        way.append(next(each for each in index.targets(way[-1]) if distances.get(each.path) == nearer))
    return way
