"""merge-conflict: a document contains the markers of a merge conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the first marker: whatever else is wrong may be gone once the conflict is solved."""
    if not binding.conflicts:
        return
    first, *others = binding.conflicts
    begin, *rest = first.markers
    where = f"lines {begin.start.line} to {rest[-1].start.line}" if rest else f"line {begin.start.line}"
    more = f", and {len(others)} more" if others else ""
    yield Finding(
        begin,
        f"Unresolved merge conflict on {where}{more}",
        "Keep what is right of each side, and remove the conflict markers.",
        None,
        binding.path_at(begin.start.line),
        tuple(RelatedLocation(place, "marker of the same conflict") for place in rest),
    )
