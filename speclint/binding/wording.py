"""How texts of a document are quoted in messages."""

from __future__ import annotations

_LONGEST = 60


def short(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, cut where it is too long to be read at a glance."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 3] + "..."


def listed(values: tuple[str, ...], most: int = 8) -> str:
    """Values in quotes, joined by commas. Of many only the first: authors put the usual ones there."""
    shown = ", ".join(f"'{value}'" for value in values[:most])
    return f"{shown} and {len(values) - most} more" if len(values) > most else shown
