"""Which sections to move so that they are in the declared order.

Owns: finding the fewest moves.
Never: reports.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence

    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound, Scope
    from speclint.ruleset import Condition


def out_of_order(
    scope: Scope, applies: Callable[[Condition | None], bool], apart: Container[Node] = ()
) -> list[tuple[Bound, Bound | None, Bound | None]]:
    """The fewest sections to move so that the scope is in its declared order.

    Each with the sections that should be right before and right after it, of those that stay where they are. Where the
    order is "relaxed", only required sections count. `apart`: headings that have to be moved anyway; none is moved for them.
    """
    if scope.order == "any":
        return []
    rank = {spec.id: index for index, spec in enumerate(scope.specs)}
    seen: set[Node] = set()
    row: list[Bound] = []
    for bound in scope.bound:
        # A heading that stands for several sections takes the place of the first.
        if bound.stray or bound.is_topic or bound.node in seen or not applies(bound.spec.when):
            continue
        if scope.order == "relaxed" and bound.spec.presence != "required":
            continue
        seen.add(bound.node)
        row.append(bound)
    fixed = [index for index, bound in enumerate(row) if bound.node not in apart]
    kept = {fixed[index] for index in _longest_rising([rank[row[index].spec.id] for index in fixed])}
    kept.update(_fitting(row, rank, kept))
    if len(kept) == len(row):
        return []
    staying = [row[index] for index in sorted(kept)]
    places = [rank[bound.spec.id] for bound in staying]
    moves = []
    for index, bound in enumerate(row):
        if index in kept:
            continue
        behind = bisect_right(places, rank[bound.spec.id])
        moves.append(
            (bound, staying[behind - 1] if behind else None, staying[behind] if behind < len(staying) else None)
        )
    return moves


def _fitting(row: Sequence[Bound], rank: Mapping[str, int], kept: Collection[int]) -> Iterator[int]:
    """The indexes of the sections that are in order with those that stay where they are, and with each other."""
    ranks = [rank[bound.spec.id] for bound in row]
    least_below = [0] * len(row)
    least = len(rank)
    for index in reversed(range(len(row))):
        least_below[index] = least
        if index in kept:
            least = min(least, ranks[index])
    most = -1
    for index, own in enumerate(ranks):
        if index in kept or most <= own <= least_below[index]:
            yield index
            most = max(most, own)


def _longest_rising(ranks: list[int]) -> set[int]:
    """Indexes of a longest non-decreasing subsequence; of several, the one that keeps what is first."""
    if all(left <= right for left, right in pairwise(ranks)):
        return set(range(len(ranks)))
    lengths: list[int] = []
    previous: list[int] = []
    # There are as many ranks as declared sections, however many headings a document has: for each, the longest subsequence
    # that ends in it and where it ends.
    best: dict[int, tuple[int, int]] = {}
    for index, rank in enumerate(ranks):
        length, link = max((reached for other, reached in best.items() if other <= rank), default=(0, 1))
        lengths.append(length + 1)
        previous.append(-link)
        best[rank] = (length + 1, -index)
    kept = set()
    index = lengths.index(max(lengths))
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept
