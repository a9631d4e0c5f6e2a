"""The anchors of a document: what a link may name behind `#`.

Owns: the way in which GitHub makes an anchor of a heading, and anchors that HTML sets.
Never: follows a link.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from speclint.document import HtmlBlock
from speclint.document.model import Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.document import Document

_HTML_ANCHOR = re.compile(r"<[A-Za-z][^<>]*?\b(?:id|name)\s*=\s*[\"']?(?P<anchor>[^\"'\s>]+)", re.IGNORECASE)


def slug(heading: str) -> str:
    """The anchor of a heading's text, before equal ones are numbered.

    >>> slug("Health Checks & Metrics (v2)")
    'health-checks--metrics-v2'
    """
    kept = (character for character in heading.strip().lower() if _stays(character))
    return "".join(kept).replace(" ", "-")


def anchors_of(document: Document) -> Iterator[str]:
    """All anchors of a document, in its order."""
    seen: dict[str, int] = {}
    for block in document.walk():
        if isinstance(block, Heading):
            name = slug(" ".join(block.text.plain.split("\n")))
            count = seen.get(name, 0)
            seen[name] = count + 1
            numbered = f"{name}-{count}" if count else name
            seen.setdefault(numbered, 1)
            yield numbered
        if isinstance(block, HtmlBlock) and not block.is_comment:
            yield from (found["anchor"] for found in _HTML_ANCHOR.finditer(block.raw))
        elif isinstance(block, (Heading, Paragraph)) and "<" in block.text.raw:
            yield from (found["anchor"] for found in _HTML_ANCHOR.finditer(block.text.raw))


def _stays(character: str) -> bool:
    return (
        character.isalnum() or character in "-_ " or unicodedata.category(character) in ("Mn", "Mc", "Me", "Pc", "Nl")
    )
