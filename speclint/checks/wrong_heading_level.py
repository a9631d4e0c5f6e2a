"""wrong-heading-level: a heading has another level than the section it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each heading whose level the binding had to correct to make sense of the document."""
    if not binding.sections.relevelled:
        return
    from speclint.fixes.headings import set_levels  # few documents need it

    for node in binding.sections.relevelled:
        owners = binding.bound_at(node)
        parent = owners[0].parent if owners else None
        where = f" in '{parent.node.title}' (line {parent.node.line})" if parent else ""
        yield Finding(
            node.range,
            f"Heading '{node.title}' has level {node.written_level}: expected level {node.level}{where}",
            f"Write it as '{'#' * node.level} {node.title}'.",
            owners[0].spec.severity if owners else None,
            binding.path(node),
            (RelatedLocation(parent.node.range, "expected in this section"),) if parent else (),
            set_levels(binding, node),
        )
