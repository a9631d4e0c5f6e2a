"""bad-title: the title does not have the form that the rule set expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the title."""
    spec = binding.ruleset.document_title
    title = binding.title
    if title is None or not spec.pattern or whole_matches(spec.pattern, title.title):
        return
    form = f"the form '{spec.initial}'" if spec.initial != "{title}" else ""
    yield Finding(
        title.range,
        spec.message or f"Invalid title '{title.title}'" + (f": expected {form}" if form else ""),
        f"Write the title in {form or 'the form that this type of specification expects'}.",
        spec.severity,
    )
