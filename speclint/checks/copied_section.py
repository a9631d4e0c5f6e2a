"""copied-section: a section has the same content as an earlier one with another heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation, worse
from speclint.binding.explain import claimed_nodes
from speclint.binding.repeats import copied_sections, repeated_headings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the heading of each copy. A heading that occurs twice as well is the finding of another rule."""
    copies = list(copied_sections(binding))
    # A heading that is misspelt is that of a section which may be there several times.
    claimed = claimed_nodes(binding) if copies else {}
    for node, first in copies:
        behind = worse(claimed.get(node), claimed.get(first))
        if behind == "error":
            continue
        if (
            node.range in binding.once(repeated_headings)
            or binding.is_swallowed(node)
            or binding.is_unfilled(node.blocks)
        ):
            continue
        yield Finding(
            node.range,
            f"Section '{node.title}' has the same content as '{first.title}' on line {first.line}",
            "Write what belongs here, or refer to the other section.",
            None,
            binding.path(node),
            (RelatedLocation(first.range, "the same content"),),
            behind=behind,
        )
