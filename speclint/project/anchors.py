"""The anchors of a document: what a link may name behind `#`.

Owns: the way in which GitHub makes an anchor of a heading, and anchors that HTML sets.
Never: follows a link.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from speclint.markdown import CodeBlock, HtmlBlock
from speclint.markdown.model import Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown import Block, Document

_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
"""Categories of characters that stay in an anchor: letters, marks, digits and what connects words."""
ANY = "*"
"""Stands for all anchors, where nothing can be said of them."""

_OWN_ANCHOR = re.compile(r"\{\s*#([\w.:-]+)(?:[^\w.:{}-][^{}]*)?\}\s*$")
_HTML_ANCHOR = re.compile(r"<[A-Za-z][^<>]*?\b(?:id|name)\s*=\s*[\"']?(?P<anchor>[^\"'\s>]+)", re.IGNORECASE)


def slug(heading: str) -> str:
    """The anchor of a heading's text, before equal ones are numbered.

    >>> slug("Health Checks & Metrics (v2)")
    'health-checks--metrics-v2'
    """
    kept = (character for character in heading.strip().lower() if _stays(character))
    return "".join(kept).replace(" ", "-")


def anchors_of(document: Document) -> Iterator[str]:
    """All anchors of a document, in its order; ANY where a code block that is never closed may hide some."""
    seen: dict[str, int] = {}
    for block in document.walk():
        if isinstance(block, CodeBlock) and block.fence and not block.closed:
            yield ANY
        if isinstance(block, Heading):
            name = numbered = slug(" ".join(block.text.plain.split("\n")))
            while numbered in seen:
                seen[name] += 1
                numbered = f"{name}-{seen[name]}"
            seen[numbered] = 0
            yield numbered
            # Other renderers than GitHub take this for the heading's anchor; a link to it means one of these.
            yield from _OWN_ANCHOR.findall(block.text.raw)
        if isinstance(block, HtmlBlock) and not block.is_comment:
            yield from (found["anchor"] for found in _HTML_ANCHOR.finditer(block.raw))
        for text in texts_of(block):
            yield from (found["anchor"] for found in _HTML_ANCHOR.finditer(text) if "<" in text)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of a block in which HTML may set an anchor."""
    if isinstance(block, (Heading, Paragraph)):
        yield block.text.raw
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield from (cell.text.raw for cell in row.cells)


def _stays(character: str) -> bool:
    return character in "-_ " or unicodedata.category(character) in _KEPT
