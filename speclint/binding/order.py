"""Which sections to move so that they stand in the declared order.

Owns: finding the fewest moves.
Never: reports.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound, Scope
    from speclint.ruleset import Condition


def out_of_order(
    scope: Scope, applies: Callable[[Condition | None], bool]
) -> list[tuple[Bound, Bound | None, Bound | None]]:
    """The fewest sections to move so that the scope is in its declared order.

    Each with the sections that should stand right before and right after it, of those that stay where they are. Where the
    order is "relaxed", only required sections count.
    """
    if scope.order == "any":
        return []
    rank = {spec.id: index for index, spec in enumerate(scope.specs)}
    seen: set[Node] = set()
    row: list[Bound] = []
    for bound in scope.bound:
        # A heading that stands for several sections takes the place of the first.
        if bound.stray or bound.node in seen or not applies(bound.spec.when):
            continue
        if scope.order == "relaxed" and bound.spec.presence != "required":
            continue
        seen.add(bound.node)
        row.append(bound)
    kept = _longest_rising([rank[bound.spec.id] for bound in row])
    if len(kept) == len(row):
        return []
    staying = [row[index] for index in sorted(kept)]
    moves = []
    for index, bound in enumerate(row):
        if index in kept:
            continue
        place = rank[bound.spec.id]
        before = [other for other in staying if rank[other.spec.id] <= place]
        after = [other for other in staying if rank[other.spec.id] > place]
        moves.append((bound, before[-1] if before else None, after[0] if after else None))
    return moves


def _longest_rising(ranks: list[int]) -> set[int]:
    """Indexes of a longest non-decreasing subsequence; of several, the one that keeps what stands first."""
    if all(left <= right for left, right in pairwise(ranks)):
        return set(range(len(ranks)))
    lengths: list[int] = []
    previous: list[int] = []
    for index, rank in enumerate(ranks):
        link, length = -1, 0
        for earlier in range(index):
            if ranks[earlier] <= rank and lengths[earlier] > length:
                link, length = earlier, lengths[earlier]
        lengths.append(length + 1)
        previous.append(link)
    kept = set()
    index = lengths.index(max(lengths))
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept
