"""Colours, and making text from documents safe to show in a terminal.

Owns: escape sequences: those that are written, and those that must not be.
Never: decides whether colour is wanted.
"""

from __future__ import annotations

from speclint.values import NamedTuple


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


def one_line(text: str) -> str:
    """Text without line breaks and without anything that a terminal would obey. Controls become readable."""
    if text.isprintable():
        return text
    return "".join(map(_visible, " ".join(text.split())))


def _visible(character: str) -> str:
    # Controls, and marks that change the direction of what follows: text could show other than it is.
    if character.isprintable() or character == "\u00a0":
        return character
    code = ord(character)
    if code in _JOINERS or (code > 0x7F and character.isspace()):
        return character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_JOINERS = frozenset((0x200C, 0x200D))
"""Parts of words and of emoji."""


def safe(text: str) -> str:
    """A source line made safe, character by character; tabs stay."""
    if text.isprintable():
        return text
    return "".join(character if character == "\t" else _visible(character) for character in text)
