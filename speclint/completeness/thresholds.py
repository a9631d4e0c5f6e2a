"""How complete a document must be.

Owns: which of several thresholds counts.
Never: knows where they were written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.conditions import is_one_of
from speclint.ruleset import NO_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.ruleset import RuleSet

    States = Sequence[tuple[str, int]]


def threshold(ruleset: RuleSet, status: str | None, settings: Sequence[tuple[States, int | None]]) -> int | None:
    """The least percentage for a document of a type with a status; None where none is set.

    `settings` are those of the project, the most particular first: by value of the status field, and for all. What the
    rule set says, again by state first, counts where they say nothing.
    """
    for states, anyway in settings:
        for state, least in states:
            if status is not None and is_one_of(status, (state,)):
                return least
        if anyway is not None:
            return anyway
    for each in ruleset.lifecycle:
        if status is not None and each.completeness != NO_THRESHOLD and is_one_of(status, each.words):
            return each.completeness
    return None if ruleset.completeness == NO_THRESHOLD else ruleset.completeness
