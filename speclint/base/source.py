"""Source text and the places in it.

Owns: decoding of bytes, line ends, positions. This is the only module that knows what ends a line.
Never: reads a file, or knows what Markdown or YAML is.

Lines and columns count from 1. Columns count characters (Unicode code points), not bytes and not screen cells.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from speclint.base.values import NamedTuple

# CommonMark 2.1: a line ends at LF, CRLF or a lone CR. `str.splitlines` also splits at VT, FF, NEL, U+2028 and
# others, which Markdown and YAML editors show inside a line.
_LINE_END = re.compile(r"\r\n|\n|\r")

_new = tuple.__new__  # documents have thousands of ranges: this takes half the time

MAX_BYTES = 10 * 1024 * 1024
"""Largest file that is read, in bytes. Larger ones are data dumps, not specifications."""


class Position(NamedTuple):
    """A place between two characters: 1-based line, 1-based column in characters."""

    line: int
    column: int


class Range(NamedTuple):
    """From `start` up to, not including, `end`. An empty range (`start == end`) marks a place."""

    start: Position
    end: Position

    @classmethod
    def at(cls, line: int, column: int = 1, length: int = 0) -> Range:
        """The range of `length` characters in one line."""
        return _new(cls, (_new(Position, (line, column)), _new(Position, (line, column + length))))


class SourceError(Exception):
    """A file that cannot be read as text. Its message is one sentence for the user, without the path."""


class SourceFile:
    """Text with its path and its lines.

    `path` is what the user sees: relative to the working directory where possible, with forward slashes.
    `text` is the decoded text without a byte-order mark (`has_bom` keeps that it existed).
    """

    __slots__ = ("_starts", "has_bom", "lines", "path", "text")

    def __init__(self, path: str, text: str, *, has_bom: bool = False) -> None:
        if text.startswith("\ufeff"):
            text = text[1:]
            has_bom = True
        self.path = path
        self.text = text
        self.has_bom = has_bom

    lines: list[str]
    """The lines without their line ends. `lines[0]` is line 1. Never empty."""
    _starts: list[int]

    def __getattr__(self, name: str) -> object:
        """The lines are found when they are first used: of most documents of a project, a run only needs the text."""
        if name not in ("_starts", "lines"):
            raise AttributeError(name)
        text = self.text
        lines: list[str] = []
        starts: list[int] = []
        start = 0
        for end in _LINE_END.finditer(text):
            lines.append(text[start : end.start()])
            starts.append(start)
            start = end.end()
        if start < len(text) or not lines:
            lines.append(text[start:])
            starts.append(start)
        self.lines = lines
        self._starts = starts
        return lines if name == "lines" else starts

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> SourceFile:
        """Decode `data` as UTF-8, with or without a byte-order mark.

        Raises SourceError for what is not a text file in UTF-8: too large, NUL bytes, UTF-16, other encodings.
        """
        if len(data) > MAX_BYTES:
            raise SourceError(
                f"is too large to be a specification ({len(data) // (1024 * 1024)} MB; the limit is "
                f"{MAX_BYTES // (1024 * 1024)} MB). Exclude it in the configuration"
            )
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SourceError("is encoded in UTF-16. Save it as UTF-8")
        nul = data.find(b"\0")
        if nul >= 0:
            line = data.count(b"\n", 0, nul) + 1
            raise SourceError(f"is a binary file (NUL byte on line {line})")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError(
                f"is not UTF-8: byte 0x{data[error.start]:02x} on line {line} cannot be decoded. Save it as UTF-8"
            ) from None
        return cls(path, text)

    def offset(self, position: Position) -> int:
        """The index into `text` of a position."""
        return self._starts[position.line - 1] + position.column - 1

    def position(self, offset: int) -> Position:
        """The position of an index into `text`. An index inside a line end counts as the end of its line."""
        line = bisect_right(self._starts, offset)
        column = min(offset - self._starts[line - 1], len(self.lines[line - 1])) + 1
        return Position(line, column)

    def line_end(self, line: int) -> str:
        """What ends a line. For a last line that nothing ends: what ends the one before; of a single line, a newline."""
        for number in (line, line - 1):
            if 0 < number < len(self._starts):
                return self.text[self._starts[number - 1] + len(self.lines[number - 1]) : self._starts[number]]
        end = _LINE_END.search(self.text, self._starts[line - 1])
        return end.group() if end else "\n"

    def to_bytes(self) -> bytes:
        """The text as it is in a file."""
        return (b"\xef\xbb\xbf" if self.has_bom else b"") + self.text.encode("utf-8")

    def full_range(self) -> Range:
        """From the first character to the last."""
        return Range(Position(1, 1), Position(len(self.lines), len(self.lines[-1]) + 1))
