"""Colours, and making text from documents safe to show in a terminal.

Owns: escape sequences for colour.
Never: decides whether colour is wanted, or which characters are hidden; see `speclint.base.escapes`.
"""

from __future__ import annotations

from speclint.base.escapes import one_line, visible
from speclint.base.values import NamedTuple

__all__ = ["PLAIN", "Style", "one_line", "safe", "visible"]


class Style(NamedTuple):
    """Whether to colour."""

    color: bool = False

    def paint(self, text: str, codes: str) -> str:
        """The text in a colour, given as the numbers of an escape sequence."""
        return f"\x1b[{codes}m{text}\x1b[0m" if self.color and text else text

    def severity(self, text: str, severity: str) -> str:
        """The text in the colour of a severity."""
        return self.paint(text, {"error": "1;31", "warning": "1;33"}.get(severity, "1;36"))


PLAIN = Style()


def safe(text: str) -> str:
    """A source line made safe, character by character; tabs stay."""
    return visible(text, "\t")
