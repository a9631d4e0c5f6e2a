"""The parts of a Markdown document, each with its exact range in the source.

Owns: the shapes that the parser fills and everything above reads.
Never: parses.

All ranges are 1-based, in characters, half-open. Nothing inside a code block or a comment is a heading, a table, a
list or text: it stays inside its CodeBlock or HtmlBlock.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.markdown.text import Inline, TextLine, WrittenText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_line_number = attrgetter("line")


class Text(WrittenText):
    """Inline Markdown, and what a reader sees of it."""

    __slots__ = ("_inlines", "_plain")

    def __init__(
        self, lines: tuple[TextLine, ...], targets: Mapping[str, str] | None = None, *, in_table: bool = False
    ) -> None:
        super().__init__(lines, targets, in_table=in_table)
        self._plain: str | None = None
        self._inlines: tuple[Inline, ...] | None = None

    @property
    def plain(self) -> str:
        """The text as a reader sees it: no emphasis marks, link targets, code ticks, comments or HTML tags."""
        if self._plain is None:
            from speclint.markdown.inline import plain_text  # imported late: only texts that are read pay for it

            self._plain = plain_text(self)
        return self._plain

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """Links, images, code spans, emphasis and HTML in this text, parsed on first use, in source order."""
        if self._inlines is None:
            from speclint.markdown.inline import parse_inlines  # imported late, as above

            self._inlines = parse_inlines(self)
        return self._inlines


class Block:
    """Base of all blocks. `range` runs from the block's first to its last character, marks included."""

    __slots__ = ("range",)

    def __init__(self, range: Range) -> None:
        self.range = range

    @property
    def line(self) -> int:
        """First line."""
        return self.range.start.line


class Heading(Block):
    """`level` 1-6. `text` is the heading without its marks. `style` is `# ATX` or underlined setext."""

    __slots__ = ("level", "style", "text")

    def __init__(self, range: Range, level: int, text: Text, style: Literal["atx", "setext"]) -> None:
        super().__init__(range)
        self.level = level
        self.text = text
        self.style = style


class Paragraph(Block):
    """Running text."""

    __slots__ = ("text",)

    def __init__(self, range: Range, text: Text) -> None:
        super().__init__(range)
        self.text = text


class CodeBlock(Block):
    """A fenced or indented code block.

    `info` is the whole info string and `language` its first word, lower case ("" if none).
    `lines` are the content lines with container marks and fence indentation removed, each with its place.
    `fence` is the opening marker as written ("```", "~~~~"), "" for an indented block.
    `closed` is False for a fence that runs to the end of its container.
    """

    __slots__ = ("closed", "fence", "info", "language", "lines")

    def __init__(self, range: Range, info: str, lines: tuple[TextLine, ...], fence: str, closed: bool) -> None:
        super().__init__(range)
        self.info = info
        self.language = info.split(None, 1)[0].lower() if info.strip() else ""
        self.lines = lines
        self.fence = fence
        self.closed = closed

    @property
    def content(self) -> str:
        r"""The code, lines joined with "\n"."""
        return "\n".join(line.text for line in self.lines)


class ListItem(Block):
    """One item. `marker` is as written ("-", "2."). `task` is None, or whether its box is ticked."""

    __slots__ = ("blocks", "marker", "task")

    def __init__(self, range: Range, marker: str, task: bool | None, blocks: tuple[Block, ...]) -> None:
        super().__init__(range)
        self.marker = marker
        self.task = task
        self.blocks = blocks

    @property
    def text(self) -> Text | None:
        """The item's first paragraph, without the task box; None if it does not begin with text."""
        if self.blocks and isinstance(self.blocks[0], Paragraph):
            return self.blocks[0].text
        return None


class ListBlock(Block):
    """A bullet or ordered list."""

    __slots__ = ("items", "ordered", "start", "tight")

    def __init__(self, range: Range, ordered: bool, start: int, tight: bool, items: tuple[ListItem, ...]) -> None:
        super().__init__(range)
        self.ordered, self.start = ordered, start
        self.tight = tight
        self.items = items


class TableCell(NamedTuple):
    """`range` covers the trimmed content; for a blank cell it is the empty range after the bar and one space."""

    range: Range
    text: Text


class TableRow(NamedTuple):
    """Cells as written: a row may hold fewer or more than the header."""

    range: Range
    cells: tuple[TableCell, ...]


class Table(Block):
    """A GFM pipe table. `rows` exclude the header and the delimiter row."""

    __slots__ = ("header", "rows")

    def __init__(self, range: Range, header: TableRow, rows: tuple[TableRow, ...]) -> None:
        super().__init__(range)
        self.header, self.rows = header, rows


class Quote(Block):
    """A block quote."""

    __slots__ = ("blocks",)

    def __init__(self, range: Range, blocks: tuple[Block, ...]) -> None:
        super().__init__(range)
        self.blocks = blocks


class HtmlBlock(Block):
    """Raw HTML. `is_comment`: nothing but comments and white space."""

    __slots__ = ("is_comment", "raw")

    def __init__(self, range: Range, raw: str, is_comment: bool) -> None:
        super().__init__(range)
        self.raw, self.is_comment = raw, is_comment


class ThematicBreak(Block):
    """`---` between paragraphs."""

    __slots__ = ()


class Footnote(Block):
    """`[^label]: text`, with the blocks below it that are indented. GitHub shows it at the end of the page.

    So it is no content of the section in which it is written, and GitHub leaves out one to which nothing refers.
    """

    __slots__ = ("blocks", "label")

    def __init__(self, range: Range, label: str, blocks: tuple[Block, ...]) -> None:
        super().__init__(range)
        self.label = label
        self.blocks = blocks


class LinkDefinition(Block):
    """`[label]: target "title"`."""

    __slots__ = ("label", "target")

    def __init__(self, range: Range, label: str, target: str) -> None:
        super().__init__(range)
        self.label, self.target = label, target


class Comment(NamedTuple):
    """An HTML comment that GitHub hides. `text` is what is between `<!--` and `-->`.

    `columns` has the column of the first character of each line of `text`. In a list item or a quote that is not the
    first column of the file, and after a tab, which `text` has as four spaces, it may lie before it.
    """

    range: Range
    text: str
    columns: tuple[int, ...]

    def lines(self) -> list[TextLine]:
        """The lines of `text`, with their places in the file."""
        start = self.range.start.line
        written = zip(self.text.split("\n"), self.columns, strict=True)
        return [TextLine(start + number, max(1, column), text) for number, (text, column) in enumerate(written)]

    def place(self, offset: int, length: int) -> Range:
        """The range of a part of `text` that is on one line."""
        return CommentPlaces(self).at(offset, length)


class CommentPlaces:
    """The places of many parts of one comment."""

    __slots__ = ("_columns", "_line", "_starts")

    def __init__(self, comment: Comment) -> None:
        self._line = comment.range.start.line
        self._columns = comment.columns
        self._starts = [0]
        for line in comment.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def at(self, offset: int, length: int) -> Range:
        """The range of a part of the text that is on one line."""
        index = bisect_right(self._starts, offset) - 1
        return Range.at(self._line + index, max(1, self._columns[index] + offset - self._starts[index]), length)


class BoldLine(NamedTuple):
    """A line that is nothing but bold text: authors use it as a heading. A colon may end it, inside or outside.

    `text` is the bold text without marks and without the colon.
    """

    range: Range
    text: str


class FrontMatter(NamedTuple):
    """The metadata block at the top. `text` is what is between the marker lines, `first_line` its first line.

    `opened` and `closed` are the marker lines as written; `closed` is "" where there is none.
    """

    range: Range
    style: Literal["yaml", "toml"]
    text: str
    first_line: int
    opened: str
    closed: str

    @property
    def marker(self) -> str:
        """How it has to be opened and closed."""
        return "---" if self.style == "yaml" else "+++"

    @property
    def is_sound(self) -> bool:
        """Whether GitHub takes it for front matter. Of other markers an author sees what was meant."""
        return self.opened == self.marker and self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether its last line is a right marker."""
        return self.closed == self.marker or (self.style == "yaml" and self.closed == "...")


class Section:
    """A heading and what is below it, down to the next heading of the same or a shallower level.

    The root section has no heading and holds the whole document. `blocks` are the section's own blocks, before its
    first subsection. The parent of a section is the nearest section before it with a shallower heading.
    """

    __slots__ = ("blocks", "heading", "parent", "range", "sections")

    def __init__(self, heading: Heading | None, parent: Section | None) -> None:
        self.heading = heading
        self.parent = parent
        self.blocks: list[Block] = []
        self.sections: list[Section] = []
        self.range = Range.at(1)

    @property
    def level(self) -> int:
        """The heading's level; 0 for the root."""
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        """The heading as a reader sees it; "" for the root."""
        return self.heading.text.plain if self.heading else ""

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in document order."""
        yield self
        for section in self.sections:
            yield from section.walk()


def walk_blocks(blocks: tuple[Block, ...] | list[Block], *, footnotes: bool = False) -> Iterator[Block]:
    """All blocks, and those inside quotes and list items, in document order; inside footnotes too, if requested."""
    for block in blocks:
        yield block
        if isinstance(block, Quote) or (footnotes and isinstance(block, Footnote)):
            yield from walk_blocks(block.blocks, footnotes=footnotes)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from walk_blocks(item.blocks, footnotes=footnotes)
