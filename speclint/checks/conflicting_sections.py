"""conflicting-sections: a document has sections that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.binding.wording import after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each section after the first of a group of which only one may be there."""
    for scope, behind in binding.asked_scopes():
        groups = scope.owner.spec.groups if scope.owner else binding.ruleset.groups
        for group in groups:
            if group.kind not in ("exactly_one", "conflicts"):
                continue
            there = [bound for bound in scope.bound if bound.spec.id in group.sections]
            for other in there[1:]:
                if other.spec.id == there[0].spec.id or other.node is there[0].node:
                    continue
                first = there[0].node
                message = f"Section '{other.node.title}' conflicts with '{first.title}' (line {first.line})"
                yield Finding(
                    other.node.range,
                    after(group.message, message),
                    "Keep only one of them.",
                    group.severity,
                    binding.path(other.node),
                    (RelatedLocation(first.range, f"'{first.title}' is here"),),
                    behind=behind,
                )
