"""Ids of other specifications in a document.

Owns: where an id may be: in text and link texts, in link targets and in front matter, never in code.
Never: knows whether a specification with that id exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclint.binding.binding import Binding


def stands_for(placeholder: str, pattern: str) -> bool:
    """Whether a placeholder shows such an id as an example: then it is where a reference is to be written."""
    return _id(pattern).search(placeholder) is not None


def _id(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)


def mentions(binding: Binding, pattern: str) -> bool:
    """Whether an id that matches `pattern`, in any case, is in the document."""
    wanted = _id(pattern)
    if any(
        wanted.search(entry.value if isinstance(entry.value, str) else " ".join(entry.value or ()))
        for entry in binding.surroundings.front_matter
    ):
        return True
    for text in binding.document.texts():
        if "[" in text.raw and any(each.kind == "link" and wanted.search(each.target) for each in text.inlines):
            return True
        if not wanted.search(text.raw):
            continue
        code = [inline.range for inline in text.inlines if inline.kind in ("code", "comment", "html")]
        for match in wanted.finditer(text.raw):
            place = text.range(match.start(), match.end())
            # Nor in a placeholder, which may give an id as an example.
            hidden = [*code, *(found.range for found in binding.placeholders)]
            if not any(span.start <= place.start and place.end <= span.end for span in hidden):
                return True
    return False
