"""Several texts to be searched with many expressions, most of which are in few of them.

Owns: which of the texts an expression may be in, by the literals that its matches hold.
Never: runs an expression.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from speclint.expressions import Expression, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_LONG = 1000
"""Characters from which it pays to know all parts of three characters."""


class Searched:
    """Texts by their position, from 0. Each literal is looked for once."""

    def __init__(self, texts: Iterable[str]) -> None:
        each = [folded(text) for text in texts]
        self._folded = "\n".join(each)
        self._starts = [0, *accumulate(len(text) + 1 for text in each)]
        self._all = range(len(each))
        self._holding: dict[str, Sequence[int]] = {}
        self._triples: frozenset[tuple[str, str, str]] = frozenset()

    def may_hold(self, pattern: str) -> Sequence[int]:
        """The positions of the texts that may hold a match of an expression, ascending; all where nothing can be said."""
        literals = pattern.literals if isinstance(pattern, Expression) else ()
        if not literals:
            return self._all
        found = [each for each in map(self._of, literals) if each]
        return found[0] if len(found) == 1 else sorted({number for each in found for number in each})

    def _of(self, literal: str) -> Sequence[int]:
        known = self._holding.get(literal)
        if known is None:
            known = self._holding[literal] = self._found(literal)
        return known

    def _found(self, literal: str) -> Sequence[int]:
        # Most literals are in none of the texts, which this shows sooner than looking for each in all of them.
        if len(self._folded) > _LONG and not self._triples:
            self._triples = frozenset(zip(self._folded, self._folded[1:], self._folded[2:], strict=False))
        if self._triples and not self._triples.issuperset(_triples_of(literal)):
            return ()
        found: list[int] = []
        place = self._folded.find(literal)
        while place >= 0:
            # One that goes on in the next text is no harm: it is only searched in vain.
            number = bisect_right(self._starts, place) - 1
            found.append(number)
            place = self._folded.find(literal, self._starts[number + 1])
        return found


@lru_cache(maxsize=8192)
def _triples_of(literal: str) -> tuple[tuple[str, str, str], ...]:
    """All parts of three characters."""
    return tuple(zip(literal, literal[1:], literal[2:], strict=False))
