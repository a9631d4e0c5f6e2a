"""aliased-heading: a section has an alias for a heading, not the rule set's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.names import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each heading that is known to the rule set as an alias only."""
    from speclint.fixes.headings import rename_heading  # the rule is off as a rule

    for bound in binding.sections.bound:
        spec, node = bound.spec, bound.node
        own = set(forms(spec.title))
        # A heading may stand for several sections; then it is not another name for one of them.
        if not spec.aliases or spec.pattern or len(binding.bound_at(node)) > 1 or own.intersection(node.names):
            continue
        fix = rename_heading(binding, node, spec.title, "safe") if node.style == "heading" else None
        yield Finding(
            node.range,
            f"Heading '{node.title}' is an alias: expected '{spec.title}'",
            f"Rename the heading to '{spec.title}'.",
            "warning",
            binding.path(node),
            fix=fix,
        )
