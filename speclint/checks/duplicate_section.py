"""duplicate-section: a section stands more often than it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each section beyond the number that `repeat` allows."""
    for scope in binding.sections.scopes:
        for extra in scope.surplus:
            # One that belongs elsewhere is reported as that.
            stray = any(bound.stray for bound in binding.bound_at(extra.node))
            if stray or not binding.applies(extra.spec.when):
                continue
            first = scope.first(extra.spec).node
            same = "" if first.title == extra.node.title else f", as '{first.title}'"
            limit = extra.spec.max_count
            message = (
                f"Section '{extra.node.title}' is already there on line {first.line}{same}"
                if limit == 1
                else f"Section '{extra.node.title}' is one too many: at most {limit} are allowed here"
            )
            yield Finding(
                extra.node.range,
                message,
                "Join the two, or give this one the heading of what it is about.",
                extra.spec.severity,
                binding.path(extra.node),
                (RelatedLocation(first.range, "the first one"),),
            )
