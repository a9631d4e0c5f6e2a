"""Between the positions of the protocol and those of the program.

Owns: the units in which a client counts, which are negotiated, and places beyond the end of a line or a text.
Never: expects others to know that the protocol counts lines from 0 and, usually, an emoji as two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lsprotocol import types

from speclint.base.source import Position, Range

if TYPE_CHECKING:
    from speclint.base.source import SourceFile

Encoding = Literal["utf-8", "utf-16", "utf-32"]

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
DEFAULT: Encoding = "utf-16"
_BOM = "\ufeff"


def encoding_of(name: object) -> Encoding:
    """The encoding that a client requested; the protocol's own for what is none."""
    return next((each for each in ENCODINGS if each == name), DEFAULT)


def units(text: str, encoding: Encoding) -> int:
    """How long a text is for the client."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    return sum(_width(character, encoding) for character in text)


def characters(text: str, count: int, encoding: Encoding) -> int:
    """How many characters a number of units are, from the start of a text. Half a character counts as none."""
    if encoding == "utf-32" or text.isascii():
        return min(max(count, 0), len(text))
    used = 0
    for index, character in enumerate(text):
        used += _width(character, encoding)
        if used > count:
            return index
    return len(text)


def _width(character: str, encoding: Encoding) -> int:
    if encoding == "utf-16":
        return 2 if character > "\uffff" else 1
    return 1 if character < "\x80" else 2 if character < "\u0800" else 3 if character < "\U00010000" else 4


class Positions:
    """Converts places in one text. `shows_bom`: whether the client counts the byte-order mark as a character."""

    def __init__(self, source: SourceFile, encoding: Encoding, *, shows_bom: bool = False) -> None:
        self._source = source
        self._encoding = encoding
        self._shift = int(shows_bom)
        # To the protocol, there is a line after the last line break; to the program only if it holds something.
        self._open_end = source.text.endswith(("\n", "\r"))

    def line(self, number: int) -> str:
        """A line of the text, counted from 1; "" for one that does not exist."""
        lines = self._source.lines
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def read(self, position: types.Position) -> Position:
        """A client's position. One beyond the end of a line is its end, one beyond the last line the end of the text."""
        last = len(self._source.lines) + self._open_end
        number = position.line + 1
        if number > last:
            return Position(last, len(self.line(last)) + 1)
        text = self._shown(number)
        column = characters(text, position.character, self._encoding) + 1
        return Position(number, max(column - len(text) + len(self.line(number)), 1))

    def read_range(self, range: types.Range) -> Range:
        """A client's range. One whose end comes first is read the other way round."""
        start, end = sorted((self.read(range.start), self.read(range.end)))
        return Range(start, end)

    def write(self, position: Position) -> types.Position:
        """A position for the client."""
        number = max(position.line, 1)
        text = self._shown(number)
        before = position.column - 1 + len(text) - len(self.line(number))
        return types.Position(number - 1, units(text[: max(before, 0)], self._encoding))

    def write_range(self, range: Range) -> types.Range:
        """A range for the client."""
        return types.Range(self.write(range.start), self.write(range.end))

    def _shown(self, number: int) -> str:
        """A line as the client counts it."""
        return _BOM + self.line(number) if self._shift and number == 1 else self.line(number)
