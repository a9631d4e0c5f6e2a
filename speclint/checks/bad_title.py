"""bad-title: the title is not of the form that the rule set asks for."""

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
    yield Finding(
        title.range,
        spec.message or f"The title '{title.title}' does not have the form that specifications of this type have",
        f"A title matches the pattern {spec.pattern}",
        spec.severity,
    )
