"""How much time a pattern may take, told from its automaton.

Owns: the tests for exponential and polynomial growth, and the estimate of the time on the worst text found.
Never: runs a pattern.

A backtracking matcher that fails has walked every path of the automaton. So its time is the number of paths:

- exponential, if a state has two different ways back to itself over the same text;
- otherwise a polynomial. Its degree is the longest chain of loops in which a text can stay in one loop, stay in the
  next, and also lead from the one to the other;
- and its factor is found by walking the automaton over the texts that these tests turned up.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from speclint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.rulesets.regex_automaton import Automaton

MAX_WORK = 400_000
"""Steps that the tests of one pattern may take, which bounds their own time to about half a second."""

MAX_WALK = 60_000
"""Steps that walking over texts may take."""

SUBJECT = 2000
"""Length of the longest text that a pattern sees."""

_SAMPLE = 200
"""Length of the texts that the automaton is walked over; longer ones are extrapolated."""


class TooMuchWorkError(Exception):
    """The analysis would take too long."""


class Budget:
    """Counts the steps of one analysis. `spend` raises TooMuchWorkError when they are used up."""

    def __init__(self, steps: int = MAX_WORK) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take steps from what is left."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchWorkError


class Graph(NamedTuple):
    """States, what characters lead into each, the edges with their number of ways, and the cost of each state."""

    masks: list[int]
    follow: list[dict[int, int]]
    costs: list[float]
    start: dict[int, int]


def search_graph(automaton: Automaton) -> Graph:
    """All paths of a search: it starts anew at each character, and ends where the match is complete."""
    count = len(automaton.positions)
    masks = [position.mask for position in automaton.positions]
    follow = [
        {state: ways for state, ways in edges.items() if state not in automaton.last} for edges in automaton.follow
    ]
    first = {state: ways for state, ways in automaton.first.items() if state not in automaton.last}
    costs = [position.cost for position in automaton.positions]
    if automaton.anchored:
        return Graph(masks, follow, costs, first)
    full = (1 << len(automaton.alphabet)) - 1
    return Graph([*masks, full], [*follow, {**first, count: 1}], [*costs, 1.0], {**first, count: 1})


def match_graph(automaton: Automaton) -> Graph:
    """All paths of a match of the whole text, which fails at its end."""
    masks = [position.mask for position in automaton.positions]
    return Graph(masks, list(automaton.follow), [position.cost for position in automaton.positions], automaton.first)


def components(graph: Graph) -> list[list[int]]:
    """The loops: sets of states that lead to each other. Those reached later come first."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for root in graph.start:
        if root in index:
            continue
        work = [(root, iter(graph.follow[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            state, edges = work[-1]
            for target in edges:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph.follow[target])))
                    break
                if target in on_stack:
                    low[state] = min(low[state], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[state])
                if low[state] == index[state]:
                    members = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        members.append(member)
                        if member == state:
                            break
                    if len(members) > 1 or state in graph.follow[state]:
                        found.append(members)
    return found


def is_exponential(graph: Graph, loops: Iterable[list[int]], budget: Budget) -> bool:
    """Whether a state has two different ways back to itself over the same text."""
    return any(_doubles(graph, set(loop), budget) for loop in loops)


def _doubles(graph: Graph, loop: set[int], budget: Budget) -> bool:
    follow = {state: [(to, ways) for to, ways in graph.follow[state].items() if to in loop] for state in loop}
    if any(ways > 1 for edges in follow.values() for _, ways in edges):
        return True
    # Pairs of states that one state reaches over the same text. If such a pair meets again, there are two ways.
    seen: set[tuple[int, int]] = set()
    todo: list[tuple[int, int]] = [(state, state) for state in loop]
    while todo:
        left, right = todo.pop()
        for one, _ in follow[left]:
            for other, _ in follow[right]:
                budget.spend()
                if one == other:
                    if left != right:
                        return True
                    continue
                pair = (min(one, other), max(one, other))
                if graph.masks[one] & graph.masks[other] and pair not in seen:
                    seen.add(pair)
                    todo.append(pair)
    return False


def degree(graph: Graph, loops: Sequence[list[int]], budget: Budget) -> tuple[int, list[list[int]]]:
    """The degree of the polynomial that bounds the number of paths, and texts (as masks) that show it."""
    reach = _reachable(graph, loops)
    words: list[list[int]] = []
    best: dict[int, int] = {}
    # Loops come later ones first, so what follows a loop is known when it is looked at.
    for here, loop in enumerate(loops):
        found = max((best[there] for there in reach[here]), default=0)
        for there in sorted(reach[here]):
            if best[there] + 1 > found:
                word = _joint_text(graph, loop, loops[there], budget)
                if word is not None:
                    found = best[there] + 1
                    words.append(word)
        best[here] = found
    return max(best.values(), default=0), words


def _reachable(graph: Graph, loops: Sequence[list[int]]) -> list[set[int]]:
    loop_of = {state: number for number, loop in enumerate(loops) for state in loop}
    result: list[set[int]] = []
    for number, loop in enumerate(loops):
        seen: set[int] = set(loop)
        todo = list(loop)
        found: set[int] = set()
        while todo:
            for target in graph.follow[todo.pop()]:
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
                    if target in loop_of and loop_of[target] != number:
                        found.add(loop_of[target])
        result.append(found)
    return result


def _joint_text(graph: Graph, one: list[int], other: list[int], budget: Budget) -> list[int] | None:
    """A text that stays in one loop, stays in the other, and leads from the one to the other; None if there is none."""
    in_one, in_other = set(one), set(other)
    for home in one:
        for goal in other:
            start, end = (home, home, goal), (home, goal, goal)
            parents: dict[tuple[int, int, int], tuple[tuple[int, int, int], int]] = {}
            todo = deque([start])
            while todo:
                state = todo.popleft()
                for left in graph.follow[state[0]]:
                    if left not in in_one:
                        continue
                    for right in graph.follow[state[2]]:
                        both = graph.masks[left] & graph.masks[right]
                        if right not in in_other or not both:
                            continue
                        for middle in graph.follow[state[1]]:
                            budget.spend()
                            mask = both & graph.masks[middle]
                            step = (left, middle, right)
                            if mask and step not in parents:
                                parents[step] = (state, mask)
                                todo.append(step)
            if end in parents:
                return _trace(parents, start, end)
    return None


def _trace(
    parents: dict[tuple[int, int, int], tuple[tuple[int, int, int], int]],
    start: tuple[int, int, int],
    end: tuple[int, int, int],
) -> list[int]:
    word: list[int] = []
    state = end
    while True:
        state, mask = parents[state]
        word.append(mask)
        if state == start:
            return word[::-1]


def seconds(graph: Graph, growth: int, words: Sequence[list[int]]) -> float:
    """The time on the worst of some texts: those that show the growth, greedy ones, and short ones over and over.

    The growth is known; this finds its factor. When the steps for it are used up, the worst text so far counts.
    """
    walk = _Walk(graph)
    worst = 0.0
    try:
        for text in _texts(words, walk.letters):
            worst = max(worst, walk.cost(text))
    except TooMuchWorkError:
        pass
    return float(worst * (SUBJECT / _SAMPLE) ** (growth + 1) / 1e9)


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
        self._budget = Budget(MAX_WALK)
        self._moves: dict[tuple[int, int], list[tuple[int, int]]] = {}
        known: dict[tuple[int, ...], int] = {}
        for bit in range(max(graph.masks, default=0).bit_length()):
            taken = tuple(state for state, mask in enumerate(graph.masks) if mask >> bit & 1)
            known.setdefault(taken, 1 << bit)
        self.letters = list(known.values())
        """One character for each way in which the states take characters, as single bits."""

    def cost(self, text: Sequence[int] | None) -> float:
        """The cost of a text in ns. None: of the one that at each step takes the character with the most paths."""
        now: dict[int, float] = {-1: 1.0}
        total = 0.0
        for letter in text if text is not None else [0] * _SAMPLE:
            if letter:
                now = self._step(now, letter)
            else:
                options = [self._step(now, other) for other in self.letters]
                now = max(options, key=lambda option: sum(option.values()), default={})
            total += sum(count * self._graph.costs[state] for state, count in now.items())
        return total

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
