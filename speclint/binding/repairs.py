"""Headings at wrong levels and under wrong parents.

Owns: the levels that the author meant, and sections that are under the wrong parent. What nobody would miss is only taken for
such a section where its place or what is in it says so: another heading may just share its name.
Never: reports; `wrong-heading-level` and `misplaced-section` do.

Trying a level binds the whole document again. So only headings that can end up where something is missing are
tried, and the number of tries goes down as documents grow: what a document costs is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.names import normalise
from speclint.binding.conditions import holds
from speclint.binding.evidence import Evidence
from speclint.binding.homes import Homes, alike, nearest
from speclint.binding.names import follows, has_label_of, is_numbered_as, label_of, nearest_name
from speclint.binding.nodes import is_content, line_of
from speclint.binding.sections import Bound, Scope
from speclint.binding.traces import FORMS, is_telling
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from speclint.binding.nodes import Node
    from speclint.binding.sections import Sections
    from speclint.binding.traces import Traces
    from speclint.ruleset import RuleSet, SectionSpec

# Each repair takes one misplaced level out of a document; a document with more of them than this was written to another
# template, and a guess does not help.
_MAX_REPAIRS = 40
_MARK = re.compile(r"[^\w\s'-]|\d")
"""What the words of an ordinary heading have not."""
_WORK = 60_000
"""How many nodes are bound in all while levels are tried out. A specification of 100 headings has 250 tries, one of 3,000
has eight."""


def repair(
    sections: Sections,
    field_value: Callable[[str], str | None],
    family: Callable[[], str],
    traces: Callable[[], Traces],
) -> None:
    """Find headings at wrong levels and under wrong parents.

    `field_value` gives a field of the document, `family` what it describes, `traces` what in it looks like a heading and is none.
    """
    _Repair(sections, field_value, family, traces).run()


class _Repair:
    def __init__(
        self,
        sections: Sections,
        field_value: Callable[[str], str | None],
        family: Callable[[], str],
        traces: Callable[[], Traces],
    ) -> None:
        self._sections = sections
        self._field_value = field_value
        self._family = family
        self._traces = traces
        self._work = _WORK

    def run(self) -> None:
        """All repairs."""
        for _ in range(_MAX_REPAIRS):
            if not self._repair_one():
                break
        self._adopt_strays()

    def _lacking(self) -> Iterator[tuple[Scope, SectionSpec, bool]]:
        """Declared sections of which there may be one more, each with its scope, and whether its absence is a finding."""
        there = {bound.spec.id for bound in self._sections.bound}
        for scope in self._sections.scopes:
            grouped = {
                name
                for group in self._sections.groups(scope)
                if not scope.has_any(group.sections)
                for name in group.sections
            }
            for spec in scope.specs:
                # Of a form there may always be one more. An existing name exists, whatever else has the same name.
                open_ended = spec.max_count == UNBOUNDED and spec.pattern
                if spec.style != "heading" or (scope.count(spec) and not open_ended):
                    continue
                if spec.when is None or holds(spec.when, self._field_value, there.__contains__, self._family):
                    yield scope, spec, spec.presence != "optional" or spec.id in grouped

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
        surplus = {bound.node for scope in sections.scopes for bound in scope.surplus}
        places = _Places(sections.nodes, loose, sections.bound, surplus)
        for scope, spec, wanted in list(self._lacking()):
            for node in places.candidates(scope, spec):
                if self._work <= 0:
                    return False
                if not (wanted or _is_meant(sections.ruleset, scope, spec, node, places)):
                    continue
                if (node.level > scope.level and self._is_below(spec, node)) or _counts_on(node, scope.node):
                    continue
                is_sure = places.is_in_order(scope, spec, node) or places.is_right_there(
                    sections.ruleset, scope, spec, node
                )
                if self._takes_level(scope, spec, node, is_sure=is_sure):
                    sections.relevelled.append(node)
                    return True
        return False

    def _is_below(self, spec: SectionSpec, node: Node) -> bool:
        """Whether a section's own heading is above another of its name, hidden or misspelt: that one is a part of it."""
        above = node.parent
        if above is None or above.level == 0:
            return False
        lines = (trace.range.start.line for form in FORMS for trace in self._traces().all(form, spec))
        if any(above.line < line < node.line for line in lines):
            return True
        if spec.pattern or above.level != node.level - 1 or above is self._sections.title:
            return False
        return not any(name in spec.names for name in above.names) and bool(
            nearest_name(above.title, [spec.title, *spec.aliases])
        )

    def _takes_level(self, scope: Scope, spec: SectionSpec, node: Node, *, is_sure: bool) -> bool:
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
            # One level off is a slip. More is one only if subsections fall into place with it, or if it is where the section
            # belongs: a heading deep below another section may just share the name.
            gain = len(bound_now) - score
            if fits and len(bound_now) > best_score and (abs(shift) == 1 or gain > 1 or is_sure):
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
        """Bind what may be in its place but is, under its own name, beneath another parent."""
        sections = self._sections
        by_node: dict[Node, list[Bound]] = {}
        for bound in sections.bound:
            by_node.setdefault(bound.node, []).append(bound)
        strays = _Strays(sections, by_node)
        if not strays.any:
            return
        homes = Homes(sections.nodes, lambda node: by_node.get(node, []))
        equal: dict[int, list[Scope]] = {}
        for scope in sorted(sections.scopes, key=lambda scope: scope.node.line):
            for spec in scope.specs:
                equal.setdefault(id(spec), []).append(scope)
        waiting: dict[int, tuple[SectionSpec, bool, set[Scope]]] = {}
        for scope, spec, wanted in self._lacking():
            waiting.setdefault(id(spec), (spec, wanted, set()))[2].add(scope)
        adopted: set[Node] = set()
        for spec, wanted, lacking in sorted(waiting.values(), key=lambda each: equal[id(each[0])][0].level):
            scopes = equal[id(spec)]
            for node in strays.of(spec, scopes[0].level):
                if not lacking:
                    break
                found = nearest(scopes, node.line)
                if (
                    found is None
                    or found not in lacking
                    or node in by_node
                    or not homes.is_free(found, spec, node.line)
                    or _is_part_of_another(found, node, by_node)
                ):
                    continue
                # Where several sections may have such a part, or where it is asked of none, it may be the parent's own.
                asked = (
                    wanted and spec.presence != "optional" and (not found.count(spec) or strays.is_only(spec, scopes))
                )
                has_form = bool(spec.pattern) and has_label_of(node.title, spec.title) and strays.is_only(spec, scopes)
                if not asked and not has_form and not strays.is_meant(spec, node):
                    continue
                adopted.add(node)
                for bound in self._adopt(found, spec, node):
                    by_node.setdefault(bound.node, []).append(bound)
                if not (spec.pattern and spec.max_count == UNBOUNDED):
                    lacking.remove(found)
        if adopted:
            for other in sections.scopes:
                other.unknown = [node for node in other.unknown if node not in adopted]

    def _adopt(self, scope: Scope, spec: SectionSpec, node: Node) -> list[Bound]:
        """Bind a stray, and what is declared below it."""
        sections = self._sections
        bound = Bound(spec, node, scope.owner, stray=True)
        scope.add(bound)
        known = len(sections.scopes)
        sections.bind_scope(Scope(bound, node, spec.sections, scope.level + 1, spec.order), node.children)
        found = [bound, *(each for added in sections.scopes[known:] for each in added.bound)]
        sections.bound.extend(found)
        return found


_COUNTED = re.compile(r"\W{0,3}(\d{1,3})[.):]?\s")


def _counts_on(node: Node, before: Node) -> bool:
    """Whether a heading goes on counting where another of its level was: "5. Rules" after "4. Steps"."""
    numbers = _COUNTED.match(node.title), _COUNTED.match(before.title)
    return bool(numbers[0] and numbers[1] and node.level == before.level and int(numbers[0][1]) > int(numbers[1][1]))


class _Strays:
    """The headings that stand for nothing, to be asked which of them have the name of a section."""

    def __init__(self, sections: Sections, by_node: dict[Node, list[Bound]]) -> None:
        self._ruleset = sections.ruleset
        self._specs = list(_all_specs(sections.ruleset.sections))
        self._by_node = by_node
        self._by_name: dict[tuple[str, int], list[Node]] = {}
        self._by_level: dict[int, list[Node]] = {}
        for node in sections.nodes:
            if node not in by_node and node is not sections.title:
                self._by_level.setdefault(node.level, []).append(node)
                for name in node.names:
                    self._by_name.setdefault((name, node.level), []).append(node)
        self.any = bool(self._by_level)

    def of(self, spec: SectionSpec, level: int) -> list[Node]:
        """Those of a level that have a section's name, or its form if that says something, in document order."""
        found = [node for name in spec.names for node in self._by_name.get((name, level), ())]
        if spec.pattern and is_telling(spec):
            found += [node for node in self._by_level.get(level, ()) if node.fits(spec.pattern)]
        return sorted(set(found), key=line_of)

    def is_only(self, spec: SectionSpec, scopes: Sequence[Scope]) -> bool:
        """Whether no other section may have such a part."""
        owner = scopes[0].owner
        while owner is not None and owner.spec.max_count == 1:
            owner = owner.parent
        return owner is None and len(scopes) == 1 and sum(alike(each, spec) for each in self._specs) == 1

    def is_meant(self, spec: SectionSpec, node: Node) -> bool:
        """Whether a heading under another parent is a section that nobody would miss, and not one of that parent's own."""
        return _has_parts(node, spec.sections) or not _allows_others(self._ruleset, node, self._by_node)


def _is_meant(ruleset: RuleSet, scope: Scope, spec: SectionSpec, node: Node, places: _Places) -> bool:
    """Whether a heading at another level is a section that nobody would miss.

    Its subsections are those of the section, or the ones that follow are; or it is right below the section that it belongs
    to, one level too high, and has that section's form, or nothing else may be there; or it has the title's level; or it is
    where the section belongs, as the only heading of its own in the section before; or only its level is wrong.
    """
    if places.is_right_there(ruleset, scope, spec, node):
        return True
    if _has_parts(node, spec.sections) or (scope.owner is not None and _has_parts(node, scope.specs)):
        return True
    if places.is_above_all(scope, spec, node) or places.is_in_order(scope, spec, node):
        return True
    if places.is_beside(scope, spec, node) or places.is_all_of(scope, node):
        return True
    if places.is_next(scope, node) and node.level + 1 == scope.level:
        form = bool(spec.pattern) and _MARK.search(node.title) is not None
        return form or not places.allows_others(ruleset, node)
    if node.level != scope.level + 1:
        return False
    above = node.parent
    if above is not None and any(bound.spec is spec for bound in places.bound_at(above)):
        return follows(above.title, node.title) or places.parts_follow(spec, node, scope.level)
    if places.parts_follow(spec, node, scope.level):
        return True
    return not places.allows_others(ruleset, node)


def _is_part_of_another(scope: Scope, node: Node, by_node: dict[Node, list[Bound]]) -> bool:
    """Whether a heading is below one that nearly has the name, or the form, of the section that a scope is: it is part of that."""
    above = node.parent
    if scope.owner is None or above is None or above in by_node or above.level != scope.level - 1:
        return False
    spec = scope.owner.spec
    if not spec.pattern:
        return bool(nearest_name(above.title, [spec.title, *spec.aliases]))
    own, label = label_of(above.title), label_of(spec.title)
    return bool(own and label and (own == label or nearest_name(own, [label])))


def _all_specs(specs: Iterable[SectionSpec]) -> Iterator[SectionSpec]:
    for spec in specs:
        yield spec
        yield from _all_specs(spec.sections)


def _has_parts(node: Node, specs: Iterable[SectionSpec]) -> bool:
    """Whether a section has a subsection of a declared name."""
    names = {name for spec in specs for name in spec.names}
    return bool(names) and any(not names.isdisjoint(child.names) for child in node.children)


def _allows_others(ruleset: RuleSet, node: Node, by_node: dict[Node, list[Bound]]) -> bool:
    """Whether a heading may be where it is although it is not declared there."""
    around = node.parent
    if around is None or around.level < ruleset.heading_level:
        return ruleset.unknown_sections == "allow"
    return all(bound.spec.unknown_sections == "allow" for bound in by_node.get(around, ()))


class _Places:
    """Where each heading is, so that those that can end up in a scope are found without trying."""

    def __init__(
        self, nodes: Sequence[Node], loose: Sequence[Node], bound: Iterable[Bound], surplus: AbstractSet[Node]
    ) -> None:
        self._surplus = surplus
        self._by_node: dict[Node, list[Bound]] = {}
        for each in bound:
            self._by_node.setdefault(each.node, []).append(each)
        self._index = {node: index for index, node in enumerate(nodes)}
        self._evidence = Evidence(nodes, self.bound_at)
        self._ends = _ends(nodes)
        self._by_name: dict[str, list[Node]] = {}
        for node in loose:
            for name in node.names:
                self._by_name.setdefault(name, []).append(node)
        self._nodes = nodes
        self._loose = loose
        self._loose_set = set(loose)
        self._followers = {
            node.parent: node for node in loose if node.parent and follows(node.parent.title, node.title)
        }
        self._topmost = [node for node in loose if node.level == 1]
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
        if spec.pattern and scope.owner is not None and not is_telling(spec):
            yield from (node for node in self._next_to(scope, spec, last) if node.fits(spec.pattern))
        for position in range(bisect_right(meant, first - 1, key=self._index.__getitem__), len(meant)):
            node = meant[position]
            if self._index[node] > last:
                return
            if node.level != scope.level:
                yield node

    def _next_to(self, scope: Scope, spec: SectionSpec, last: int) -> Iterator[Node]:
        """The headings that go on with the sections of a form that accepts any.

        That is one with the next number, below the last of them, or behind the section that they are in; or what is behind
        that section where it has nothing in it.
        """
        for bound in scope.bound if self._followers else ():
            if bound.spec is spec and bound.node in self._followers:
                yield self._followers[bound.node]
        behind = self._nodes[last] if last < len(self._nodes) else None
        if behind is None or behind not in self._loose_set or behind.level + 1 != scope.level:
            return
        is_first = is_numbered_as(behind.title, spec.title) and self.is_all_of(scope, behind)
        if is_first or (scope.count(spec) and follows(scope.last(spec).node.title, behind.title)):
            yield behind

    def parts_follow(self, spec: SectionSpec, node: Node, level: int) -> bool:
        """Whether a section's parts are below a heading of its name, and the section that it is in has its own."""
        return self._evidence.parts_follow(spec, node.line, level)

    def is_above_all(self, scope: Scope, spec: SectionSpec, node: Node) -> bool:
        """Whether a heading with the name of an outermost section has the level of the title, as the only one beside it."""
        if scope.owner is not None or node.level != 1 or scope.level == 1 or len(self._topmost) > 1:
            return False
        return node.names[0] in spec.names or (bool(spec.pattern) and _MARK.search(node.title) is not None)

    def is_in_order(self, scope: Scope, spec: SectionSpec, node: Node) -> bool:
        """Whether a heading ends the section that is declared before `spec`, which has no other undeclared subsection.

        Below a section that declares none, the heading counts only if it has the section's own name, no alias.
        """
        above = node.parent
        if above is None or above.level != scope.level or spec.pattern or node.names[0] not in spec.names:
            return False
        if node in self._surplus:
            return False  # it is declared there, too
        if above.children[-1] is not node or not all(self._by_node.get(other) for other in above.children[:-1]):
            return False
        around = [bound for bound in self._by_node.get(above, ()) if bound.parent is scope.owner]
        if scope.order == "any" or not around:
            return False
        if node.names[0] != normalise(spec.title) and not any(bound.spec.sections for bound in around):
            return False
        rank = {each.id: index for index, each in enumerate(scope.specs)}
        after = bisect_right(scope.bound, node.line, key=lambda bound: bound.node.line)
        before, own = rank[scope.bound[after - 1].spec.id] if after else -1, rank[spec.id]
        return before < own and (after == len(scope.bound) or own < rank[scope.bound[after].spec.id])

    def is_beside(self, scope: Scope, spec: SectionSpec, node: Node) -> bool:
        """Whether a heading with a section's own name ends one that is declared beside it, which has no other subsection of its own."""
        above = node.parent
        if scope.owner is None or spec.pattern or above is None or node.level != scope.level + 1:
            return False
        if node.names[0] != normalise(spec.title) or above.parent is not scope.node or node in self._surplus:
            return False
        if above.children[-1] is not node or not all(self._by_node.get(other) for other in above.children[:-1]):
            return False
        return any(bound.parent is scope.owner for bound in self._by_node.get(above, ()))

    def is_all_of(self, scope: Scope, node: Node) -> bool:
        """Whether a section that a heading belongs to ends above it, one level higher than that, and has nothing else."""
        if node.level + 1 != scope.level or not self.is_next(scope, node) or scope.node.children:
            return False
        return not any(is_content(block) for block in scope.node.blocks)

    def is_right_there(self, ruleset: RuleSet, scope: Scope, spec: SectionSpec, node: Node) -> bool:
        """Whether a heading is in the place of a section, and only its level is wrong.

        It is in no other section, but a level is left out; or it ends the section that it belongs to, has the level of the
        document's title, and the title that one section alone has.
        """
        if node.level > scope.level:
            return node.parent is scope.node and (not spec.pattern or _MARK.search(node.title) is not None)
        if node.level > 1 or spec.pattern or node.names[0] != normalise(spec.title) or not self.is_next(scope, node):
            return False
        return sum(alike(each, spec) for each in _all_specs(ruleset.sections)) == 1

    def is_next(self, scope: Scope, node: Node) -> bool:
        """Whether a heading is the one that ends the section that a scope is."""
        start = self._index.get(scope.node) if scope.owner is not None else None
        return start is not None and self._index[node] == self._ends[start]

    def bound_at(self, node: Node) -> Sequence[Bound]:
        """The declared sections that a heading stands for."""
        return self._by_node.get(node, ())

    def allows_others(self, ruleset: RuleSet, node: Node) -> bool:
        """Whether a heading may be where it is although it is not declared there."""
        return _allows_others(ruleset, node, self._by_node)

    def _search(self, spec: SectionSpec) -> list[Node]:
        if spec.pattern and is_telling(spec):
            named = {node for name in spec.names for node in self._by_name.get(name, ())}
            # What has the name of one of its parts is that part.
            parts = {name for part in spec.sections for name in part.names}
            return [
                node
                for node in self._loose
                if node in named or (node.fits(spec.pattern) and parts.isdisjoint(node.names))
            ]
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
