"""What a run looked at and left out, for the summary: honest coverage.

Owns: the counts.
Never: prints them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.diagnostics import Diagnostic


class Tally:
    """Counts of one run.

    `types`: documents by type. `silenced`: findings that comments silence, by rule. `known`: findings that a baseline
    knows. `unchanged`: files that were not looked at because nothing in them changed.
    """

    def __init__(self) -> None:
        self.types: dict[str, int] = {}
        self.silenced: dict[str, int] = {}
        self.known = 0
        self.unchanged = 0

    def silence(self, found: Iterable[Diagnostic]) -> None:
        """Count findings that comments silence."""
        for each in found:
            self.silenced[each.rule] = self.silenced.get(each.rule, 0) + 1

    def in_words(self) -> str:
        """What the summary should not keep quiet about, to follow it; "" for nothing."""
        silenced = sum(self.silenced.values())
        parts = [
            (self.known, "known to the baseline"),
            (silenced, "silenced by comments"),
            (self.unchanged, "unchanged and not looked at"),
        ]
        return "".join(f"; {count} {words}" for count, words in parts if count)
