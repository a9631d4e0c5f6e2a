"""Scores of many documents together.

Owns: the mean of a type and of a project.
Never: weighs documents: each counts as much as any other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.completeness.model import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.completeness.model import SpecScore


class Summary(NamedTuple):
    """Whole percent, rounded down, of all documents and by type with the number of its documents."""

    specs: int
    percent: int
    types: tuple[tuple[str, int, int], ...]


def summarise(scores: Sequence[SpecScore]) -> Summary:
    """The summary of some scores; 0 percent of none."""
    by_type: dict[str, list[SpecScore]] = {}
    for score in scores:
        by_type.setdefault(score.spec_type, []).append(score)
    types = tuple((type, len(group), _mean(group)) for type, group in sorted(by_type.items()))
    return Summary(len(scores), _mean(scores), types)


def _mean(scores: Sequence[SpecScore]) -> int:
    return percent(sum((score.credit for score in scores), Fraction(0)) / len(scores)) if scores else 0
