"""Text made safe to show: what a terminal would obey, or a reader would not see, becomes a readable escape.

Owns: which characters are never shown as they are, and the escape of each.
Never: decides where a text goes; the output formats and the command line do.

Hidden are all characters that Unicode calls controls, formats, line or paragraph separators, private, unassigned or surrogates:
among them ESC, the marks that change the direction of text, zero-width spaces and byte-order marks. Two exceptions: spaces of
other widths stay, and so does a joiner (U+200C, U+200D) between two characters that are not ASCII. It is a part of emoji and of
words in Persian and in the scripts of India; between ASCII letters it could only hide something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UNUSUAL = re.compile("[^\x20-\x7e]+")
_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What some reader takes for the end of a line."""
_JOINERS = ("\u200c", "\u200d")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def visible(text: str, keep: str = "") -> str:
    r"""The text with a backslash escape for each hidden character, other than those to keep.

    A byte of a file name that is not UTF-8 (a lone surrogate in Python) becomes `\xNN`, with NN from 80 on; nothing else does.

    >>> visible("a\x1b[2J\udcff")
    'a\\x1b[2J\\xff'
    """
    return replaced(text, _escape, keep)


def one_line(text: str) -> str:
    """The text without line breaks, each run of blanks as one space if there was any hidden character; all is visible."""
    return text if text.isprintable() else visible(" ".join(text.split()))


def unbroken(text: str) -> str:
    """The text on one line, its characters as they are: each run of blanks is one space if there was a line break."""
    return text if text.isprintable() or _BREAK.search(text) is None else " ".join(text.split())


def json_escaped(written: str) -> str:
    r"""JSON text with the hidden characters of its strings as `\uNNNN`; line feeds between its parts stay.

    What no strict reader of JSON accepts, a byte of a file name that is not UTF-8, becomes the text `\xNN`.
    """
    return replaced(written, _json_escape, "\n")


def replaced(text: str, escape: Callable[[str], str], keep: str = "") -> str:
    """The text with what `escape` makes of each hidden character, other than those to keep."""

    def run(found: re.Match[str]) -> str:
        characters = found[0]
        if characters.isprintable():
            return characters
        last = len(characters) - 1
        return "".join(
            character
            if character in keep or _is_shown(character) or (character in _JOINERS and 0 < place < last)
            else escape(character)
            for place, character in enumerate(characters)
        )

    return text if text.isprintable() else _UNUSUAL.sub(run, text)


def _is_shown(character: str) -> bool:
    return character.isprintable() or (character.isspace() and character > "\x9f" and not _BREAK.match(character))


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return _SHORT.get(character) or f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(character: str) -> str:
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "\\" + _escape(character)
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
