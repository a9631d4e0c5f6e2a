"""Why something that is declared is not recognised, computed on request.

Owns: what is in a document instead of the sections that it lacks, alone or in groups, each found once.
Never: reports, or loads the search for a document that lacks nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.source import Position
from speclint.base.values import NamedTuple
from speclint.binding.conditions import absent_sections
from speclint.binding.groups import open_groups
from speclint.binding.nodes import line_of
from speclint.binding.pairs import Missing
from speclint.binding.slips import heading_slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.base.source import Range
    from speclint.binding.absence import Absence
    from speclint.binding.binding import Binding, Case
    from speclint.binding.cause import Cause
    from speclint.binding.field_traces import FieldCause
    from speclint.binding.nodes import Node
    from speclint.binding.overlooked import Overlooked
    from speclint.binding.sections import Scope
    from speclint.ruleset import SectionGroup, SectionSpec


_LABELS = ("bold", "text", "label", "renamed")
"""Kinds of causes that may be content of the section around them."""


class Gap(NamedTuple):
    """A group that is not complete. `absent` are the sections it expects, `present` those it has.

    `causes` say what is in the document instead of an absent section, where anything does.
    """

    scope: Scope
    group: SectionGroup
    absent: tuple[SectionSpec, ...]
    present: tuple[SectionSpec, ...]
    causes: tuple[tuple[SectionSpec, Cause], ...]
    behind: Severity | None = None
    """The severity of the finding that explains it, see `Finding.behind`."""


def causes(binding: Binding) -> tuple[Cause | None, ...]:
    """For each missing section, in the same order, what is in the document instead."""
    return binding.once(_causes)


def gaps(binding: Binding) -> tuple[Gap, ...]:
    """Every group of sections that lacks one, in the order of the rule set."""
    return binding.once(_gaps)


def place_of(binding: Binding, missing: Missing, cause: Cause | None) -> Range:
    """Where a missing section is reported: at what was found instead, else at the last of its kind, else at its parent."""
    if cause is not None:
        return cause.range
    if missing.scope.count(missing.spec):
        return missing.scope.last(missing.spec).node.range
    return binding.anchor(missing.scope.owner)


def overlooked(binding: Binding) -> tuple[Overlooked, ...]:
    """The sections that exist, whose headings are not seen, and that nobody misses."""
    return binding.once(_overlooked)


class Unseen(NamedTuple):
    """Sections that exist, but whose headings are not seen.

    `places` is where they begin, in order, and `nodes` the headings that stand for some of them; `swallowed` are the
    headings below the others, which look like parts of the section before. `ids` are those of the sections.
    """

    places: tuple[Position, ...]
    nodes: frozenset[Node]
    swallowed: frozenset[Node]
    ids: frozenset[str]


def unseen(binding: Binding) -> Unseen:
    """The sections whose headings are not seen."""
    return binding.once(_unseen)


def _unseen(binding: Binding) -> Unseen:
    meant = [
        (each.spec, each.level, cause) for each, cause in zip(binding.missing, causes(binding), strict=True) if cause
    ]
    meant += [(spec, gap.scope.level, cause) for gap in gaps(binding) for spec, cause in gap.causes]
    meant += [(each.section.spec, each.section.level, each.cause) for each in overlooked(binding)]
    places: set[Position] = set()
    swallowed: set[Node] = set()
    for _, level, cause in meant:
        if cause.node is not None:
            continue
        places.add(Position((cause.hidden_in or cause.range).start.line, 1))
        for index in range(bisect_right(binding.nodes, cause.range.start.line, key=line_of), len(binding.nodes)):
            node = binding.nodes[index]
            if node.level <= level:
                break
            swallowed.add(node)
    nodes = frozenset(cause.node for _, _, cause in meant if cause.node is not None)
    ids = frozenset(spec.id for spec, _, _ in meant).union(slip.spec.id for slip in heading_slips(binding))
    return Unseen(tuple(sorted(places)), nodes, frozenset(swallowed), ids)


def claimed_nodes(binding: Binding) -> dict[Node, Severity | None]:
    """Undeclared sections that another finding names as a misspelt or misplaced declared one, with its severity."""
    misplaced, absent = binding.hides("misplaced-section"), binding.hides("missing-section")
    claimed = {bound.node: misplaced for bound in binding.sections.bound if bound.stray}
    claimed.update((cause.node, absent) for cause in causes(binding) if cause is not None and cause.node is not None)
    claimed.update((cause.node, absent) for gap in gaps(binding) for _, cause in gap.causes if cause.node is not None)
    field = binding.hides("missing-field")
    claimed.update(
        (cause.node, field) for cause in field_causes(binding) if cause is not None and cause.node is not None
    )
    claimed.update((each.cause.node, absent) for each in overlooked(binding) if each.cause.node is not None)
    # Below a heading that is missing, its subsections are under the section before: they are not to blame.
    specs = {id(missing.spec): missing.spec for missing in binding.missing}
    below = {name for spec in specs.values() for inner in _declared_below(spec) for name in inner.names}
    claimed.update((node, absent) for node in binding.nodes if below.intersection(node.names))
    return claimed


def field_causes(binding: Binding) -> tuple[FieldCause | None, ...]:
    """For each of the binding's fields, in the same order, what is in the document in place of one that is missing."""
    return binding.once(_field_causes)


def instead_of(case: Case) -> Cause | None:
    """What is in the document instead of the section without which something is expected of the one around it.

    A label may be content of that one, which still lacks something.
    """
    ids = set(absent_sections(case.expectation.when))
    scope = case.binding.once(_scopes).get(id(case.bound)) if ids else None
    if scope is None:
        return None
    lacking = (spec for spec in scope.specs if spec.id in ids and spec.style == "heading" and not scope.count(spec))
    missing = [Missing(spec, scope, scope.level) for spec in lacking]
    causes = case.binding.once(_absence).causes_of(missing) if missing else ()
    # At the next heading behind it, too: that one may be at too high a level.
    last = scope.node.end_line + 1
    found = (each for each in causes if each is not None and each.kind not in _LABELS)
    inside = next((each for each in found if scope.node.line < each.range.start.line <= last), None)
    return inside or (case.binding.once(_absence).of_any_name(missing) if missing else None)


def _scopes(binding: Binding) -> dict[int, Scope]:
    return {id(scope.owner): scope for scope in binding.sections.scopes}


def _field_causes(binding: Binding) -> tuple[FieldCause | None, ...]:
    if all(pair.found is not None or pair.spec.presence == "optional" for pair in binding.fields):
        return (None,) * len(binding.fields)
    from speclint.binding.field_traces import field_causes  # as for sections

    return field_causes(binding)


def _declared_below(spec: SectionSpec) -> Iterator[SectionSpec]:
    for inner in spec.sections:
        yield inner
        yield from _declared_below(inner)


def _causes(binding: Binding) -> tuple[Cause | None, ...]:
    return binding.once(_absence).causes() if binding.missing else ()


def _gaps(binding: Binding) -> tuple[Gap, ...]:
    # What stands for a section that is missing anyway stands for none of a group.
    causes(binding)
    lacking = {(id(missing.scope), missing.spec.id) for missing in binding.missing}
    found: list[Gap] = []
    for scope, group, absent, present, behind in open_groups(binding):
        if any((id(scope), spec.id) in lacking for spec in absent):
            continue
        search = binding.once(_absence)
        wanted = [] if behind else [Missing(spec, scope, scope.level) for spec in absent]
        meant = zip((each.spec for each in wanted), search.causes_of(wanted), strict=True)
        known = tuple((spec, cause) for spec, cause in meant if cause is not None)
        if wanted and not known:
            others = zip(absent, search.of_same_words(wanted), strict=True)
            known = tuple((spec, cause) for spec, cause in others if cause is not None)
        found.append(Gap(scope, group, absent, present, known, behind))
    return tuple(found)


def _overlooked(binding: Binding) -> tuple[Overlooked, ...]:
    from speclint.binding.overlooked import find_overlooked  # as below

    taken = {cause.range for cause in causes(binding) if cause is not None}
    taken.update(cause.range for gap in gaps(binding) for _, cause in gap.causes)
    taken.update(cause.hidden_in for cause in causes(binding) if cause is not None and cause.hidden_in is not None)
    without = [each for each, cause in zip(binding.missing, causes(binding), strict=True) if cause is None]
    return find_overlooked(binding, taken, {(id(each.scope), each.spec.id) for each in without})


def _absence(binding: Binding) -> Absence:
    from speclint.binding.absence import Absence  # a document that lacks nothing needs no search

    return Absence(binding)
