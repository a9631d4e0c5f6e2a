"""What the items of a list, or the rows of a table, have in common: a fault of most is one of the whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Fault = TypeVar("Fault")


def shared(faults: Sequence[Fault | None]) -> Fault | None:
    """The fault that all of two and more, or more than half of three and more, have; None where each stands alone.

    `faults`: that of each item, None for none.
    """
    if len(faults) < 2:
        return None
    fault, count = Counter(faults).most_common(1)[0]
    return fault if count == len(faults) or (len(faults) > 2 and 2 * count > len(faults)) else None
