"""To which section a place of a document belongs.

Owns: which lines a section has, and which other section may claim something on them as a part of its own.
Never: reads what is on a line.

Sections of one kind beside each other, such as endpoints, each have their parts. What is in one of them says nothing of the
others.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.binding.nodes import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound, Scope
    from speclint.ruleset import SectionSpec

_END = 1 << 62
"""A line below all documents."""


class Homes:
    """The sections of a document, and their places. Lines count from 1."""

    def __init__(self, nodes: Sequence[Node], bound_at: Callable[[Node], Sequence[Bound]]) -> None:
        self._nodes = nodes
        self._bound_at = bound_at
        self._ends: dict[Node, int] = {}
        opened: list[Node] = []
        for node in nodes:
            while opened and opened[-1].level >= node.level:
                self._ends[opened.pop()] = node.line - 1
            opened.append(node)
        self._ends.update((node, _END) for node in opened)
        self._shared: dict[tuple[int, int], bool] = {}

    def span(self, scope: Scope) -> tuple[int, int]:
        """The heading's line of the section that a scope is, and its last line; of the document all lines."""
        if scope.owner is None:
            return 0, _END
        node = scope.node
        return node.line, self._ends.get(node, node.end_line)

    def may_hold(self, scope: Scope, spec: SectionSpec, line: int, level: int) -> bool:
        """Whether what is on a line can be a scope's own part; `level` is that of a heading there, 0 if it has none.

        It is in the scope's section, and is not meant for a section inside of that which has such parts too.
        """
        first, last = self.span(scope)
        if not first < line <= last and scope.owner is not None:
            return False
        for node in self._around(line):
            if node is scope.node and scope.owner is not None:
                return True
            for bound in self._bound_at(node):
                if not self._declares(bound, spec):
                    continue
                if level == bound.node.level + 1 or any(
                    child.node.line > line for child in bound.children if alike(child.spec, spec)
                ):
                    return False
        return True

    def is_free(self, scope: Scope, spec: SectionSpec, line: int, *, owned: bool = False) -> bool:
        """Whether what is on a line belongs to no section that has parts like `spec`, but to `scope` perhaps.

        `owned`: to no declared section at all.
        """
        above: set[Node] = set()
        node: Node | None = scope.node
        while node is not None:
            above.add(node)
            node = node.parent
        for around in self._around(line):
            if around in above:
                break
            bounds = self._bound_at(around)
            if bounds and (owned or any(self._declares(bound, spec) for bound in bounds)):
                return False
        return True

    def innermost(self, line: int) -> Node | None:
        """The innermost section that a line is in; None above the first heading."""
        return next(self._around(line), None)

    def _around(self, line: int) -> Iterator[Node]:
        """The sections that a line is in, the innermost first."""
        index = bisect_right(self._nodes, line, key=line_of) - 1
        node: Node | None = self._nodes[index] if index >= 0 else None
        # A heading is in the section around it.
        if node is not None and node.line == line:
            node = node.parent
        while node is not None and node.level > 0:
            yield node
            node = node.parent

    def _declares(self, bound: Bound, spec: SectionSpec) -> bool:
        """Whether a section has parts of its own that `spec` could be."""
        key = (id(bound.spec), id(spec))
        if key not in self._shared:
            self._shared[key] = any(alike(part, spec) for part in bound.spec.sections)
        return self._shared[key]


def nearest(scopes: Sequence[Scope], line: int) -> Scope | None:
    """Of sections that have equal parts, in the order of the document, the one of which a place outside of them may be one.

    That is the last one before the place, for a heading at too shallow a level ends its section; whether another lacks such a
    part does not count. Nobody knows of which of several what is above them all is a part.
    """
    index = bisect_right(scopes, line, key=lambda scope: scope.node.line) - 1
    if index < 0 and len(scopes) > 1:
        return None
    return scopes[max(index, 0)] if scopes else None


def alike(one: SectionSpec, other: SectionSpec) -> bool:
    """Whether two declared sections may have the same heading."""
    same = one is other or not set(one.names).isdisjoint(other.names)
    return same or bool(one.pattern and one.pattern == other.pattern)
