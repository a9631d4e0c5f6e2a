"""Ids of other specifications in a document.

Owns: where an id may stand: in text and link texts, in link targets and in front matter, never in code.
Never: knows whether a specification with that id exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.binding.placeholders import texts_in

if TYPE_CHECKING:
    from speclint.binding.binding import Binding


def mentions(binding: Binding, pattern: str) -> bool:
    """Whether an id that matches `pattern`, in any case, stands in the document."""
    wanted = re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)
    if any(
        wanted.search(entry.value if isinstance(entry.value, str) else " ".join(entry.value or ()))
        for entry in binding.index.front_matter
    ):
        return True
    for text in texts_in(binding.document.blocks):
        if not wanted.search(text.raw):
            continue
        code = [inline.range for inline in text.inlines if inline.kind in ("code", "comment", "html")]
        for match in wanted.finditer(text.raw):
            place = text.range(match.start(), match.end())
            if not any(span.start <= place.start and place.end <= span.end for span in code):
                return True
    return False
