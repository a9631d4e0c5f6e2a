"""A whole Markdown document.

Owns: the section tree, what is collected over the whole document, and `parse`.
Never: knows what a specification is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speclint.base.source import Position, Range, SourceFile
from speclint.markdown.block_parser import SpecBlockParser
from speclint.markdown.front_matter import find_front_matter
from speclint.markdown.line_state import LineState
from speclint.markdown.model import (
    Block,
    BoldLine,
    Comment,
    FrontMatter,
    Heading,
    HtmlBlock,
    LinkDefinition,
    Paragraph,
    Section,
    Table,
    Text,
    walk_blocks,
)
from speclint.markdown.syntax import normal_label
from speclint.markdown.text import TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARSER = SpecBlockParser()
_LEADING_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_BOLD_LINE = re.compile(r"(\*\*|__)(?=[^\s*_])((?:(?!\1).)*?[^\s\\])\1(:?)\\?")
_COMMENT = re.compile(r"<!--(?:-?>|((?:(?!-->)[\s\S])*)(-->)?)")


class Document:
    """A parsed file.

    `blocks` are the top-level blocks in order, `headings` the headings among them, `root` the section tree.
    """

    __slots__ = (
        "_comments",
        "_sections",
        "_walked",
        "blocks",
        "front_matter",
        "headings",
        "link_definitions",
        "root",
        "source",
    )

    def __init__(
        self,
        source: SourceFile,
        blocks: tuple[Block, ...],
        front_matter: FrontMatter | None,
        link_definitions: tuple[LinkDefinition, ...],
    ) -> None:
        self.source = source
        self.blocks = blocks
        self.front_matter = front_matter
        self.link_definitions = link_definitions
        """All link definitions, nested ones too, in document order. Of two with one label the first counts."""
        self.headings = tuple([block for block in blocks if isinstance(block, Heading)])
        self.root = _section_tree(source, blocks)
        self._sections: tuple[Section, ...] | None = None
        self._comments: tuple[Comment, ...] | None = None
        self._walked: tuple[Block, ...] | None = None

    def sections(self) -> tuple[Section, ...]:
        """All sections in document order, without the root."""
        if self._sections is None:
            self._sections = tuple(self.root.walk())[1:]
        return self._sections

    def section_at(self, line: int) -> Section:
        """The innermost section that holds a line; the root before the first heading."""
        sections = self.sections()
        index = bisect_right(sections, line, key=lambda section: section.range.start.line)
        return sections[index - 1] if index else self.root

    def walk(self) -> tuple[Block, ...]:
        """All blocks, nested ones and those of footnotes too, in document order."""
        if self._walked is None:
            self._walked = tuple(walk_blocks(self.blocks, footnotes=True))
        return self._walked

    def texts(self) -> Iterator[Text]:
        """All inline texts in document order: headings, paragraphs and table cells, nested ones and footnotes too."""
        for block in self.walk():
            if isinstance(block, (Paragraph, Heading)):
                yield block.text
            elif isinstance(block, Table):
                for row in (block.header, *block.rows):
                    for cell in row.cells:
                        yield cell.text

    def definition(self, label: str) -> LinkDefinition | None:
        """The link definition that `[label]` refers to."""
        key = normal_label(label)
        for definition in self.link_definitions:
            if normal_label(definition.label) == key:
                return definition
        return None

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Every HTML comment that GitHub hides, in document order."""
        if self._comments is None:
            has_any = "<!--" in self.source.text
            self._comments = tuple(self._find_comments()) if has_any else ()
        return self._comments

    def comments_in(self, range: Range) -> Iterator[Comment]:
        """The comments that begin in a range."""
        comments = self.comments
        index = bisect_left(comments, range.start, key=lambda comment: comment.range.start)
        while index < len(comments) and comments[index].range.start < range.end:
            yield comments[index]
            index += 1

    def lines_of(self, block: HtmlBlock) -> list[TextLine]:
        """The lines of a piece of HTML, with their places in the file."""
        lines = []
        for number, text in enumerate(block.raw.split("\n"), block.line):
            written = self.source.lines[number - 1]
            lines.append(TextLine(number, len(written) - len(text) + 1 if written.endswith(text) else 1, text))
        return lines

    def _find_comments(self) -> Iterator[Comment]:
        for block in self.walk():
            if isinstance(block, HtmlBlock):
                yield from _block_comments(self.source, block)
            elif isinstance(block, (Paragraph, Heading)):
                yield from _inline_comments(block.text)
            elif isinstance(block, Table):
                for row in (block.header, *block.rows):
                    for cell in row.cells:
                        yield from _inline_comments(cell.text)


def parse(source: SourceFile) -> Document:
    """Parse a Markdown file. Never fails: every text is Markdown."""
    front_matter = find_front_matter(source)
    first_line = front_matter.range.end.line + 1 if front_matter else 1
    text = "\n".join(source.lines[first_line - 1 :] if front_matter else source.lines) + "\n"
    if "\t" in text:
        text = _LEADING_TAB.sub(lambda match: match.group().expandtabs(4), text)
    state = LineState(source.lines)
    state.take(text, first_line)
    _PARSER.parse(state)
    state.close()
    return Document(source, tuple(state.blocks), front_matter, tuple(state.env["definitions"]))


def bold_lines(blocks: Iterable[Block]) -> tuple[BoldLine, ...]:
    """The lines of the paragraphs among `blocks` that are nothing but one bold text."""
    found = []
    for block in blocks:
        if isinstance(block, Paragraph) and ("**" in block.text.raw or "__" in block.text.raw):
            for line, column, text in block.text.lines:
                match = _BOLD_LINE.fullmatch(text)
                if match:
                    content = match.group(2) if match.group(3) else match.group(2).removesuffix(":").rstrip()
                    found.append(BoldLine(Range.at(line, column, match.end(3)), content))
    return tuple(found)


def _section_tree(source: SourceFile, blocks: tuple[Block, ...]) -> Section:
    """The root of the tree of sections that the headings among `blocks` open."""
    section = root = Section(None, None)
    last = len(source.lines)
    root.range = source.full_range()
    for block in blocks:
        if not isinstance(block, Heading):
            section.blocks.append(block)
            continue
        parent = section
        end_line = block.line - 1
        while parent.level >= block.level and parent.parent is not None:
            parent.range = Range(parent.range.start, Position(end_line, len(source.lines[end_line - 1]) + 1))
            parent = parent.parent
        section = Section(block, parent)
        section.range = Range(block.range.start, Position(last, len(source.lines[-1]) + 1))
        parent.sections.append(section)
    return root


def _block_comments(source: SourceFile, block: HtmlBlock) -> Iterator[Comment]:
    """The comments in a block of HTML. One that is not closed hides all that follows in the block."""
    if "<!--" not in block.raw:
        return
    rows = block.raw.split("\n")
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)

    def position(offset: int) -> Position:
        index = min(bisect_right(starts, offset), len(rows)) - 1
        line = block.line + index
        from_end = starts[index] + len(rows[index]) - offset
        return Position(line, len(source.lines[line - 1]) - from_end + 1)

    for match in _COMMENT.finditer(block.raw):
        text = match.group(1) or ""
        begins = (0, *(each.end() for each in re.finditer("\n", text)))
        columns = tuple(position(match.start() + len("<!--") + begin).column for begin in begins)
        yield Comment(Range(position(match.start()), position(match.end())), text, columns)


def _inline_comments(text: Text) -> Iterator[Comment]:
    if "<!--" in text.raw:
        first_columns = {line.line: line.column for line in text.lines}
        for inline in text.inlines:
            if inline.kind == "comment":
                line, column = inline.range.start
                later = range(line + 1, line + 1 + inline.content.count("\n"))
                columns = (column + len("<!--"), *(first_columns[each] for each in later))
                yield Comment(inline.range, inline.content, columns)
