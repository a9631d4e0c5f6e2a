"""How the time of a pattern may grow, derived from its automaton.

Owns: the tests for exponential and polynomial growth.
Never: runs a pattern.

A backtracking matcher that fails has walked every path of the automaton. So its time is the number of paths:

- exponential, if a state has two different ways back to itself over the same text;
- otherwise a polynomial. Its degree is the longest chain of loops in which a text can stay in one loop, stay in the
  next, and also lead from the one to the other;
- and its factor is found by walking the automaton over the texts that these tests turned up (`regex_time`).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.language.regex.automaton import Automaton

MAX_WORK = 400_000
"""Steps that the tests of one pattern may take, which bounds their own time to about half a second."""


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
    """All paths of a search: it starts again at each character, and ends where the match is complete."""
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
