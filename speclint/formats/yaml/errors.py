"""Where the errors of one text are collected.

Owns: turning indices into the text into ranges of the file.
Never: decides what is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.source import Position, Range
from speclint.formats.yaml.result import YamlError

if TYPE_CHECKING:
    from speclint.base.source import SourceFile


class Errors:
    """The errors of the text of `source`, whose first line is line `first_line` of its file.

    `text` is that text as messages may quote it: of the same length, without characters that cannot be printed.

    The indices that its methods take are indices into the text: the library counts lines differently.
    """

    __slots__ = ("_found", "_shift", "_source", "path", "text")

    def __init__(self, source: SourceFile, first_line: int, text: str) -> None:
        self.path = source.path
        self.text = text
        self._source = source
        self._shift = first_line - 1
        self._found: dict[Position, YamlError] = {}

    def add(self, start: int, end: int, message: str, advice: str = "") -> None:
        """Note an error at the characters from `start` up to `end`."""
        self.add_range(self.range(start, end), message, advice)

    def add_range(self, place: Range, message: str, advice: str = "") -> None:
        """Note an error at a range of the file.

        The first error at a place stays the only one: what follows there is a consequence of the same mistake.
        """
        self._found.setdefault(place.start, YamlError(place, message, advice))

    def all(self) -> tuple[YamlError, ...]:
        """The errors in the order of their places."""
        return tuple(sorted(self._found.values()))

    def range(self, start: int, end: int) -> Range:
        """The place in the file of the characters from `start` up to `end`."""
        end = max(start, end)
        line, column = self._source.position(start)
        end_line, end_column = line, column + end - start
        # Most nodes end in the line they start in; looking up the end as well would take twice the time.
        if end_column > len(self._source.lines[line - 1]) + 1:
            end_line, end_column = self._source.position(end)
        return Range(Position(line + self._shift, column), Position(end_line + self._shift, end_column))
