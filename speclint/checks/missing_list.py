"""missing-list: a section has no list of the expected kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.source import Range
from speclint.binding.lists import pair_lists
from speclint.markdown import Paragraph
from speclint.ruleset import ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.binding import Case
    from speclint.markdown import Block, TextLine

_KINDS = {
    "any": ("list", "Write each item on a line that begins with '- '."),
    "ordered": ("numbered list", "Number the items: '1. ...', '2. ...'."),
    "bullet": ("bullet list", "Write each item on a line that begins with '- '."),
    "task": ("checklist", "Begin each item with a box: '- [ ] ...'."),
}


# "-Export" or "1.Export"; "-5" and "1.5" are numbers.
_NO_SPACE = re.compile(r"(?:[-+]|[0-9]{1,9}[.)])(?=[^\W\d_])")


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, or at a list of another kind."""
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec) or not spec.min_items or case.optional:
        return
    pairing = pair_lists(spec, case.blocks)
    if pairing.lists:
        return
    name, help = _KINDS[spec.kind]
    message = f"{case.subject} has no {name}"
    related: tuple[RelatedLocation, ...] = ()
    if pairing.others:
        other = pairing.others[0]
        lacks = {"ordered": "has no numbers", "task": "has no boxes"}.get(spec.kind, "is numbered")
        message += f"; the list on line {other.line} {lacks}"
        related = (RelatedLocation(other.range, "this list"),)
    else:
        line, mark = _without_space(case.blocks)
        if line is not None:
            message += f"; line {line.line} has no space after '{mark}', so it is plain text"
            help = "Add a space after each marker."
            related = (RelatedLocation(Range.at(line.line, line.column, len(line.text)), "meant as an item"),)
    yield Finding(case.anchor, message, help, related=related)


def _without_space(blocks: Sequence[Block]) -> tuple[TextLine | None, str]:
    """The first line that would be a list item with a space after its mark, and the mark."""
    for block in blocks:
        for line in block.text.lines if isinstance(block, Paragraph) else ():
            found = _NO_SPACE.match(line.text)
            if found:
                return line, found.group()
    return None, ""
