"""missing-list: a section has no list of the expected kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.binding.content_traces import list_cause
from speclint.binding.lists import pair_lists
from speclint.ruleset import ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.source import Range
    from speclint.binding import Case
    from speclint.markdown import ListBlock

_KINDS = {
    "any": ("list", "Write each item on a line that begins with '- '."),
    "ordered": ("numbered list", "Number the items: '1. ...', '2. ...'."),
    "bullet": ("bullet list", "Write each item on a line that begins with '- '."),
    "task": ("checklist", "Begin each item with a box: '- [ ] ...'."),
}


_LACKS = {"ordered": "has no numbers", "task": "has no boxes", "bullet": "is numbered"}


def check(case: Case) -> Iterator[Finding]:
    """One finding at what was found instead of the list, else at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec) or not spec.min_items or case.optional:
        return
    pairing = pair_lists(spec, case.blocks)
    if pairing.lists:
        return
    name, help = _KINDS[spec.kind]
    message = f"{case.subject} has no {name}"
    others = pairing.others
    if others:
        # Of several nobody knows which was meant.
        one = len(others) == 1
        place = _first_line(others[0]) if one else case.anchor
        where = ": the list here" if one else f"; the list on line {others[0].line}"
        message += f"{where} {_LACKS[spec.kind]}"
        related = case.expected_in(place) if one else (RelatedLocation(others[0].range, "this list"),)
        yield Finding(place, message, help, related=related)
        return
    cause = list_cause(spec, case.blocks, case.binding.document)
    if cause is None:
        yield Finding(case.anchor, message, help)
        return
    related = case.expected_in(cause.range)
    yield Finding(cause.range, f"{message}: {cause.message}", cause.help or help, related=related)


def _first_line(block: ListBlock) -> Range:
    text = block.items[0].text
    return text.range(0, len(text.lines[0].text)) if text is not None else block.range
