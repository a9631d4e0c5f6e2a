"""How texts of a document are quoted in messages."""

from __future__ import annotations

_LONGEST = 60


def short(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, cut where it is too long to be read at a glance."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 3] + "..."
