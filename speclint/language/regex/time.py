"""How long a pattern may take, once it is known how its time grows.

Owns: the walk over texts that counts what `re` would do, and the length up to which that is quick.
Never: runs a pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.expressions import ANY_LENGTH
from speclint.language.regex.ambiguity import Budget, Graph, TooMuchWorkError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_WALK = 20_000
"""Steps that walking over texts may take."""

NANOSECONDS = 1_000
"""What a character may cost on average. So a megabyte takes about a second on the worst text."""

_SHORTEST = 30
"""Below this many characters it is not worth the while to have two ways to match."""

_LONGEST = 2_000
"""The growth is found on short texts; its results for texts longer than these are not trusted."""

_SAMPLE = 120
"""Length of the texts that the automaton is walked over; longer ones are extrapolated."""


def quick_length(graph: Graph, growth: int, words: Sequence[list[int]]) -> int:
    """Up to which length of text a character costs no more than allowed: 0, or ANY_LENGTH for every text.

    Derived from the worst of some texts: those that show the growth, greedy ones, and short ones over and over. The growth
    is known; this finds its factor. When the steps for it are used up, the worst text so far counts.
    """
    walk = _Walk(graph)
    try:
        for text in _texts(words, walk.letters):
            walk.over(text)
    except TooMuchWorkError:
        pass
    allowed = NANOSECONDS * _SAMPLE
    if not growth:
        return ANY_LENGTH if walk.worst <= allowed else 0
    length = int(_SAMPLE * (allowed / max(walk.worst, 1.0)) ** (1 / growth))
    return min(length, _LONGEST) if length >= _SHORTEST else 0


def _texts(words: Sequence[list[int]], letters: Sequence[int]) -> Iterator[Sequence[int] | None]:
    """Texts to walk over, the most promising first. None: one that is chosen on the way."""
    for word in words:
        yield _repeated(word)
    yield None
    for letter in letters:
        yield [letter] * _SAMPLE
    for first in words:
        for second in words:
            yield _repeated(first)[: _SAMPLE // 2] + _repeated(second)[: _SAMPLE // 2]
    few = letters[:8]
    for one in few:
        for other in few:
            if one < other:
                yield _repeated([one, other])


def _repeated(word: list[int]) -> list[int]:
    single = [mask & -mask for mask in word]
    return (single * (_SAMPLE // len(single) + 1))[:_SAMPLE]


class _Walk:
    """Walks over texts and counts the paths that are alive after each character."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.worst = 0.0
        """The largest cost of a text so far, in ns."""
        self._budget = Budget(MAX_WALK)
        self._moves: dict[tuple[int, int], list[tuple[int, int]]] = {}
        known: dict[tuple[int, ...], int] = {}
        for bit in range(max(graph.masks, default=0).bit_length()):
            taken = tuple(state for state, mask in enumerate(graph.masks) if mask >> bit & 1)
            known.setdefault(taken, 1 << bit)
        self.letters = list(known.values())
        """One character for each way in which the states take characters, as single bits."""

    def over(self, text: Sequence[int] | None) -> None:
        """Walk over a text. None: over the one that at each step takes the character with the most paths."""
        now: dict[int, float] = {-1: 1.0}
        total = last = 0.0
        for number in range(_SAMPLE):
            before = now
            if text is not None:
                now = self._step(now, text[number])
            else:
                options = [self._step(now, letter) for letter in self.letters]
                now = max(options, key=lambda option: sum(option.values()), default={})
            if now == before:
                # Nothing moves any more: what is left of the text costs the same at each character.
                self.worst = max(self.worst, total + last * (_SAMPLE - number))
                return
            last = sum(count * self._graph.costs[state] for state, count in now.items())
            total += last
            self.worst = max(self.worst, total)

    def _step(self, now: dict[int, float], letter: int) -> dict[int, float]:
        after: dict[int, float] = {}
        for state, count in now.items():
            for target, ways in self._targets(state, letter):
                after[target] = after.get(target, 0.0) + count * ways
        self._budget.spend(len(after) + 1)
        return after

    def _targets(self, state: int, letter: int) -> list[tuple[int, int]]:
        found = self._moves.get((state, letter))
        if found is None:
            masks = self._graph.masks
            edges = self._graph.follow[state] if state >= 0 else self._graph.start
            found = [(target, ways) for target, ways in edges.items() if masks[target] & letter]
            self._moves[state, letter] = found
        return found
