"""Pairing declared sections with the document's sections, once.

Owns: which heading stands for which declared section; the levels that the author meant; duplicates.
Never: reports anything; the checks read what is recorded here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.conditions import holds
from speclint.binding.nodes import Node, arrange, bold_nodes
from speclint.expressions import whole_matches
from speclint.headings import tidy
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.ruleset import Order, RuleSet, SectionGroup, SectionSpec

# A pattern that accepts this accepts anything: it says nothing about what an author meant by a heading elsewhere.
_GIBBERISH = "qzx kvw"
# Each repair takes one misplaced level out of a document; a document with more of them than this was written to another
# template, and guessing at it serves nobody.
_MAX_REPAIRS = 40


class Bound:
    """A declared section and the node that stands for it. `stray`: it stands under a parent it does not belong to."""

    __slots__ = ("children", "node", "parent", "spec", "stray")

    def __init__(self, spec: SectionSpec, node: Node, parent: Bound | None, *, stray: bool = False) -> None:
        self.spec = spec
        self.node = node
        self.parent = parent
        self.stray = stray
        self.children: list[Bound] = []

    def walk(self) -> Iterator[Bound]:
        """This and all bound below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class Scope:
    """The place for some declared sections: the document, or one bound section.

    `level` is that of its headings, `order` says how far their order counts. `bound` are in document order; `surplus`
    exceed what `repeat` allows; `unknown` nodes are not declared here.
    """

    __slots__ = ("bound", "level", "node", "order", "owner", "specs", "surplus", "unknown")

    def __init__(
        self, owner: Bound | None, node: Node, specs: tuple[SectionSpec, ...], level: int, order: Order
    ) -> None:
        self.owner = owner
        self.node = node
        self.specs = specs
        self.level = level
        self.order = order
        self.bound: list[Bound] = []
        self.surplus: list[Bound] = []
        self.unknown: list[Node] = []

    def count(self, spec: SectionSpec) -> int:
        """How many nodes stand for a declared section here."""
        return sum(1 for bound in self.bound if bound.spec is spec)


class Sections:
    """The whole pairing.

    `relevelled` are the nodes whose heading has another level than the author meant.
    """

    __slots__ = ("_field_value", "_nodes", "_root", "_ruleset", "bound", "relevelled", "scopes", "title")

    def __init__(self, ruleset: RuleSet, root: Node, nodes: list[Node]) -> None:
        self._ruleset = ruleset
        self._root = root
        self._nodes = nodes
        self.title: Node | None = None
        """The node of the document's title, the first level-1 heading."""
        if ruleset.heading_level > 1:
            self.title = next((node for node in nodes if node.level == 1), None)
        self.scopes: list[Scope] = []
        self.bound: list[Bound] = []
        self.relevelled: list[Node] = []
        self._field_value: Callable[[str], str | None] = _no_field
        self._bind()

    def repair(self, field_value: Callable[[str], str | None]) -> None:
        """Find headings at wrong levels and under wrong parents. `field_value` gives a field of the document."""
        self._field_value = field_value
        self._repair_levels()
        self._adopt_strays()

    def _bind(self) -> None:
        arrange(self._root, self._nodes)
        self.scopes = []
        top = self._ruleset.heading_level
        outermost = [
            node for node in self._nodes if node.level >= top and node.parent is not None and node.parent.level < top
        ]
        whole = Scope(None, self.title or self._root, self._ruleset.sections, top, self._ruleset.order)
        self._bind_scope(whole, outermost)
        self.bound = [bound for scope in self.scopes for bound in scope.bound]

    def _bind_scope(self, scope: Scope, nodes: Sequence[Node]) -> None:
        level = scope.level
        self.scopes.append(scope)
        if not scope.specs:
            return
        counts: dict[str, int] = {}
        candidates = list(nodes)
        if any(spec.style == "bold" for spec in scope.specs):
            candidates = [*bold_nodes(scope.node), *nodes]
        # Where a heading has a section's very name, another that only resembles it ("Dependencies (Consumed APIs)" beside
        # "Dependencies") is something else.
        exact = {node.names[0] for node in candidates if node.level == level and node.names}
        for node in candidates:
            specs = _declared(node, scope.specs, exact) if node.level == level else []
            if not specs:
                if node.style == "heading":
                    scope.unknown.append(node)
                continue
            for spec in specs:
                bound = Bound(spec, node, scope.owner)
                counts[spec.id] = counts.get(spec.id, 0) + 1
                if spec.max_count != UNBOUNDED and counts[spec.id] > spec.max_count:
                    scope.surplus.append(bound)
                    continue
                scope.bound.append(bound)
                if scope.owner is not None:
                    scope.owner.children.append(bound)
                self._bind_scope(Scope(bound, node, spec.sections, level + 1, spec.order), node.children)

    def _missing(self) -> Iterator[tuple[Scope, SectionSpec, int]]:
        """Declared sections that somebody would miss, each with its scope and the level it should have."""
        for scope in self.scopes:
            there = {bound.spec.id for bound in scope.bound}
            grouped = {
                name
                for group in self._groups(scope)
                if not there.intersection(group.sections)
                for name in group.sections
            }
            for spec in scope.specs:
                wanted = spec.presence != "optional" or spec.id in grouped
                # Of a form there may always be one more. A name that is there is there, whatever else is called so.
                open_ended = spec.max_count == UNBOUNDED and spec.pattern
                if not wanted or spec.style != "heading" or (scope.count(spec) and not open_ended):
                    continue
                if spec.when is None or holds(spec.when, self._field_value, self._has_section):
                    yield scope, spec, scope.level

    def _has_section(self, name: str) -> bool:
        return any(bound.spec.id == name for bound in self.bound)

    def _groups(self, scope: Scope) -> tuple[SectionGroup, ...]:
        return scope.owner.spec.groups if scope.owner is not None else self._ruleset.groups

    def _repair_levels(self) -> None:
        """Find headings whose level is off: where changing the level makes more declared sections appear, it is."""
        for _ in range(_MAX_REPAIRS):
            if not self._repair_one():
                return

    def _repair_one(self) -> bool:
        taken = {bound.node for bound in self.bound}
        loose = [
            node for node in self._nodes if node not in taken and node is not self.title and node not in self.relevelled
        ]
        if not loose:
            return False
        score = len(self.bound)
        for scope, spec, level in list(self._missing()):
            for node in loose:
                if node.level == level or not _means(node, spec):
                    continue
                best = self._best_levels(scope, spec, node, level, score)
                if best is not None:
                    self._set_levels(best)
                    self.relevelled.append(node)
                    return True
        return False

    def _best_levels(
        self, scope: Scope, spec: SectionSpec, node: Node, level: int, score: int
    ) -> dict[Node, int] | None:
        """The change of levels by which `node` becomes `spec` in `scope`: its own alone, or its subsections' too."""
        before = {other: other.level for other in self._nodes}
        shift = level - node.level
        alone = {node: level}
        whole = {below: below.level + shift for below in _subtree(node, scope)}
        best: dict[Node, int] | None = None
        best_score = score
        for change in (alone, whole):
            if any(not 1 <= new <= 6 for new in change.values()) or (change is whole and len(whole) == 1):
                continue
            self._set_levels(change)
            fits = any(bound.spec is spec and bound.node is node and _same_owner(bound, scope) for bound in self.bound)
            # One level off is a slip. More is one only if subsections fall into place with it: a heading deep below
            # another section may just share the name.
            gain = len(self.bound) - score
            if fits and len(self.bound) > best_score and (abs(shift) == 1 or gain > 1):
                best, best_score = change, len(self.bound)
            self._set_levels(before)
        return best

    def _set_levels(self, levels: dict[Node, int]) -> None:
        for node, level in levels.items():
            node.level = level
        self._bind()

    def _adopt_strays(self) -> None:
        """Bind what is missing in its place but stands, under its own name, beneath another parent."""
        taken = {bound.node for bound in self.bound}
        for scope, spec, level in list(self._missing()):
            if scope.count(spec) or not spec.names or spec.presence == "optional":
                continue
            for node in self._nodes:
                if node in taken or node is self.title or node.level != level or not _named(node, spec):
                    continue
                taken.add(node)
                bound = Bound(spec, node, scope.owner, stray=True)
                scope.bound.append(bound)
                self.bound.append(bound)
                if scope.owner is not None:
                    scope.owner.children.append(bound)
                known = len(self.scopes)
                self._bind_scope(Scope(bound, node, spec.sections, level + 1, spec.order), node.children)
                self.bound.extend(inner for added in self.scopes[known:] for inner in added.bound)
                taken.update(inner.node for added in self.scopes[known:] for inner in added.bound)
                for other in self.scopes:
                    if node in other.unknown:
                        other.unknown.remove(node)
                break


def _subtree(node: Node, scope: Scope) -> Iterator[Node]:
    """A node and what belongs below it: not the sections of its own scope, which a promoted heading swallows."""
    for below in node.walk():
        if below is not node and any(below.names[0] in spec.names for spec in scope.specs):
            return
        yield below


def _no_field(_name: str) -> None:
    """Before the document's fields are known."""


def _declared(node: Node, specs: tuple[SectionSpec, ...], exact: set[str]) -> list[SectionSpec]:
    """The declared sections that a node stands for: by name (several may share one), else by the first pattern.

    `exact`: full names of the headings around; a looser form of this heading's name gives way to them.
    """
    usable = [spec for spec in specs if node.style == "heading" or spec.style == "bold"]
    for number, name in enumerate(node.names):
        named = [spec for spec in usable if name in spec.names and not (number and exact.intersection(spec.names))]
        if named:
            return named
    for spec in usable:
        if spec.pattern and _fits(node, spec):
            return [spec]
    return []


def _fits(node: Node, spec: SectionSpec) -> bool:
    return whole_matches(spec.pattern, node.title) or whole_matches(spec.pattern, tidy(node.title))


def _named(node: Node, spec: SectionSpec) -> bool:
    return any(name in spec.names for name in node.names)


def _means(node: Node, spec: SectionSpec) -> bool:
    """Whether a heading, wherever it stands, can only be meant as this section."""
    if _named(node, spec):
        return True
    return bool(spec.pattern) and not whole_matches(spec.pattern, _GIBBERISH) and _fits(node, spec)


def _same_owner(bound: Bound, scope: Scope) -> bool:
    """Whether a fresh binding belongs to the scope of an earlier one, which was for the same node."""
    if scope.owner is None or bound.parent is None:
        return scope.owner is bound.parent
    return bound.parent.node is scope.owner.node and bound.parent.spec is scope.owner.spec
