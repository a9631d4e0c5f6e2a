"""Pairing declared sections with the document's sections, once.

Owns: which heading stands for which declared section; duplicates.
Never: reports anything; the checks read what is recorded here. Levels and places that an author got wrong are found in
`speclint.binding.repairs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.remembering import MadeOnce
from speclint.binding.nodes import Node, arrange, bold_nodes
from speclint.binding.wordings import Wordings, wordings_of
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.binding.wordings import Key
    from speclint.ruleset import Order, RuleSet, SectionGroup, SectionSpec

    _Meanings = Callable[["Node", Sequence[SectionSpec], Wordings], list[SectionSpec]]


class Bound:
    """A declared section and the node that stands for it. `stray`: it is under a parent it does not belong to."""

    __slots__ = ("children", "node", "parent", "spec", "stray")

    def __init__(self, spec: SectionSpec, node: Node, parent: Bound | None, *, stray: bool = False) -> None:
        self.spec = spec
        self.node = node
        self.parent = parent
        self.stray = stray
        self.children: list[Bound] = []

    @property
    def is_topic(self) -> bool:
        """Whether a label, or content, of the section around it stands for it, and no heading (see `binding.topics`)."""
        return self.spec.style == "heading" and self.node.style != "heading"

    def walk(self) -> Iterator[Bound]:
        """This and all bound below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def line_of_bound(bound: Bound) -> int:
    """The line of what stands for a declared section, to order by."""
    return bound.node.line


class Scope:
    """The place for some declared sections: the document, or one bound section.

    `level` is that of its headings, `order` says how far their order counts. `bound` are in document order; `surplus`
    exceed what `repeat` allows; `unknown` nodes are not declared here.
    """

    __slots__ = ("_by_id", "bound", "level", "node", "order", "owner", "specs", "surplus", "unknown")

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
        self._by_id: dict[str, list[Bound]] = {}

    def add(self, bound: Bound) -> None:
        """A node stands for a declared section here."""
        self.bound.append(bound)
        self._by_id.setdefault(bound.spec.id, []).append(bound)
        if self.owner is not None:
            self.owner.children.append(bound)

    def count(self, spec: SectionSpec) -> int:
        """How many nodes stand for a declared section here."""
        return len(self._by_id.get(spec.id, ()))

    def first(self, spec: SectionSpec) -> Bound:
        """The first that stands for a declared section here. Raises LookupError if none does."""
        return self._by_id[spec.id][0]

    def last(self, spec: SectionSpec) -> Bound:
        """The last that stands for a declared section here. Raises LookupError if none does."""
        return self._by_id[spec.id][-1]

    def has_any(self, ids: Iterable[str]) -> bool:
        """Whether a node stands for one of some declared sections here."""
        return not self._by_id.keys().isdisjoint(ids)


class _Declared:
    """Declared sections that may be siblings, by name."""

    __slots__ = ("_by_name", "_names", "_patterns", "has_bold", "specs")

    def __init__(self, specs: tuple[SectionSpec, ...]) -> None:
        self.specs = specs
        self._names = {spec.id: (spec.title, *spec.aliases) for spec in specs}
        self.has_bold = any(spec.style == "bold" for spec in specs)
        self._by_name: dict[str, list[SectionSpec]] = {}
        for spec in specs:
            for name in dict.fromkeys(spec.names):
                self._by_name.setdefault(name, []).append(spec)
        self._patterns = [spec for spec in specs if spec.pattern]

    def meant(self, node: Node, exact: set[str]) -> list[SectionSpec]:
        """The declared sections that a node stands for: by name (several may share one), else by the first pattern.

        `exact`: full names of the headings around; a looser form of this heading's name gives way to them.
        """
        heading = node.style == "heading"
        for number, name in enumerate(node.names):
            named = [
                spec
                for spec in self._by_name.get(name, ())
                if (heading or spec.style == "bold") and not (number and not exact.isdisjoint(spec.names))
            ]
            if named:
                return named
        for spec in self._patterns:
            if (heading or spec.style == "bold") and node.fits(spec.pattern):
                return [spec]
        return []

    def in_other_words(self, node: Node, lacking: Sequence[SectionSpec], wordings: Wordings) -> list[SectionSpec]:
        """The sections without a heading that a heading with another name stands for: one, or one for each of its parts."""
        key, parts = wordings.key(node.title), wordings.parts(node.title)
        if not parts or any(self._says(key, spec, wordings) for spec in lacking):
            return self._saying(key, lacking, wordings)
        meant = [spec.id for part in parts for spec in self._saying(part, lacking, wordings)]
        return [spec for spec in lacking if spec.id in meant]

    def _saying(self, key: Key, lacking: Sequence[SectionSpec], wordings: Wordings) -> list[SectionSpec]:
        """The sections that a key stands for: one; or several, if one name of theirs stands for all of them.

        Else the only one with such a title, or the only one of these that is expected: of two, neither is surely meant.
        """
        specs = [spec for spec in lacking if self._says(key, spec, wordings)]
        if len(specs) < 2:
            return specs
        said = [{name for name in spec.names if wordings.key(name) == key} for spec in specs]
        if set.intersection(*said):
            return specs
        titled = [spec for spec in specs if wordings.key(spec.title) == key] or specs
        asked = titled if len(titled) == 1 else [spec for spec in titled if spec.presence != "optional"]
        return asked if len(asked) == 1 else []

    def _says(self, key: Key, spec: SectionSpec, wordings: Wordings) -> bool:
        """Whether a key is that of a section's title, or of another name of it."""
        return key in wordings.keys(self._names[spec.id])

    def by_head(self, node: Node, lacking: Sequence[SectionSpec], wordings: Wordings) -> list[SectionSpec]:
        """The expected section that a heading names at its beginning, before it says more of it."""
        asked = [spec for spec in lacking if spec.presence != "optional"]
        for head in wordings.heads(node.title) if asked else ():
            found = [spec for spec in asked if self._says(head, spec, wordings)]
            if len(found) > 1:
                found = [spec for spec in found if wordings.key(spec.title) == head]
            if found:
                return found if len(found) == 1 else []
        return []


_declared = MadeOnce(_Declared)


class Sections:
    """The whole pairing.

    `relevelled` are the nodes whose heading has another level than the author meant.
    """

    __slots__ = (
        "_levels",
        "_titles",
        "_wordings",
        "bound",
        "nodes",
        "relevelled",
        "root",
        "ruleset",
        "scopes",
        "title",
    )

    def __init__(self, ruleset: RuleSet, root: Node, nodes: list[Node]) -> None:
        self.ruleset = ruleset
        self.root = root
        self.nodes = nodes
        self.title: Node | None = None
        """The node of the document's title, the first level-1 heading."""
        if ruleset.heading_level > 1:
            self.title = next((node for node in nodes if node.level == 1), None)
        self.scopes: list[Scope] = []
        self.bound: list[Bound] = []
        self.relevelled: list[Node] = []
        self._wordings: Wordings | None = None
        self._titles: dict[str, list[SectionSpec]] | None = None
        self._levels: dict[str, set[int]] | None = None
        """The levels of the headings of each name."""
        self.bind()

    @property
    def wordings(self) -> Wordings:
        """Names by what they are about, in the words of the rule set."""
        if self._wordings is None:  # most documents need none
            self._wordings = wordings_of(self.ruleset.vocabulary)
        return self._wordings

    def bind(self) -> None:
        """Pair everything again, by the current levels of the nodes."""
        arrange(self.root, self.nodes)
        self.scopes = []
        top = self.ruleset.heading_level
        outermost = [
            node for node in self.nodes if node.level >= top and node.parent is not None and node.parent.level < top
        ]
        whole = Scope(None, self.title or self.root, self.ruleset.sections, top, self.ruleset.order)
        self.bind_scope(whole, outermost)
        self.bound = [bound for scope in self.scopes for bound in scope.bound]

    def bind_scope(self, scope: Scope, nodes: Sequence[Node]) -> None:
        """Pair the nodes of one place, and all below them."""
        level = scope.level
        self.scopes.append(scope)
        if not scope.specs:
            others = scope.owner.spec.unknown_sections if scope.owner else self.ruleset.unknown_sections
            if others != "allow":
                scope.unknown.extend(node for node in nodes if node.style == "heading")
            return
        declared = _declared(scope.specs)
        counts: dict[str, int] = {}
        candidates = list(nodes)
        if declared.has_bold:
            candidates = [*bold_nodes(scope.node), *nodes]
        # Where a heading has a section's very name, another that only resembles it ("Dependencies (Consumed APIs)" beside
        # "Dependencies") is something else.
        exact = {node.names[0] for node in candidates if node.level == level and node.names}
        for node in candidates:
            specs = declared.meant(node, exact) if node.level == level else []
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
                scope.add(bound)
                self.bind_scope(Scope(bound, node, spec.sections, level + 1, spec.order), node.children)
        if scope.unknown and self.ruleset.vocabulary.synonyms:
            self._bind_other_words(scope, declared)

    def _bind_other_words(self, scope: Scope, declared: _Declared) -> None:
        """Pair what has no heading of its name with headings that say the same in other words.

        Only where one such heading is left, or one that says the section's very title: of two, neither is surely meant. What
        is found may leave one where there were two, so that it is looked for once more.
        """
        if self._bind_once(scope, declared, declared.in_other_words):
            self._bind_once(scope, declared, declared.in_other_words)
        self._bind_once(scope, declared, declared.by_head)
        scope.bound.sort(key=line_of_bound)

    def _bind_once(self, scope: Scope, declared: _Declared, meanings: _Meanings) -> bool:
        """Whether a heading in other words was found."""
        lacking = [
            spec
            for spec in declared.specs
            if spec.style == "heading"
            and not spec.pattern
            and spec.names
            and not scope.count(spec)
            and not self._is_elsewhere(spec, scope.level)
        ]
        meant: dict[str, list[Node]] = {}
        for node in scope.unknown if lacking else ():
            named = self._titled(node)
            for spec in meanings(node, lacking, self.wordings) if node.level == scope.level else ():
                if any(other not in (spec, *_below(spec)) for other in named):
                    continue  # it is the very name of another section
                meant.setdefault(spec.id, []).append(node)
        titles = {self.wordings.key(spec.title) for spec in lacking} if meant else set()
        for spec in lacking:
            nodes = meant.get(spec.id, [])
            if len(nodes) > 1:
                # "Acceptance of the whole" before "Verification", which is another name of it.
                own = self.wordings.key(spec.title)
                titled = [node for node in nodes if self.wordings.key(node.title) == own]
                nodes = titled or [node for node in nodes if self.wordings.key(node.title) not in titles]
            room = spec.max_count == UNBOUNDED or len(nodes) <= spec.max_count
            if not nodes or not (room or len(nodes) == 1):
                continue
            # Several are one section several times, where it may be: "Contexte" beside "Problème".
            for node in nodes:
                bound = Bound(spec, node, scope.owner)
                scope.add(bound)
                self.bind_scope(Scope(bound, node, spec.sections, scope.level + 1, spec.order), node.children)
        found = {bound.node for bound in scope.bound}
        before = len(scope.unknown)
        scope.unknown = [node for node in scope.unknown if node not in found]
        return len(scope.unknown) < before

    def _titled(self, node: Node) -> list[SectionSpec]:
        """The declared sections, wherever they belong, that a heading is the very name of."""
        if self._titles is None:
            self._titles = {}
            for spec in (each for outer in self.ruleset.sections for each in (outer, *_below(outer))):
                self._titles.setdefault(forms(spec.title)[0], []).append(spec)
        return self._titles.get(node.names[0], [])

    def _is_elsewhere(self, spec: SectionSpec, level: int) -> bool:
        """Whether a heading at another level has the very name of a section: that one is meant."""
        if self._levels is None:
            self._levels = {}
            for node in self.nodes:
                # A document is often named for what it is: "Plan".
                for name in node.names if node is not self.title else ():
                    self._levels.setdefault(name, set()).add(node.written_level)
        found = {each for name in spec.names for each in self._levels.get(name, ())}
        own = self._levels.get(forms(spec.title)[0], ())
        return any(each < level for each in found) or any(each > level for each in own)

    def groups(self, scope: Scope) -> tuple[SectionGroup, ...]:
        """The logic between the sections of a place."""
        return scope.owner.spec.groups if scope.owner is not None else self.ruleset.groups


def _below(spec: SectionSpec) -> Iterator[SectionSpec]:
    """All sections that are declared below another."""
    for inner in spec.sections:
        yield inner
        yield from _below(inner)
