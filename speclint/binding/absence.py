"""Why something that the author may have written is not recognised.

Owns: which trace of a missing section, or which heading with another name, stands for it.
Never: runs for what is found. The document is read once for all that is missing (see `speclint.binding.traces`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from functools import cached_property, partial
from operator import itemgetter
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.values import NamedTuple
from speclint.binding.cause import elsewhere, hidden, is_title, misspelt, not_a_heading, renamed
from speclint.binding.groups import open_groups
from speclint.binding.homes import Homes, nearest
from speclint.binding.names import NearestName, label_of, nearest_name, recased, relabelled
from speclint.binding.nodes import line_of
from speclint.binding.resemblance import Resemblance
from speclint.binding.traces import FORMS, is_named, is_telling
from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from speclint.binding.binding import Binding
    from speclint.binding.bold_absence import BoldAbsence
    from speclint.binding.cause import Cause
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import Missing
    from speclint.binding.sections import Scope
    from speclint.binding.traces import Form, Trace
    from speclint.ruleset import SectionSpec

# Words that say something: shorter ones are mostly "and", "of", "the".
_WORD = re.compile(r"\w{4,}")
_HIDDEN: tuple[Form, ...] = ("code", "comment")
_SEEN: tuple[Form, ...] = ("nested", "text")
_LABELS = ("bold", "summary", "text")
"""Shapes that may be labels in the text of another section."""


class _Equal(NamedTuple):
    """A part of equal sections: their scopes in the order of the document, and what lacks it, by the scope's identity."""

    scopes: list[Scope]
    lacking: dict[int, Missing]


class Absence:
    """What is in a document instead of its missing sections.

    It reads the document once. What is in the section that lacks something comes first, then what is in no section that may
    have such a part itself. What was found to stand for one section stands for no other.
    """

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._traces = binding.traces
        self._homes = Homes(binding.nodes, binding.bound_at)
        self._loose = [node for node in binding.nodes if not binding.bound_at(node)]
        self._loose_set = set(self._loose)
        self._by_name: dict[str, list[Node]] = {}
        for node in self._loose:
            for name in node.names:
                self._by_name.setdefault(name, []).append(node)
        self._named_for: dict[int, list[Node]] = {}
        self._by_word: dict[int, dict[str, list[Node]]] = {}
        self._parts: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
        """By section and level: the lines of headings of its parts, and of those that end it."""
        self._alike = Resemblance(binding.sections.wordings)
        self._bold: BoldAbsence | None = None
        self._meant: _Meant | None = None
        self._taken: set[Node | int] = set()
        """Headings, and the numbers of traces."""
        self._found: dict[tuple[int, str], Cause | None] = {}

    def causes(self) -> tuple[Cause | None, ...]:
        """For each missing section, in the same order, what was found instead."""
        missing = self._binding.missing
        asked = [each for each in missing if not each.behind]
        self.causes_of(asked)
        for each in asked:
            if self._cause(each) is None:
                self._settle(each, self._renamed(each))
        return tuple(map(self._cause, missing))

    def of_same_words(self, missing: Sequence[Missing]) -> tuple[Cause | None, ...]:
        """For each of some missing sections, in the same order, a heading of the same words: "Events Events"."""
        for each in missing:
            by_word = self._words_of(each.scope) if each.spec.style == "heading" and not each.spec.pattern else {}
            words = set(_WORD.findall(forms(each.spec.title)[0]))
            some = {node for word in words for node in by_word.get(word, ())}
            for node in sorted(some - self._taken, key=line_of):
                if node.level == each.level and self._alike.is_own_name(node.title, each.spec):
                    self._taken.add(node)
                    self._settle(each, renamed(node, each, "in its place"))
                    break
        return tuple(map(self._cause, missing))

    def causes_of(self, missing: Sequence[Missing]) -> tuple[Cause | None, ...]:
        """For each of some missing sections, in the same order, what was found instead, if it has nearly its name."""
        new = [each for each in missing if (id(each.scope), each.spec.id) not in self._found]
        # What may belong to a section or to one inside of it belongs to the inner one.
        for each in sorted(new, key=lambda each: -each.level):
            self._settle(each, self._inside(each))
        self._outside([each for each in new if self._cause(each) is None])
        return tuple(map(self._cause, missing))

    def of_any_name(self, missing: Sequence[Missing]) -> Cause | None:
        """What stands for the first of sections of a form that accepts any name, by the level that is left out below it."""
        for each in missing:
            scope, spec = each.scope, each.spec
            below = scope.node.children[0] if scope.node.children else None
            if not spec.pattern or is_telling(spec) or below is None or below.level <= scope.level:
                continue
            index = bisect_right(self._in_order, below.line, key=_line_of) - 1
            trace = self._in_order[index] if index >= 0 else None
            if trace is None or trace.range.start.line <= scope.node.line or trace.level not in (0, scope.level):
                continue
            if trace.place not in self._taken and whole_matches(spec.pattern, trace.title.strip()):
                self._taken.add(trace.place)
                return hidden(trace) if trace.shape in _HIDDEN else not_a_heading(trace, each)
        return None

    @cached_property
    def _in_order(self) -> list[Trace]:
        return sorted((trace for form in FORMS for trace in self._traces.of_form(form)), key=_line_of)

    def _cause(self, missing: Missing) -> Cause | None:
        return self._found.get((id(missing.scope), missing.spec.id))

    # -- inside

    def _inside(self, missing: Missing) -> Cause | None:
        """What stands for a section among the lines of the one that lacks it."""
        if missing.spec.style == "bold":
            return self._bold_inside(missing)
        if (trace := self._first_inside(missing, "code")) is not None:
            return hidden(trace)
        if (trace := self._first_inside(missing, "comment")) is not None:
            return hidden(trace)
        node = self._first_heading(missing)
        for form in _SEEN:
            if (trace := self._first_inside(missing, form, before=node)) is not None:
                return not_a_heading(trace, missing)
        if node is None:
            return self._misspelt(missing)
        if (
            node.parent is not None
            and node.parent in self._loose_set
            and (cause := self._misspelt(missing)) is not None
        ):
            if cause.node is node.parent:
                return cause
            self._taken.discard(cause.node or -1)
        self._taken.add(node)
        return self._elsewhere(node, missing)

    def _bold_inside(self, missing: Missing) -> Cause | None:
        if self._bold is None:
            from speclint.binding.bold_absence import BoldAbsence  # few rule sets have such sections

            self._bold = BoldAbsence(self._binding)
        scope, spec = missing.scope, missing.spec
        return self._bold.cause(
            missing, self._homes.span(scope), lambda line: self._homes.may_hold(scope, spec, line, 0)
        )

    def _first_inside(self, missing: Missing, form: Form, before: Node | None = None) -> Trace | None:
        """The first trace of a form in a section. `before`: only one below which a heading of the same name is its part."""
        spec, scope = missing.spec, missing.scope
        first, last = self._homes.span(scope)
        if before is not None:
            above = before.parent
            first, last = max(first, above.line if above is not None and above.level else 0), before.line - 1
        traces = self._traces.all(form, spec)
        for index in range(bisect_right(traces, first, key=_line_of), len(traces)):
            trace = traces[index]
            if trace.range.start.line > last:
                break
            if trace.place in self._taken or (form == "code" and trace.level != missing.level):
                continue
            if self._homes.may_hold(scope, spec, trace.range.start.line, trace.level) and self._is_meant(
                trace, missing
            ):
                self._taken.add(trace.place)
                return trace
        return None

    def _is_meant(self, trace: Trace, missing: Missing) -> bool:
        """Whether text that opens no section was meant to: by the section's own title, or where no other section is.

        As for headings, far below another section it is a part of that one. What nobody sees, in a closed code block or a
        comment, may be an example or a template, and is one only by the section's own title.
        """
        if trace.shape not in (*_LABELS, "nested", "code", "comment") or (
            trace.block is not None and not trace.block.closed
        ):
            return True
        around = self._homes.innermost(trace.range.start.line)
        is_seen = trace.shape not in ("code", "comment")
        is_here = around is missing.scope.node
        if is_seen and is_here and missing.scope.owner is not None:
            return True
        if not self._alike.is_own_name(trace.title, missing.spec):
            return False
        is_label = trace.shape in _LABELS and missing.scope.owner is None and not is_here
        if is_label and self._traces.is_repeated(trace.title):
            return False  # a label of several parts, as "Solution" of several problems
        if trace.shape not in _LABELS or around is None or around.level <= missing.level:
            return True
        return self._is_last_in(around, trace, missing)

    def _is_last_in(self, around: Node, trace: Trace, missing: Missing) -> bool:
        """Whether a subsection around a text may end there: what goes on below is a part of the missing section, or beside it."""
        nodes = self._binding.nodes
        index = bisect_right(nodes, trace.range.start.line, key=line_of)
        below = nodes[index] if index < len(nodes) else None
        parts = missing.spec.sections
        if (
            below is not None
            and below.level == missing.level + 1
            and any(is_named(below.title, part) for part in parts)
        ):
            return True  # however deep the text is, what follows is no part of the section around it
        if around.level > missing.level + 1 or below is None or below.level <= missing.level:
            return around.level <= missing.level + 1
        if trace.shape != "text" and below.level == missing.level + 1 and self._ends_at(around, trace, below):
            return True
        key = (missing.spec.id, missing.level)
        if key not in self._parts:
            self._parts[key] = (
                [node.line for node in nodes if any(is_named(node.title, part) for part in parts)],
                [node.line for node in nodes if node.level <= missing.level],
            )
        own, others = self._parts[key]
        part, other = bisect_right(own, trace.range.start.line), bisect_right(others, trace.range.start.line)
        return part < len(own) and (other == len(others) or own[part] < others[other])

    def _ends_at(self, around: Node, trace: Trace, below: Node) -> bool:
        """Whether a declared subsection has nothing below a line, or nothing but a heading that is not declared is next."""
        if not self._binding.bound_at(around):
            return False
        return below in self._loose_set or around.blocks[-1].range == trace.around

    def _is_moved(self, node: Node, missing: Missing) -> bool:
        """Whether a heading at another level or place is a section: by its own title, or where no other section is.

        Far below another section, a heading is a part of that one, whatever its name is.
        """
        if node.level > missing.level + 1:
            return False
        if self._alike.is_own_name(node.title, missing.spec):
            return True
        _, last = self._homes.span(missing.scope)
        return node is not self._binding.title and (node.parent is missing.scope.node or node.line == last + 1)

    def _first_heading(self, missing: Missing) -> Node | None:
        spec, scope = missing.spec, missing.scope
        first, last = self._homes.span(scope)
        nodes = self._named(spec)
        for index in range(bisect_right(nodes, first, key=line_of), len(nodes)):
            node = nodes[index]
            if node.line > last:
                break
            may_hold = node not in self._taken and self._homes.may_hold(scope, spec, node.line, node.level)
            if may_hold and self._is_moved(node, missing):
                return node
        return None

    def _named(self, spec: SectionSpec) -> list[Node]:
        """The headings that stand for nothing and have the name of a section, in the order of the document."""
        if id(spec) not in self._named_for:
            if spec.pattern:
                found = [node for node in self._loose if is_named(node.title, spec)]
            else:
                found = sorted({node for name in spec.names for node in self._by_name.get(name, ())}, key=line_of)
            self._named_for[id(spec)] = found
        return self._named_for[id(spec)]

    def _elsewhere(self, node: Node, missing: Missing) -> Cause:
        return is_title(node, missing) if node is self._binding.title else elsewhere(node, missing)

    # -- outside

    def _outside(self, missing: Sequence[Missing]) -> None:
        """What stands for sections, and is in no section that may have such a part itself."""
        by_spec: dict[int, list[Missing]] = {}
        for each in missing:
            if each.scope.owner is not None and each.spec.style == "heading":
                by_spec.setdefault(id(each.spec), []).append(each)
        places: dict[int, list[Scope]] = {key: [] for key in by_spec}
        for scope in sorted(self._binding.sections.scopes, key=lambda scope: scope.node.line):
            for spec in scope.specs:
                if id(spec) in places:
                    places[id(spec)].append(scope)
        for key, lacking in by_spec.items():
            spec, level = lacking[0].spec, lacking[0].level
            equal = _Equal(places[key], {id(each.scope): each for each in lacking})
            for form in _HIDDEN:
                for trace in self._traces.all(form, spec) if equal.lacking else ():
                    if form == "code" and trace.level != level:
                        continue
                    fits = partial(self._is_meant, trace)
                    near = self._nearest(equal, trace.range.start.line, trace.place, owned=True, fits=fits)
                    if near is not None:
                        self._settle(near, hidden(trace))
            for node in self._named(spec) if equal.lacking else ():
                if node is self._binding.title or (spec.pattern and node.level != level):
                    continue
                if (near := self._nearest(equal, node.line, node, fits=partial(self._is_moved, node))) is not None:
                    self._settle(near, self._elsewhere(node, near))
            for form in _SEEN:
                for trace in self._traces.all(form, spec) if equal.lacking else ():
                    fits = partial(self._is_meant, trace)
                    if (near := self._nearest(equal, trace.range.start.line, trace.place, fits=fits)) is not None:
                        self._settle(near, not_a_heading(trace, near))
            for node, name in self._near(spec, level) if equal.lacking else ():
                if (near := self._nearest(equal, node.line, node)) is not None:
                    self._settle(near, misspelt(node, name))

    def _nearest(
        self,
        equal: _Equal,
        line: int,
        key: Node | int,
        *,
        owned: bool = False,
        fits: Callable[[Missing], bool] | None = None,
    ) -> Missing | None:
        """Of equal parts missing in several sections, the one that a place stands for; it is no longer lacking.

        `owned`: a place in any declared section belongs to that one. `fits`: whether what exists can be that part.
        """
        scope = nearest(equal.scopes, line) if key not in self._taken else None
        missing = equal.lacking.get(id(scope)) if scope is not None else None
        if scope is None or missing is None:
            return None
        first, last = self._homes.span(scope)
        # What is in the section itself, and was not taken, belongs to another inside of it.
        if first <= line <= last or not self._homes.is_free(scope, missing.spec, line, owned=owned):
            return None
        if fits is not None and not fits(missing):
            return None
        self._taken.add(key)
        return equal.lacking.pop(id(scope))

    def _settle(self, missing: Missing, cause: Cause | None) -> None:
        self._found[id(missing.scope), missing.spec.id] = cause

    # -- other names

    def _misspelt(self, missing: Missing) -> Cause | None:
        """A heading of the section that lacks another, with nearly its name."""
        spec = missing.spec
        if spec.pattern:
            return self._misspelt_form(missing)
        found = self._all_meant.at_home(missing, self._taken) if spec.names else None
        if found is None:
            return None
        self._taken.add(found[0])
        return misspelt(*found)

    def _misspelt_form(self, missing: Missing) -> Cause | None:
        """A heading with nearly the beginning of a form: "Scenaro: Login" for "Scenario: Login"."""
        spec = missing.spec
        label = label_of(spec.title)
        if not whole_matches(spec.pattern, spec.title) or not is_telling(spec):
            return None
        for node in missing.scope.unknown:
            if node.level != missing.level or node in self._taken:
                continue
            own, meant = label_of(node.title), recased(node.title, spec.title)
            meant, _ = relabelled(meant, spec.title)
            if meant == node.title and own and label and nearest_name(own, [label]):
                meant = label + node.title[len(own) :]
            if meant != node.title and whole_matches(spec.pattern, meant):
                self._taken.add(node)
                return misspelt(node, meant)
        return None

    def _near(self, spec: SectionSpec, level: int) -> Iterable[tuple[Node, str]]:
        return self._all_meant.at_level(spec, level) if spec.names and not spec.pattern else ()

    @property
    def _all_meant(self) -> _Meant:
        if self._meant is None:
            self._meant = _Meant(self._binding, self._loose, self._alike)
        return self._meant

    def _renamed(self, missing: Missing) -> Cause | None:
        """The heading of one's own that most likely is the missing section under another name.

        It has subsections that belong to the missing one; or its name says no more than the title of the missing one.
        Of two that are as likely, neither is.
        """
        scope, spec = missing.scope, missing.spec
        if spec.style == "bold" or not scope.unknown:
            return None
        own = [node for node in scope.unknown if node.level == missing.level and node not in self._taken]
        if not own:
            return None
        parts = {node: self._alike.parts_of(spec, node) for node in own if node.children} if spec.sections else {}
        most = max(parts.values(), default=0)
        found = [node for node, count in parts.items() if 0 < count == most]
        how = "with its subsections"
        if not found and not spec.pattern:
            first, last = _gap_around(missing)
            how = "in its place"
            found = [node for node in own if self._alike.is_qualified(node.title, spec)]
            if any(not first < node.line < last for node in found):
                return None
        if len(found) != 1:
            return None
        self._taken.add(found[0])
        return renamed(found[0], missing, how)

    def _words_of(self, scope: Scope) -> dict[str, list[Node]]:
        """The headings that a scope does not know, by the words in them."""
        if id(scope) not in self._by_word:
            by_word = self._by_word[id(scope)] = {}
            for node in scope.unknown:
                for word in _WORD.findall(node.names[0]):
                    by_word.setdefault(word, []).append(node)
        return self._by_word[id(scope)]


class _Meant:
    """Which missing section a heading that stands for none was probably meant to be.

    Each heading is compared once with the names of all that is missing, so that it counts for the one that is nearest.
    """

    def __init__(self, binding: Binding, loose: Iterable[Node], alike: Resemblance) -> None:
        specs = {id(missing.spec): missing.spec for missing in binding.missing}
        for _, _, absent, _, _ in open_groups(binding):
            specs.update((id(spec), spec) for spec in absent)
        names = (name for spec in specs.values() for name in (spec.title, *spec.aliases) if not spec.pattern)
        known = NearestName(names, binding.sections.wordings.tells_apart)
        titles = {spec.title for spec in specs.values()}
        homes = {node: id(scope) for scope in binding.sections.scopes for node in scope.unknown}
        self._at_home: dict[tuple[int, str], deque[tuple[int, Node]]] = {}
        """By scope and name, the headings that are unknown there, with their place in the document."""
        self._at_level: dict[tuple[int, str], list[tuple[int, Node]]] = {}
        for place, node in enumerate(loose):
            name = known.of(node.title) if node is not binding.title else ""
            # The plural of an alias is what it says, and no typing error.
            if name and (name in titles or not alike.is_plural(node.title, name)):
                self._at_level.setdefault((node.level, name), []).append((place, node))
                if node in homes:
                    self._at_home.setdefault((homes[node], name), deque()).append((place, node))

    def at_home(self, missing: Missing, taken: AbstractSet[Node | int]) -> tuple[Node, str] | None:
        """The first heading in the scope itself that was meant as a section, and the name that it is near."""
        found: list[tuple[int, Node, str]] = []
        for name in dict.fromkeys((missing.spec.title, *missing.spec.aliases)):
            waiting = self._at_home.get((id(missing.scope), name), deque())
            # What is taken stays taken: nobody has to look at it twice.
            while waiting and waiting[0][1] in taken:
                waiting.popleft()
            if waiting:
                found.append((*waiting[0], name))
        return min(found, key=itemgetter(0))[1:] if found else None

    def at_level(self, spec: SectionSpec, level: int) -> Iterable[tuple[Node, str]]:
        """All headings of a level that were meant as a section, wherever they are, and the name that each is near."""
        names = dict.fromkeys((spec.title, *spec.aliases))
        found = ((*each, name) for name in names for each in self._at_level.get((level, name), ()))
        return (each[1:] for each in sorted(found, key=itemgetter(0)))


def _line_of(trace: Trace) -> int:
    return trace.range.start.line


def _gap_around(missing: Missing) -> tuple[int, float]:
    """The lines of the sections between which the missing one belongs."""
    rank = {spec.id: index for index, spec in enumerate(missing.scope.specs)}
    place = rank[missing.spec.id]
    lines = [(rank[bound.spec.id], bound.node.line) for bound in missing.scope.bound]
    return (
        max((line for other, line in lines if other < place), default=0),
        min((line for other, line in lines if other > place), default=float("inf")),
    )
