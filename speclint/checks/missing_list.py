"""missing-list: a section has no list of the kind that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.lists import pair_lists
from speclint.diagnostics import Finding, RelatedLocation
from speclint.ruleset import ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case

_KINDS = {
    "any": ("list", "Write the points as a list: each on a line that begins with '- '."),
    "ordered": ("numbered list", "Number the points: '1. ...', '2. ...'."),
    "bullet": ("bullet list", "Write the points as a list: each on a line that begins with '- '."),
    "task": ("checklist", "Begin each point with a box: '- [ ] ...'."),
}


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, or at the list of another kind that stands in its place."""
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec) or not spec.min_items:
        return
    pairing = pair_lists(spec, case.blocks)
    if pairing.lists:
        return
    name, help = _KINDS[spec.kind]
    message = f"Section '{case.bound.node.title}' has no {name}"
    related: tuple[RelatedLocation, ...] = ()
    if pairing.others:
        other = pairing.others[0]
        lacks = {"ordered": "has no numbers", "task": "has no boxes"}.get(spec.kind, "is numbered")
        message += f"; the list on line {other.line} {lacks}"
        related = (RelatedLocation(other.range, "this list"),)
    yield Finding(case.anchor, message, help, related=related)
