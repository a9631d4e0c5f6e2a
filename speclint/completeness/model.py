"""The values of a score.

Owns: their shape, and how an exact share becomes a percentage.
Never: judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from speclint.base.source import Position


class Loss(NamedTuple):
    """A requirement that is not met, or only in part.

    `requirement` names it, `message` says what is wrong, `place` is where the fix goes, `share` is the part of the
    whole document's score that it costs.
    """

    requirement: str
    message: str
    place: Position
    share: Fraction


class SectionScore(NamedTuple):
    """The score of one section with all below it.

    `section` are the headings down to it; () is what is above the first section. `weight` is that of its
    declaration. `missing` are the section's own losses, not those of its subsections.
    """

    section: tuple[str, ...]
    weight: int
    credit: Fraction
    missing: tuple[Loss, ...]


class SpecScore(NamedTuple):
    """The score of one document. `status` is the value of its status field; None without one.

    `sections` are in document order, each after the one that holds it. `threshold` is the least percentage that is
    expected; None where none is set.
    """

    path: str
    spec_type: str
    status: str | None
    credit: Fraction
    sections: tuple[SectionScore, ...]
    threshold: int | None = None

    @property
    def percent(self) -> int:
        """Whole percent, rounded down."""
        return percent(self.credit)

    def fails(self, fail_under: float | None = None) -> bool:
        """Whether the score is below `fail_under`, or below the threshold where that is None."""
        limit = self.threshold if fail_under is None else fail_under
        return limit is not None and self.credit * 100 < limit


def percent(share: Fraction) -> int:
    """A share as whole percent, rounded down, so that only what is complete has 100."""
    return share.numerator * 100 // share.denominator
