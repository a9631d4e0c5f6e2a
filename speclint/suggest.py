"""Did you mean: the known name that is nearest to what was written.

Owns: how near is near enough.
Never: knows what the names stand for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_LISTED = 12
"""More names than this are no help in a message."""


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name that `name` most likely stands for, or None. `cutoff`: how alike they must be, from 0 to 1."""
    from difflib import get_close_matches  # only mistakes need it

    names = sorted(known)
    folded = {other.casefold(): other for other in names}
    found = get_close_matches(name.casefold(), list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that follows the message about an unknown name: the nearest known one, or all if they are few."""
    names = sorted(known)
    other = nearest(name, names)
    if other is not None:
        return f"Did you mean `{other}`?"
    return "Known are " + ", ".join(f"`{each}`" for each in names) if 0 < len(names) <= _LISTED else ""
