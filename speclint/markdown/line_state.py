"""The state of the block pass in one container: which source lines it holds and which blocks they gave so far.

Owns: the way from a stretch of (unindented) container text back to lines and columns of the source.
Never: recognises a block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mistune.core import BlockState

from speclint.base.source import Position, Range
from speclint.markdown.model import Block, LinkDefinition, Paragraph, Text
from speclint.markdown.syntax import BLANKS, normal_label, scan_definition
from speclint.markdown.text import TextLine

if TYPE_CHECKING:
    import re

Line = tuple[int, str]
"""A source line number, and what is left of that line inside the container."""


class Parser(Protocol):
    """What a container needs from the parser of blocks, which is in a layer above it."""

    def starts(self, state: LineState) -> re.Pattern[str]:
        """What begins a block in `state` when no paragraph is open."""
        ...

    def parse(self, state: LineState) -> None:
        """Parse the text that `state` took."""
        ...


class OpenContainer(Protocol):
    """A quote, a list or a footnote whose end has not been seen."""

    @property
    def child(self) -> LineState | None:
        """The state inside it: of the quote, of the footnote, or of the list's open item."""
        ...

    def run(self, parser: Parser, state: LineState) -> int:
        """Take the lines that belong to the container, from `state.cursor`; return where it stopped."""
        ...

    def close(self, state: LineState) -> None:
        """Add the finished block to `state`."""
        ...


class LineState(BlockState):
    """mistune's block state with positions.

    mistune parses a quote or a list item from rewritten text and forgets where that came from. Here a container
    takes its text in stretches of whole lines. Line numbers follow from counting, and since a container only ever
    removes the beginning of a line, a column follows from how much of the source line is left.

    A stretch may end in the middle of a block. It is continued only if what is open is a paragraph (so that the
    next line may be a lazy continuation); the chain `container.child` leads there.
    """

    parent: LineState | None

    def __init__(self, source_lines: list[str], parent: LineState | None = None) -> None:
        super().__init__(parent)
        self.source_lines = source_lines
        self.level: int = parent.level + 1 if parent else 0
        self.blocks: list[Block] = []
        self.paragraph: list[Line] | None = None
        self.container: OpenContainer | None = None
        self.table_refused = False
        self.blank = False
        """Whether a blank line came after the last block."""
        self.gap = False
        """Whether blank lines are between two blocks: what makes a list loose."""
        self._mark = 0
        self._mark_line = 1
        if parent is None:
            self.env["definitions"] = []
            self.env["targets"] = {}

    def take(self, text: str, first_line: int) -> None:
        """Go on with `text`, whole lines each ending in a line feed, the first being source line `first_line`."""
        self.process(text)
        self.cursor = 0
        self._mark = 0
        self._mark_line = first_line

    def line_at(self, offset: int) -> int:
        """The source line of an index into `src`. Cheap as long as the calls move forward."""
        if offset < self._mark:
            return self._mark_line - self.src.count("\n", offset, self._mark)
        self._mark_line += self.src.count("\n", self._mark, offset)
        self._mark = offset
        return self._mark_line

    def column(self, line: int, rest: str) -> int:
        """The column where `rest` begins, the end of source line `line` from some visible character on."""
        return len(self.source_lines[line - 1]) - len(rest) + 1

    def end_of(self, line: int) -> Position:
        """The place after the last visible character of a source line."""
        return Position(line, len(self.source_lines[line - 1].rstrip(" \t")) + 1)

    def start_of(self, line: int, rest: str) -> Position:
        """The place of the first visible character of `rest`, which begins with the end of source line `line`."""
        return Position(line, self.column(line, rest.partition("\n")[0].lstrip(" ")))

    def add(self, block: Block) -> None:
        """Append a finished block."""
        if self.blank and self.blocks:
            self.gap = True
        self.blank = False
        self.blocks.append(block)

    def text(self, lines: list[Line]) -> Text:
        """The inline text in `lines`, without the white space around each line."""
        parts = []
        for number, line in lines:
            rest = line.lstrip(BLANKS)
            column = len(self.source_lines[number - 1]) - len(rest) + 1
            parts.append(TextLine(number, column, rest.rstrip(BLANKS)))
        return Text(tuple(parts), self.env["targets"])

    def close_paragraph(self) -> None:
        """Finish the open paragraph, if there is one."""
        if self.paragraph is None:
            return
        lines = self.without_definitions()
        self.paragraph = None
        if lines:
            text = self.text(lines)
            self.add(Paragraph(text.range(), text))

    def without_definitions(self) -> list[Line]:
        """Turn the link definitions at the start of the open paragraph into blocks; return the lines after them."""
        lines = self.paragraph or []
        if not lines or not lines[0][1].lstrip(BLANKS).startswith("["):
            return lines
        text = "\n".join(line.strip(BLANKS) for _, line in lines)
        start = taken = 0
        while found := scan_definition(text, start):
            label, target, end = found
            count = text.count("\n", start, end) + (end == len(text) and not text.endswith("\n", start, end))
            place = self.text(lines[taken : taken + count]).range()
            definition = LinkDefinition(place, label, target)
            self.add(definition)
            self.env["definitions"].append(definition)
            # The first definition of a label wins.
            self.env["targets"].setdefault(normal_label(label), target)
            start = end
            taken += count
        return lines[taken:]

    def open_paragraph(self) -> list[Line] | None:
        """The paragraph that a lazy line would continue, in this state or in the containers open at its end."""
        state: LineState = self
        while state.container is not None:
            if state.container.child is None:
                return None
            state = state.container.child
        return state.paragraph

    def close(self) -> None:
        """Finish whatever is open."""
        if self.container is not None:
            container, self.container = self.container, None
            container.close(self)
        self.close_paragraph()

    def code_lines(self, first_line: int, texts: list[str]) -> tuple[TextLine, ...]:
        """The places of the lines of a code block; `texts` are their contents with leading tabs expanded."""
        source = self.source_lines
        lines = []
        for number, text in enumerate(texts, first_line):
            whole = source[number - 1]
            if whole.endswith(text):
                lines.append(TextLine(number, len(whole) - len(text) + 1, text))
            else:
                lines.append(_with_tabs(number, whole, text))
        return tuple(lines)

    def block_range(self, line: int, rest: str, last_line: int) -> Range:
        """From `start_of(line, rest)` to the end of `last_line`."""
        return Range(self.start_of(line, rest), self.end_of(last_line))


def _with_tabs(number: int, whole: str, text: str) -> TextLine:
    """The code line `text`, whose indentation was expanded to spaces, with the tabs that `whole` has there."""
    body = text.lstrip(" ")
    end = len(whole) - len(body)
    columns = [0]
    for character in whole[:end]:
        columns.append(columns[-1] + (4 - columns[-1] % 4 if character == "\t" else 1))
    wanted = columns[end] - (len(text) - len(body))
    index = end
    while index > 0 and whole[index - 1] in " \t" and columns[index - 1] >= wanted:
        index -= 1
    # A tab that the container or the fence took only a part of leaves spaces behind.
    spare = columns[index] - wanted
    return TextLine(number, index - (spare > 0) + 1, " " * spare + whole[index:])
