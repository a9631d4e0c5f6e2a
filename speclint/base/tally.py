"""What a run looked at and left out, for the summary: honest coverage.

Owns: the counts.
Never: prints them.
"""

from __future__ import annotations

from collections import Counter

from speclint.base.values import NamedTuple


class Judged(NamedTuple):
    """What some documents had to judge: `rules` by id, and those that were `on`. `absent`: the names of sections in none of them, by type."""

    rules: frozenset[str]
    on: frozenset[str]
    absent: tuple[tuple[str, tuple[str, ...]], ...]


class Tally:
    """Counts of one run.

    `types`: documents by type. `silenced`: findings that comments silence, by rule. `known`: findings that a baseline
    knows. `unchanged`: files that were not looked at because nothing in them changed. `coverage`: what the documents had to
    judge; None unless that was requested.
    """

    def __init__(self) -> None:
        self.types: Counter[str] = Counter()
        self.silenced: Counter[str] = Counter()
        self.known = 0
        self.unchanged = 0
        self.coverage: Judged | None = None

    def in_words(self) -> str:
        """What the summary should not keep quiet about, to follow it; "" for nothing."""
        silenced = sum(self.silenced.values())
        parts = [
            (self.known, "in the baseline"),
            (silenced, "suppressed by comments"),
            (self.unchanged, "unchanged and not checked"),
        ]
        return "".join(f"; {count} {words}" for count, words in parts if count)
