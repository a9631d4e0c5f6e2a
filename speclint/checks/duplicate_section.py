"""duplicate-section: a section occurs more often than allowed, or twice under the same heading."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.binding.repeats import repeated_headings
from speclint.binding.wording import too_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding
    from speclint.binding.nodes import Node


def _is_same_name(binding: Binding, one: Node, other: Node) -> bool:
    """Whether two headings say the same. "Introduction" and "Overview" of one author are two sections."""
    words = binding.wordings().words
    return not set(one.names).isdisjoint(other.names) or set(words(one.title)) == set(words(other.title))


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each section beyond the number that `repeat` allows, and at each heading that repeats one of a sibling."""
    said = set()
    for scope in binding.sections.scopes:
        surplus = Counter(extra.spec.id for extra in scope.surplus)
        for extra in scope.surplus:
            said.add(extra.node.range)
            # One that belongs elsewhere is reported as that.
            stray = any(bound.stray for bound in binding.bound_at(extra.node))
            behind = binding.hides("misplaced-section") if stray else None
            if behind == "error" or not binding.applies(extra.spec.when) or binding.is_swallowed(extra.node):
                continue
            first = scope.first(extra.spec).node
            if not extra.spec.pattern and not _is_same_name(binding, first, extra.node):
                continue
            same = "" if first.title == extra.node.title else f" as '{first.title}'"
            limit = extra.spec.max_count
            message = (
                f"Duplicate section '{extra.node.title}': already on line {first.line}{same}"
                if limit == 1
                else too_many(
                    f"'{extra.spec.title}' sections", "", scope.count(extra.spec) + surplus[extra.spec.id], limit
                )
            )
            yield Finding(
                extra.node.range,
                message,
                "Merge the two, or give this one a heading of its own.",
                extra.spec.severity,
                binding.path(extra.node),
                (RelatedLocation(first.range, "first used here"),),
                behind=behind,
            )
    for place, (node, other) in binding.once(repeated_headings).items():
        specs = [bound.spec for bound in binding.bound_at(node)]
        # A section whose condition does not hold is not checked.
        if place in said or binding.is_swallowed(node) or not all(binding.applies(spec.when) for spec in specs):
            continue
        # A new document has several of a section whose heading is the author's to choose.
        behind = binding.hides("placeholder") if binding.is_unfilled(node.blocks) else None
        if behind == "error":
            continue
        yield Finding(
            place,
            f"Duplicate heading '{node.title}': already on line {other.line}",
            "Merge the two, or give this one a heading of its own.",
            specs[0].severity if specs else "warning",
            binding.path(node),
            (RelatedLocation(other.range, "first used here"),),
            behind=behind,
        )
