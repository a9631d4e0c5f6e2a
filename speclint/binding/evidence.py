"""What follows a heading that is not seen, or not at its level, and shows that it opens a section.

Owns: whether the sections below a place are the parts of a section that begins there.
Never: knows what hides the heading.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.binding.homes import alike
from speclint.binding.nodes import line_of
from speclint.binding.traces import is_telling
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound
    from speclint.ruleset import SectionSpec


class Evidence:
    """The sections of a document, to be asked what follows a place."""

    def __init__(self, nodes: Sequence[Node], bound_at: Callable[[Node], Sequence[Bound]]) -> None:
        self._nodes = nodes
        self._bound_at = bound_at
        self._first_lines: dict[int, dict[str, int]] = {}

    def parts_follow(self, spec: SectionSpec, line: int, level: int) -> bool:
        """Whether a part of `spec` is next below a line, and the section that it now is in needs none: it has its own."""
        index = bisect_right(self._nodes, line, key=line_of)
        node = self._nodes[index] if index < len(self._nodes) else None
        if node is None or node.level != level + 1:
            return False
        parts = [part for part in spec.sections if part.style == "heading" and _is_named(node, part)]
        if not parts:
            return False
        before = node.parent
        if before is None or before.level != level:
            return True
        bounds = self._bound_at(before)
        if not bounds:
            # What goes on below the line had begun above it.
            return not any(
                each.line < line and any(_is_named(each, part) for part in parts) for each in before.children
            )
        return all(self._is_whole(bound, spec, parts, line) for bound in bounds)

    def _is_whole(self, bound: Bound, spec: SectionSpec, parts: Sequence[SectionSpec], line: int) -> bool:
        """Whether a section has, above a line, all that it must have, and of `parts` what it may have.

        Of parts that another section than one of `spec` repeats it may have one more.
        """
        first = self._first_lines.get(id(bound))
        if first is None:
            first = self._first_lines[id(bound)] = {}
            for child in bound.children:
                first.setdefault(child.spec.id, child.node.line)
        for own in bound.spec.sections:
            shared = any(alike(own, part) for part in parts)
            if shared and own.max_count == UNBOUNDED and bound.spec is not spec:
                return False
            if (shared or own.presence == "required") and first.get(own.id, line) >= line:
                return False
        return True


def _is_named(node: Node, spec: SectionSpec) -> bool:
    if not set(node.names).isdisjoint(spec.names):
        return True
    return bool(spec.pattern) and is_telling(spec) and node.fits(spec.pattern)
