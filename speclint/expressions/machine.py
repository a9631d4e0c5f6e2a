"""Following an expression through a text in time that is linear in the text, whatever is in it.

Owns: the automaton that is made on the way, and from it whether an expression matches and where.
Never: goes back in a text.

A text is read from its end. At each place the automaton knows from which positions of the graph what is left of the
text can be matched. Sets of positions that occurred are kept with what each character leads to, so that most characters
cost one look into a dict. What matches where is then read off from the front: of several choices the first is taken
from which the match can be completed, which is the one that `re` finds after going back from all others.
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import accumulate
from operator import getitem
from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple
from speclint.expressions.moves import Alphabet, moves_of
from speclint.expressions.program import ACCEPT, CHAR, MARK, SPLIT, program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.expressions.moves import Moves
    from speclint.expressions.program import Program, Test

MAX_KEPT = 50_000
"""Steps that an automaton keeps; then it starts again. A step takes some 200 bytes."""

_DONE = -1
"""In place of a node: the match ends before the next character."""


class Span(NamedTuple):
    """Where a match begins and ends, and the same of its first group (-1 where that took no part)."""

    start: int
    end: int
    group_start: int = -1
    group_end: int = -1


class _State(dict[Any, "_State"]):
    """A set of positions, as bits, and where each character leads. `accepts`: the match may end here."""

    __slots__ = ("accepts", "machine", "mask", "starts", "ways")

    def __init__(self, machine: _Machine, mask: int, *, accepts: bool) -> None:
        super().__init__()
        self.machine = machine
        self.mask = mask
        self.accepts = accepts
        self.starts = machine.starts(self, 0)
        self.ways: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}

    def __missing__(self, key: Any) -> _State:
        return self.machine.step(self, key)


class _Machine:
    """The automaton of a graph. `anywhere`: a match may end at each place, and not only at the end of the text."""

    def __init__(self, graph: Program, alphabet: Alphabet, moves: dict[int, Moves], *, anywhere: bool) -> None:
        self._graph = graph
        self._alphabet = alphabet
        self._moves = moves
        self._anywhere = anywhere
        self._tested = bool(graph.tests)
        self._states: dict[int, _State] = {}
        self._kept = 0
        self.made = 0
        """Steps that had to be worked out, over all texts."""
        self.begin = _State(self, 0, accepts=True)

    def moves(self, bits: int) -> Moves:
        found = self._moves.get(bits)
        if found is None:
            found = self._moves[bits] = moves_of(self._graph, bits)
        return found

    def starts(self, state: _State, bits: int) -> bool:
        """Whether a match may begin at a place with this state, where these tests hold."""
        moves = self.moves(bits)
        return bool(moves.first & state.mask) or (moves.empty and state.accepts)

    def step(self, state: _State, key: Any) -> _State:
        """The state before a character. The key is the character, with tests the tests that hold behind it, too."""
        char, bits = key if self._tested else (key, 0)
        moves = self.moves(bits)
        mask = state.mask
        found = (mask << 1) & moves.chain
        for sources, targets in moves.groups:
            if mask & targets:
                found |= sources
        if state.accepts:
            found |= moves.ends
        found &= self._alphabet.masks[char]
        self.made += 1
        self.keep()
        target = self._states.get(found)
        if target is None:
            target = self._states[found] = _State(self, found, accepts=self._anywhere)
        state[key] = target
        return target

    def keep(self) -> None:
        """Count one more thing that is kept; forget all when there are too many."""
        self._kept += 1
        if self._kept > MAX_KEPT:
            for state in (self.begin, *self._states.values()):
                state.clear()
                state.ways.clear()
            self._states.clear()
            self._kept = 0


class Matcher:
    """An expression that is ready to be followed. Keeps what it learnt from one text for the next."""

    def __init__(self, graph: Program) -> None:
        self._graph = graph
        self._alphabet = Alphabet(graph.atoms)
        self._tests = [_Tested(test) for test in graph.tests]
        moves: dict[int, Moves] = {}
        self._whole = _Machine(graph, self._alphabet, moves, anywhere=False)
        self._part = _Machine(graph, self._alphabet, moves, anywhere=True)

    @property
    def made(self) -> int:
        """Steps that had to be worked out so far; every other character cost one look into a dict."""
        return self._whole.made + self._part.made + sum(test.made for test in self._tests)

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        bits = self._bits(text)
        last: _State = reduce(getitem, self._keys(text, bits), self._whole.begin)
        return self._whole.starts(last, bits[0] if bits else 0)

    def occurs(self, text: str) -> bool:
        """Whether some part of the text matches."""
        bits = self._bits(text)
        states: Iterator[_State] = accumulate(self._keys(text, bits), getitem, initial=self._part.begin)
        if bits:
            return any(map(self._part.starts, states, reversed(bits)))
        return any(state.starts for state in states)

    def spans(self, text: str) -> Iterator[Span]:
        """The matches that `re` finds one after the other."""
        bits = self._bits(text)
        states: list[_State] = list(accumulate(self._keys(text, bits), getitem, initial=self._part.begin))
        states.reverse()
        end = 0
        for place in self._starts(states, bits):
            if place >= end:
                span = self._follow(place, states, bits)
                yield span
                end = span.end + (span.end == span.start)

    def starts(self, text: str) -> list[int]:
        """The places where a match may begin."""
        bits = self._bits(text)
        states: list[_State] = list(accumulate(self._keys(text, bits), getitem, initial=self._part.begin))
        states.reverse()
        return self._starts(states, bits)

    def _starts(self, states: list[_State], bits: list[int]) -> list[int]:
        if not bits:
            return [place for place, state in enumerate(states) if state.starts]
        return [place for place, found in enumerate(map(self._part.starts, states, bits)) if found]

    def _keys(self, text: str, bits: list[int]) -> Iterator[Any]:
        """What leads from each place to the one before it, from the end of the text on."""
        self._alphabet.learn(text)
        return zip(reversed(text), reversed(bits), strict=False) if bits else reversed(text)

    def _bits(self, text: str) -> list[int]:
        """The tests that hold at each place, as bits; empty for an expression without tests."""
        if not self._tests:
            return []
        bits = [0] * (len(text) + 1)
        for number, test in enumerate(self._tests):
            for place in test.places(text):
                bits[place] |= 1 << number
        return bits

    def _follow(self, place: int, states: list[_State], bits: list[int]) -> Span:
        """The match that begins at a place."""
        marks = [-1, -1]
        start, node = place, self._graph.start
        while True:
            held = bits[place] if bits else 0
            state = states[place]
            found = state.ways.get((node, held))
            if found is None:
                self._part.keep()
                found = state.ways[node, held] = self._way(node, state, held)
            node, passed = found
            for mark in passed:
                marks[mark] = place
            if node == _DONE:
                return Span(start, place, *marks)
            place += 1

    def _way(self, node: int, state: _State, bits: int) -> tuple[int, tuple[int, ...]]:
        """The node behind the next character, or that the match ends, and the marks on the way there."""
        ahead = self._part.moves(bits).ahead
        passed: list[int] = []
        while node != ACCEPT:
            kind, value, after, choices, _ = self._graph.nodes[node]
            if kind == CHAR:
                return after, tuple(passed)
            if kind == MARK:
                passed.append(value)
            elif kind == SPLIT:
                after = next(each for each in choices if ahead[each][0] & state.mask or ahead[each][1])
            node = after
        return _DONE, tuple(passed)


class _Tested:
    """A test, ready to be made."""

    def __init__(self, test: Test) -> None:
        self._place = re.compile(test.source) if test.look is None else None
        self._look = Matcher(test.look) if test.look is not None else None
        self._back = test.back

    @property
    def made(self) -> int:
        return self._look.made if self._look is not None else 0

    def places(self, text: str) -> Iterator[int]:
        """The places of a text at which it holds."""
        if self._place is not None:
            for found in self._place.finditer(text):
                yield found.start()
        elif self._look is not None:
            for place in self._look.starts(text):
                if place + self._back <= len(text):
                    yield place + self._back


def matcher(pattern: str, *, not_empty: bool = False) -> Matcher:
    """An expression that compiles, ready to be followed. `not_empty`: only matches of at least one character.

    Raises UnsupportedError for what only `re` can follow.
    """
    return Matcher(program(pattern, not_empty=not_empty))
