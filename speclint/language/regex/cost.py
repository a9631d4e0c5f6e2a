"""The cost of an expression, computed once, when its rule set is loaded.

Owns: the lengths of text up to which `re` runs an expression quickly, with the texts without which it cannot match.
Never: runs an expression, or refuses one (see `regex_safety`).
"""

from __future__ import annotations

from functools import lru_cache

from speclint.base.digest import digest
from speclint.expressions import Expression
from speclint.language.regex import ambiguity
from speclint.language.regex.automaton import TooLargeError, build, literal_runs
from speclint.language.regex.literals import required_literals
from speclint.language.regex.time import quick_length

_MAX_GROWTH = 3
"""The number of paths may grow with this power of the length; beyond, the estimate of the factor means little."""


def expression(pattern: str | None) -> str:
    """An expression that compiles, with its limits; "" for none. Those of the bundled rule sets are known beforehand."""
    if not pattern:
        return ""
    return Expression(pattern, *(_known(pattern) or analysis(pattern)))


def limits(pattern: str) -> tuple[int, int]:
    """What `quick_lengths` says of an expression that compiles, known beforehand of the bundled ones."""
    known = _known(pattern)
    return known[:2] if known else quick_lengths(pattern)


def _known(pattern: str) -> tuple[int, int, tuple[str, ...]] | None:
    from speclint.language.regex.bundled_costs import COSTS  # some kilobytes, for loading alone

    return COSTS.get(digest(pattern)[:16])


def analysis(pattern: str) -> tuple[int, int, tuple[str, ...]]:
    """What `Expression` has to know of an expression that compiles: its limits, and its literals."""
    return (*quick_lengths(pattern), required_literals(pattern))


@lru_cache(maxsize=4096)
def quick_lengths(pattern: str) -> tuple[int, int]:
    """How long a text may be that `re` matches as a whole, and one that it searches, at the pace that is promised.

    0 where `re` is never quick, or the analysis finds no bound; ANY_LENGTH where it always is.
    """
    try:
        automaton = build(pattern)
    except (TooLargeError, RecursionError):
        return 0, 0
    budget = ambiguity.Budget()
    runs = literal_runs(pattern, automaton.alphabet)
    whole, part = (
        _length(graph, runs, budget) for graph in (ambiguity.match_graph(automaton), ambiguity.search_graph(automaton))
    )
    return whole, part


def _length(graph: ambiguity.Graph, runs: list[list[int]], budget: ambiguity.Budget) -> int:
    try:
        loops = ambiguity.components(graph)
        if ambiguity.is_exponential(graph, loops, budget):
            return 0
        growth, words = ambiguity.degree(graph, loops, budget)
    except ambiguity.TooMuchWorkError:
        return 0
    return quick_length(graph, growth, [*words, *runs]) if growth <= _MAX_GROWTH else 0
