"""The images and links of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.placeholders import texts_in
from speclint.expressions import found_in
from speclint.markdown import HtmlBlock, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown import Block


DIAGRAM_LANGUAGES = (
    "mermaid",
    "plantuml",
    "puml",
    "dot",
    "graphviz",
    "d2",
    "ditaa",
    "svgbob",
    "structurizr",
    "dbml",
    "erd",
    "bpmn",
    "wavedrom",
    "c4plantuml",
)
"""Languages of code blocks that are diagrams, where the rule set names none."""


def count_images(blocks: Sequence[Block], pattern: str = "") -> int:
    """How many images are in these blocks; only those whose target has a match of `pattern`, if it is given.

    An image written as an HTML tag counts where no target is expected.
    """
    count = _count(blocks, ("image",), pattern)
    if not pattern:
        for block in walk_blocks(tuple(blocks)):
            if isinstance(block, HtmlBlock):
                count += _tags(block.raw)
        count += sum(_tags(part.content) for text in texts_in(blocks) for part in text.inlines if part.kind == "html")
    return count


def _tags(html: str) -> int:
    html = html.lower()
    return html.count("<img") + html.count("<svg")


def count_links(blocks: Sequence[Block], pattern: str = "") -> int:
    """How many links are in these blocks; only those whose target has a match of `pattern`, if it is given."""
    return _count(blocks, ("link", "autolink"), pattern)


def _count(blocks: Sequence[Block], kinds: tuple[str, ...], pattern: str) -> int:
    return sum(
        1
        for text in texts_in(blocks)
        for inline in text.inlines
        if inline.kind in kinds and (not pattern or found_in(pattern, inline.target))
    )
