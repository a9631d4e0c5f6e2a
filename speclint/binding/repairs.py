"""Headings at wrong levels and under wrong parents.

Owns: the levels that the author meant, and sections that are under the wrong parent.
Never: reports; `wrong-heading-level` and `misplaced-section` do.

Trying a level binds the whole document again. So only headings that can end up where something is missing are
tried, and the number of tries goes down as documents grow: what a document costs is bounded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING

from speclint.binding.conditions import holds
from speclint.binding.sections import Bound, Scope
from speclint.binding.traces import is_telling
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.binding.nodes import Node
    from speclint.binding.sections import Sections
    from speclint.ruleset import SectionSpec

# Each repair takes one misplaced level out of a document; a document with more of them than this was written to another
# template, and a guess does not help.
_MAX_REPAIRS = 40
_WORK = 60_000
"""How many nodes are bound in all while levels are tried out. A specification of 100 headings has 250 tries, one of 3,000
has eight."""


def repair(sections: Sections, field_value: Callable[[str], str | None]) -> None:
    """Find headings at wrong levels and under wrong parents. `field_value` gives a field of the document."""
    _Repair(sections, field_value).run()


class _Repair:
    def __init__(self, sections: Sections, field_value: Callable[[str], str | None]) -> None:
        self._sections = sections
        self._field_value = field_value
        self._work = _WORK

    def run(self) -> None:
        """All repairs."""
        for _ in range(_MAX_REPAIRS):
            if not self._repair_one():
                break
        self._adopt_strays()

    def _missing(self) -> Iterator[tuple[Scope, SectionSpec]]:
        """Declared sections whose absence is a finding, each with its scope."""
        there = {bound.spec.id for bound in self._sections.bound}
        for scope in self._sections.scopes:
            grouped = {
                name
                for group in self._sections.groups(scope)
                if not scope.has_any(group.sections)
                for name in group.sections
            }
            for spec in scope.specs:
                wanted = spec.presence != "optional" or spec.id in grouped
                # Of a form there may always be one more. An existing name exists, whatever else has the same name.
                open_ended = spec.max_count == UNBOUNDED and spec.pattern
                if not wanted or spec.style != "heading" or (scope.count(spec) and not open_ended):
                    continue
                if spec.when is None or holds(spec.when, self._field_value, there.__contains__):
                    yield scope, spec

    # -- levels

    def _repair_one(self) -> bool:
        """Find a heading whose level is off: where changing the level makes more declared sections appear, it is."""
        sections = self._sections
        taken = {bound.node for bound in sections.bound}
        taken.update(sections.relevelled)
        loose = [node for node in sections.nodes if node not in taken and node is not sections.title]
        if not loose or self._work <= 0:
            return False
        self._work -= len(sections.nodes)
        places = _Places(sections.nodes, loose)
        for scope, spec in list(self._missing()):
            for node in places.candidates(scope, spec):
                if self._work <= 0:
                    return False
                if self._takes_level(scope, spec, node):
                    sections.relevelled.append(node)
                    return True
        return False

    def _takes_level(self, scope: Scope, spec: SectionSpec, node: Node) -> bool:
        """Whether `node` becomes `spec` in `scope` with another level, alone or with its subsections; then it has it."""
        level = scope.level
        score = len(self._sections.bound)
        shift = level - node.level
        alone = {node: level}
        whole = {below: below.level + shift for below in _subtree(node, scope)}
        best: dict[Node, int] | None = None
        best_score = score
        for change in (alone, whole):
            if any(not 1 <= new <= 6 for new in change.values()) or (change is whole and len(whole) == 1):
                continue
            before = {other: other.level for other in change}
            self._set_levels(change)
            bound_now = self._sections.bound
            fits = any(bound.spec is spec and bound.node is node and _same_owner(bound, scope) for bound in bound_now)
            # One level off is a slip. More is one only if subsections fall into place with it: a heading deep below
            # another section may just share the name.
            gain = len(bound_now) - score
            if fits and len(bound_now) > best_score and (abs(shift) == 1 or gain > 1):
                best, best_score = change, len(bound_now)
            for other, old in before.items():
                other.level = old
        self._set_levels(best or {})
        return best is not None

    def _set_levels(self, levels: dict[Node, int]) -> None:
        for node, level in levels.items():
            node.level = level
        self._work -= len(self._sections.nodes)
        self._sections.bind()

    # -- parents

    def _adopt_strays(self) -> None:
        """Bind what is missing in its place but is, under its own name, beneath another parent."""
        sections = self._sections
        taken = {bound.node for bound in sections.bound}
        if sections.title is not None:
            taken.add(sections.title)
        waiting: dict[tuple[str, int], deque[Node]] = {}
        for node in sections.nodes:
            if node not in taken:
                for name in node.names:
                    waiting.setdefault((name, node.level), deque()).append(node)
        adopted: set[Node] = set()
        for scope, spec in list(self._missing()):
            if scope.count(spec) or spec.presence == "optional":
                continue
            stray = _first([waiting.get((name, scope.level)) for name in spec.names], taken)
            if stray is None:
                continue
            adopted.add(stray)
            bound = Bound(spec, stray, scope.owner, stray=True)
            scope.add(bound)
            sections.bound.append(bound)
            known = len(sections.scopes)
            sections.bind_scope(Scope(bound, stray, spec.sections, scope.level + 1, spec.order), stray.children)
            inner = [each for added in sections.scopes[known:] for each in added.bound]
            sections.bound.extend(inner)
            taken.add(stray)
            taken.update(each.node for each in inner)
        if adopted:
            for other in sections.scopes:
                other.unknown = [node for node in other.unknown if node not in adopted]


class _Places:
    """Where each heading is, so that those that can end up in a scope are found without trying."""

    def __init__(self, nodes: Sequence[Node], loose: Sequence[Node]) -> None:
        self._index = {node: index for index, node in enumerate(nodes)}
        self._ends = _ends(nodes)
        self._by_name: dict[str, list[Node]] = {}
        for node in loose:
            for name in node.names:
                self._by_name.setdefault(name, []).append(node)
        self._loose = loose
        self._meant: dict[int, list[Node]] = {}

    def candidates(self, scope: Scope, spec: SectionSpec) -> Iterator[Node]:
        """The headings, wherever they are, that can only be meant as a section, and that another level puts in a scope."""
        meant = self._meant.get(id(spec))
        if meant is None:
            meant = self._meant[id(spec)] = self._search(spec)
        first, last = 0, len(self._index)
        if scope.owner is not None:
            start = self._index.get(scope.node)
            if start is None:
                return  # a bold line has no headings below it
            # Down to the first heading that is no deeper than the scope's own: that one may be at too shallow a level.
            first, last = start + 1, self._ends[start]
        for position in range(bisect_right(meant, first - 1, key=self._index.__getitem__), len(meant)):
            node = meant[position]
            if self._index[node] > last:
                return
            if node.level != scope.level:
                yield node

    def _search(self, spec: SectionSpec) -> list[Node]:
        if spec.pattern and is_telling(spec):
            named = {node for name in spec.names for node in self._by_name.get(name, ())}
            return [node for node in self._loose if node in named or node.fits(spec.pattern)]
        found = {node for name in spec.names for node in self._by_name.get(name, ())}
        return sorted(found, key=self._index.__getitem__)


def _ends(nodes: Sequence[Node]) -> list[int]:
    """For each node the index of the next one that is no deeper; behind the last, where there is none."""
    ends = [len(nodes)] * len(nodes)
    opened: list[int] = []
    for index, node in enumerate(nodes):
        while opened and nodes[opened[-1]].level >= node.level:
            ends[opened.pop()] = index
        opened.append(index)
    return ends


def _first(queues: Iterable[deque[Node] | None], taken: set[Node]) -> Node | None:
    """The first of the nodes at the heads of some queues that is not taken. What is taken leaves its queue for good."""
    heads = []
    for queue in queues:
        while queue and queue[0] in taken:
            queue.popleft()
        if queue:
            heads.append(queue[0])
    return min(heads, key=lambda node: node.range, default=None)


def _subtree(node: Node, scope: Scope) -> Iterator[Node]:
    """A node and what belongs below it: not the sections of its own scope, which a promoted heading swallows."""
    names = {name for spec in scope.specs for name in spec.names}
    for below in node.walk():
        if below is not node and below.names[0] in names:
            return
        yield below


def _same_owner(bound: Bound, scope: Scope) -> bool:
    """Whether a fresh binding belongs to the scope of an earlier one, which was for the same node."""
    if scope.owner is None or bound.parent is None:
        return scope.owner is bound.parent
    return bound.parent.node is scope.owner.node and bound.parent.spec is scope.owner.spec
