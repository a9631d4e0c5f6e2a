"""What can follow what in the graph of an expression, as bits.

Owns: the moves between positions where given tests hold, and which positions take which characters.
Never: goes through a text. See `machine`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.expressions.program import CHAR, SPLIT, TEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.expressions.program import Program

_MAX_LETTERS = 50_000
"""Characters that are remembered from one text to the next."""


class Moves(NamedTuple):
    """What may follow what at places of one kind, distinguished by the tests that hold there.

    `chain`: positions that the one numbered one lower may follow. `groups`: other positions, and those that may follow each of them.
    `ends`: positions after which the match may end. `first`: positions that it may begin with. `empty`: it may match nothing.
    """

    chain: int
    groups: tuple[tuple[int, int], ...]
    ends: int
    first: int
    empty: bool
    ahead: list[tuple[int, bool]]
    """For each node: the positions reached from it without taking a character, and whether the end is."""


class Alphabet:
    """Which positions take which characters. They are learnt from the texts as they come."""

    def __init__(self, atoms: Sequence[tuple[str, int]]) -> None:
        self._atoms = [(re.compile(source), mask) for source, mask in atoms]
        self.masks: dict[str, int] = {}

    def learn(self, text: str) -> None:
        """Find out about the characters of a text. `masks` has them all then."""
        new = set(text).difference(self.masks)
        if not new:
            return
        masks = self.masks
        if len(masks) > _MAX_LETTERS:
            masks.clear()
            new = set(text)
        joined = "".join(new)
        masks.update(dict.fromkeys(new, 0))
        for atom, mask in self._atoms:
            for char in atom.findall(joined):
                masks[char] |= mask


def moves_of(graph: Program, bits: int) -> Moves:
    """The moves of a graph at places where these tests hold, and no others."""
    ahead = _ahead(graph, bits)
    follow = {node.value: ahead[node.next] for node in graph.nodes if node.kind == CHAR}
    chain = ends = 0
    alone: dict[int, int] = {}
    # A position that the one below follows, and others too: whichever of the two forms more positions share.
    shared: dict[int, int] = {}
    for position, (mask, _) in follow.items():
        for form in {mask, mask & ~(1 << position >> 1)}:
            shared[form] = shared.get(form, 0) + 1
    for position, (mask, end) in follow.items():
        below = 1 << position >> 1
        ends |= end << position
        rest = mask & ~below
        chained = mask & below and shared[rest] >= shared[mask]
        if chained:
            chain |= 1 << position
        others = rest if chained else mask
        if others:
            alone[others] = alone.get(others, 0) | 1 << position
    first, empty = ahead[graph.start]
    return Moves(chain, tuple((sources, targets) for targets, sources in alone.items()), ends, first, empty, ahead)


def _ahead(graph: Program, bits: int) -> list[tuple[int, bool]]:
    """See `Moves.ahead`. `bits`: the tests that hold."""
    nodes = graph.nodes
    found: list[tuple[int, bool] | None] = [None] * len(nodes)
    found[:2] = [(0, False), (0, True)]
    for root in range(2, len(nodes)):
        todo = [root]
        while todo:
            number = todo[-1]
            kind, value, after, choices, wanted = nodes[number]
            if found[number] is not None:
                todo.pop()
                continue
            if kind == CHAR:
                found[number] = (1 << value, False)
                continue
            if kind == TEST and bool(bits >> value & 1) != wanted:
                found[number] = (0, False)
                continue
            parts = [found[each] for each in (choices if kind == SPLIT else (after,))]
            missing = [each for each in (choices if kind == SPLIT else (after,)) if found[each] is None]
            if missing:
                todo += missing
                continue
            mask, end = 0, False
            for part in parts:
                if part is not None:
                    mask, end = mask | part[0], end or part[1]
            found[number] = (mask, end)
    return [each or (0, False) for each in found]
