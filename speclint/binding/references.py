"""Ids of other specifications in a document.

Owns: where an id may be: in text and link texts, in link targets and in front matter, never in code.
Never: knows whether a specification with that id exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from speclint.binding.binding import Binding
    from speclint.ruleset import ReferenceSpec

_BEHIND = re.compile(r"[?#]")


def stands_for(placeholder: str, pattern: str) -> bool:
    """Whether a placeholder shows such an id as an example: then it is where a reference is to be written."""
    return _id(pattern).search(placeholder) is not None


def _id(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)


def _names(target: str, file: str) -> bool:
    """Whether a link leads to a file with a name of the type."""
    name = _BEHIND.split(target, maxsplit=1)[0].rpartition("/")[2]
    return whole_matches(file, name.rpartition(".")[0])


def mentions(binding: Binding, spec: ReferenceSpec) -> bool:
    """Whether the document has an id that is referred to, in any case, or a link to a file whose name has one."""
    wanted = _id(spec.pattern)
    if any(
        wanted.search(entry.value if isinstance(entry.value, str) else " ".join(entry.value or ()))
        for entry in binding.surroundings.front_matter
    ):
        return True
    for text in binding.document.texts():
        targets = [each.target for each in text.inlines if each.kind == "link"] if "[" in text.raw else []
        if any(wanted.search(target) or (spec.file and _names(target, spec.file)) for target in targets):
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
