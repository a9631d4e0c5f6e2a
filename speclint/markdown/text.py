"""Inline Markdown as it is written: where each of its characters is, and what an element in it is.

Owns: the way from an index into a text to a place in the source, and back.
Never: parses (see `inline`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_line_number = attrgetter("line")


class TextLine(NamedTuple):
    """One source line's share of a text: where its first character is, and the characters."""

    line: int
    column: int
    text: str

    @property
    def place(self) -> Range:
        """Where the text is, without the blanks around it."""
        text = self.text.strip()
        return Range.at(self.line, self.column + self.text.index(text), len(text))


class WrittenText:
    r"""Inline Markdown as written, possibly over several lines, that knows where each character is.

    `raw` joins the lines with "\n"; container marks (`> `, list indentation) are not part of it.
    `targets` maps the normalised labels of the document's link definitions to their targets, and has the keys of its
    footnotes; it is complete once the document is parsed. `in_table`: a table cell, where `\|` stands for a bar even inside code.
    """

    __slots__ = ("_starts", "in_table", "lines", "raw", "targets")

    def __init__(
        self, lines: tuple[TextLine, ...], targets: Mapping[str, str] | None = None, *, in_table: bool = False
    ) -> None:
        self.lines = lines
        self.targets: Mapping[str, str] = {} if targets is None else targets
        self.in_table = in_table
        self.raw = "\n".join(line.text for line in lines)
        self._starts: list[int] | None = None

    def position(self, offset: int) -> Position:
        """The place of an index into `raw`."""
        starts = self._line_starts()
        index = max(bisect_right(starts, offset) - 1, 0)
        line = self.lines[index]
        return Position(line.line, line.column + min(offset - starts[index], len(line.text)))

    def offset(self, position: Position) -> int:
        """The index into `raw` of a place in the source: the inverse of `position`."""
        index = bisect_left(self.lines, position.line, key=_line_number)
        if index == len(self.lines) or self.lines[index].line != position.line:
            raise ValueError(position)
        return self._line_starts()[index] + position.column - self.lines[index].column

    def _line_starts(self) -> list[int]:
        """The index into `raw` at which each line begins."""
        if self._starts is None:
            self._starts = starts = []
            offset = 0
            for line in self.lines:
                starts.append(offset)
                offset += len(line.text) + 1
        return self._starts

    def range(self, start: int = 0, end: int | None = None) -> Range:
        """The range of `raw[start:end]`."""
        return Range(self.position(start), self.position(len(self.raw) if end is None else end))


InlineKind = Literal["link", "image", "code", "emphasis", "strong", "html", "comment", "autolink", "footnote"]


class Inline:
    """An inline element; a footnote is a reference to one. `target`: of links and images, the destination as written; of reference links, the resolved one.

    `content` is a text, or where in `raw` it begins and ends: elements inside each other would hold the same text each.
    """

    __slots__ = ("_content", "_raw", "kind", "range", "target")

    def __init__(
        self, kind: InlineKind, range: Range, content: str | tuple[int, int], target: str = "", raw: str = ""
    ) -> None:
        self.kind: InlineKind = kind
        self.range = range
        self.target = target
        self._content = content
        self._raw = raw

    @property
    def content(self) -> str:
        """The part between the marks: link text, code, emphasised text, a footnote's label."""
        content = self._content
        return content if isinstance(content, str) else self._raw[content[0] : content[1]]
