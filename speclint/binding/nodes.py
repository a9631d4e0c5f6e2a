"""The document's sections as the binding sees them: a tree whose levels can be tried out.

Owns: nodes for headings and for bold lines that serve as headings, and the content of a node.
Never: knows what a rule set expects.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.base.names import forms, tidy
from speclint.base.source import Position, Range
from speclint.expressions import whole_matches
from speclint.markdown import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    HtmlBlock,
    LinkDefinition,
    ListBlock,
    Paragraph,
    Quote,
    Text,
    TextLine,
    ThematicBreak,
    bold_lines,
)
from speclint.ruleset.marks import sampled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown import Document


_NUMBERED = re.compile(r" {0,3}[0-9]{1,9}[.)][ \t]")

MIN_UNDERLINED = 2
"""So many numbered lines over dashes, each a list item and a rule to GitHub, were meant as headings."""


class Node:
    """A section of the document. The root node stands for the document itself and has level 0.

    `level` is the level that the binding works with: mostly that of the heading, another one where the binding found
    out that the author meant another. `written_level` is the heading's own.
    `range` is the heading's, or the bold line's. `blocks` are the node's own, down to its first subsection.
    """

    __slots__ = (
        "_fits",
        "_names",
        "blocks",
        "children",
        "end_line",
        "level",
        "parent",
        "range",
        "style",
        "title",
        "written_level",
    )

    def __init__(
        self, title: str, level: int, range: Range, blocks: Sequence[Block], style: str, end_line: int
    ) -> None:
        self.title = title
        self.level = level
        self.written_level = level
        self.range = range
        self.blocks = blocks
        self.style = style
        self.end_line = end_line
        self.parent: Node | None = None
        self.children: list[Node] = []
        self._names: tuple[str, ...] | None = None
        self._fits: dict[str, bool] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The forms of the title that a declared name may equal, the closest first."""
        if self._names is None:
            self._names = forms(self.title)
        return self._names

    @property
    def line(self) -> int:
        """The heading's line."""
        return self.range.start.line

    def fits(self, pattern: str) -> bool:
        """Whether a pattern matches the whole title, as it is written or without numbering and signs around it."""
        if pattern not in self._fits:
            # The mark of a new document stands for what its author has to write.
            titles = sampled(self.title)
            self._fits[pattern] = any(whole_matches(pattern, form) for each in titles for form in (each, tidy(each)))
        return self._fits[pattern]

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def line_of(node: Node) -> int:
    """The line of a node's heading, to search and to order by."""
    return node.line


def document_nodes(document: Document) -> tuple[Node, list[Node]]:
    """The root node and, in document order, one node for each heading that opens a section."""
    last_line = len(document.source.lines)
    root = Node("", 0, Range.at(1), document.root.blocks, "heading", last_line)
    nodes: list[Node] = []
    blocks: list[Block] = list(root.blocks)
    root.blocks = blocks  # those of the node that was added last
    for section in document.sections():
        heading = section.heading
        if heading is not None and is_accidental(heading, document):
            # It is judged as the text that it was meant to be, so that one slip does not move all sections below.
            above = nodes[-1] if nodes else root
            blocks.append(Paragraph(heading.range, heading.text))
            blocks.extend(section.blocks)
            above.end_line = section.range.end.line
        elif heading is not None:
            # An underlined heading may have several lines.
            title = " ".join(section.title.split("\n"))
            blocks = list(section.blocks)
            nodes.append(Node(title, heading.level, heading.range, blocks, "heading", section.range.end.line))
    nodes = _with_underlined_items(document, root, nodes)
    arrange(root, nodes)
    return root, nodes


def is_accidental(heading: Heading, document: Document) -> bool:
    """Whether a line is only a heading because a list item without text is below it: a lone dash underlines."""
    return heading.style == "setext" and document.source.lines[heading.range.end.line - 1].strip() == "-"


def is_underlined_item(node: Node, document: Document) -> bool:
    """Whether a node's line is a list item over a rule: a numbered line that cannot be underlined."""
    lines = document.source.lines
    return (
        node.style == "heading"
        and node.range.start.line == node.range.end.line < len(lines)
        and _NUMBERED.match(lines[node.line - 1]) is not None
    )


def _with_underlined_items(document: Document, root: Node, nodes: list[Node]) -> list[Node]:
    """The nodes with those of numbered lines over a line of dashes, which are list items and no headings to GitHub.

    One alone may be a list before a rule; who numbers underlined headings has several of them.
    """
    if sum(1 for block in document.blocks if isinstance(block, ThematicBreak)) < MIN_UNDERLINED:
        return nodes
    every: list[Node] = []
    found = 0
    for node in (root, *nodes):
        every.append(node)
        parts = _parts(document, node)
        found += len(parts)
        every += parts
    if found < MIN_UNDERLINED:
        return nodes
    for node, following in pairwise(every):
        if is_underlined_item(following, document):
            node.blocks = [block for block in node.blocks if block.line < following.line]
            node.end_line = following.line - 1
    return every[1:]


def _parts(document: Document, node: Node) -> list[Node]:
    """The underlined items among a node's own blocks, each with all that follows in the node."""
    parts = []
    for index, (block, rule) in enumerate(pairwise(node.blocks)):
        if not (isinstance(block, ListBlock) and isinstance(rule, ThematicBreak) and len(block.items) == 1):
            continue
        inner = block.items[0].blocks
        line = document.source.lines[rule.line - 1].strip()
        if (
            block.ordered
            and len(inner) == 1
            and isinstance(inner[0], Paragraph)
            and rule.line == block.line + 1
            and not line.strip("-")
        ):
            title = document.source.lines[block.line - 1].strip()
            parts.append(Node(title, 2, block.range, node.blocks[index + 2 :], "heading", node.end_line))
    return parts


def arrange(root: Node, nodes: Sequence[Node]) -> None:
    """Rebuild the tree from the nodes' levels: the parent is the nearest node before with a shallower level."""
    root.children = []
    stack = [root]
    for node in nodes:
        node.children = []
        while stack[-1].level >= node.level:
            stack.pop()
        node.parent = stack[-1]
        stack[-1].children.append(node)
        stack.append(node)


def bold_nodes(parent: Node) -> list[Node]:
    """The bold lines among a node's own blocks, each with what follows down to the next one.

    A line of nothing but bold text that other lines follow in the same paragraph counts too: the lines after it
    become its first paragraph.
    """
    nodes: list[Node] = []
    current: list[Block] | None = None
    for block in parent.blocks:
        text = block.text if isinstance(block, Paragraph) else None
        found = {bold.range.start.line: bold for bold in bold_lines([block])} if text else {}
        if text is None or not found:
            if current is not None:
                current.append(block)
            continue
        rest: list[int] = []
        for index, line in enumerate(text.lines):
            bold = found.get(line.line)
            if bold is None:
                rest.append(index)
                continue
            if current is not None and rest:
                current.append(_part(text, rest))
            rest = []
            current = []
            title = Text((TextLine(line.line, line.column, bold.text),), text.targets).plain
            node = Node(title, parent.level + 1, bold.range, current, "bold", parent.end_line)
            node.parent = parent
            nodes.append(node)
        if current is not None and rest:
            current.append(_part(text, rest))
    for node, following in pairwise(nodes):
        node.end_line = following.line - 1
    if nodes and parent.children:
        nodes[-1].end_line = parent.children[0].line - 1
    return nodes


def _part(text: Text, indexes: list[int]) -> Paragraph:
    """Some neighbouring lines of a paragraph, as a paragraph."""
    part = Text(text.lines[indexes[0] : indexes[-1] + 1], text.targets)
    return Paragraph(part.range(), part)


def is_content(block: Block) -> bool:
    """Whether a reader sees anything of a block that an author wrote: comments, rules and blank frames are nothing."""
    if isinstance(block, HtmlBlock):
        return not block.is_comment
    if isinstance(block, (ThematicBreak, LinkDefinition, Footnote)):
        return False
    if isinstance(block, Paragraph):
        return bool(block.text.plain.strip()) or any(inline.kind == "image" for inline in block.text.inlines)
    if isinstance(block, CodeBlock):
        return any(line.text.strip() for line in block.lines)
    if isinstance(block, ListBlock):
        return any(is_content(inner) for item in block.items for inner in item.blocks)
    if isinstance(block, Quote):
        return any(is_content(inner) for inner in block.blocks)
    return True


def heading_anchor(node: Node | None) -> Range:
    """Where something about a node is reported: its heading, or the start of the document."""
    if node is None or node.level == 0:
        return Range(Position(1, 1), Position(1, 1))
    return node.range
