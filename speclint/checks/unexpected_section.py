"""unexpected-section: a section that the rule set does not declare, where only declared ones are allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.explain import claimed_nodes
from speclint.binding.names import NearestName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.binding import Binding, Node


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each undeclared section, unless another finding explains it."""
    claimed: dict[Node, Severity | None] | None = None
    known_at: dict[int, tuple[NearestName, str]] = {}
    for scope in binding.sections.scopes:
        severity = scope.owner.spec.unknown_sections if scope.owner else binding.ruleset.unknown_sections
        if severity == "allow":
            continue
        for node in scope.unknown:
            if claimed is None:
                claimed = claimed_nodes(binding)
            behind = claimed.get(node)
            if behind == "error" or node is binding.title or node in binding.sections.relevelled:
                continue
            where = f" in '{scope.owner.node.title}'" if scope.owner else ""
            if id(scope.specs) not in known_at:
                names = NearestName(spec.title for spec in scope.specs if not spec.pattern)
                known_at[id(scope.specs)] = names, ", ".join(f"'{spec.title}'" for spec in scope.specs)
            nearest, known = known_at[id(scope.specs)]
            near = nearest.of(node.title)
            yield Finding(
                node.range,
                f"Unexpected section '{node.title}'{where}" + (f"; did you mean '{near}'?" if near else ""),
                "Rename it, move its content into another section, or remove it."
                + (f" Expected sections: {known}." if known else ""),
                severity,
                binding.path(node),
                behind=behind,
            )
