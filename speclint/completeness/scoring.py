"""The score of a document: what each section earns, and how sections weigh.

Owns: the walk over the declared sections, weights, and the share of the whole that each loss costs.
Never: judges a single requirement; see `requirements`.

A section earns the weighted mean of what it must hold itself and of its declared subsections. One that is missing
earns nothing; one that is optional, or whose condition does not hold, counts only if it exists. Where one heading
pattern stands for several sections, they share its weight.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.binding.explain import causes, gaps, place_of
from speclint.binding.unrecognised import unrecognised
from speclint.completeness.filled import Written
from speclint.completeness.model import Loss, SectionScore, SpecScore
from speclint.completeness.requirements import (
    ALL,
    NOTHING,
    Met,
    answered,
    content_requirement,
    head_requirements,
    own_requirements,
)
from speclint.ruleset.words import group_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.source import Position
    from speclint.binding import Binding, Bound, Scope
    from speclint.ruleset import SectionGroup, SectionSpec

_HEAD_WEIGHT = 1
"""Weight of the document's fields and references, next to that of the outermost sections."""


class _Part(NamedTuple):
    """A section with its share among its siblings, before shares of the whole are known."""

    section: tuple[str, ...]
    weight: int
    share: Fraction
    credit: Fraction
    own: tuple[Met, ...]
    children: tuple[_Part, ...]


def score(binding: Binding, threshold: int | None = None) -> SpecScore:
    """The score of a document that is bound to its rule set."""
    scorer = _Scorer(binding)
    head = tuple(head_requirements(binding, scorer.written))
    parts = list(scorer.parts(binding.sections.scopes[0]))
    if head:
        parts.insert(0, _Part((), _HEAD_WEIGHT, Fraction(_HEAD_WEIGHT), _mean(head, ()), head, ()))
    gaps = tuple(scorer.groups(binding.sections.scopes[0], binding.ruleset.groups, parts))
    if gaps:
        parts.insert(0, _Part((), 1, Fraction(1), _mean(gaps, ()), gaps, ()))
    whole = sum((part.share for part in parts), Fraction(0))
    sections = tuple(found for part in parts for found in _flat(part, part.share / whole if whole else NOTHING))
    field = binding.ruleset.lifecycle_field
    return SpecScore(
        binding.document.source.path,
        binding.ruleset.type,
        binding.field_value(field) if field else None,
        _mean((), parts),
        sections,
        threshold,
    )


class _Scorer:
    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self.written = Written(binding)
        # Where `missing-section` says that something is missing.
        found = zip(binding.missing, causes(binding), strict=True)
        self._places: dict[tuple[int, object], Position] = {
            (id(each.scope), each.spec.id): place_of(binding, each, cause).start for each, cause in found
        }
        for gap in gaps(binding):
            for _, cause in gap.causes[:1]:
                self._places[id(gap.scope), gap.group] = cause.range.start
        may_be_there = unrecognised(binding)
        # What may be there under another name is not counted, for or against the document.
        self._uncounted = {
            (key, spec.id)
            for key, found in may_be_there.items()
            for spec in (*(each.spec for each in found.missing), *(spec for gap in found.gaps for spec in gap.absent))
        }
        self._scopes = {id(scope.owner): scope for scope in binding.sections.scopes if scope.owner is not None}

    def parts(self, scope: Scope) -> Iterator[_Part]:
        """The sections of one level, those that are missing among them, in the order of the document."""
        found = [part for spec in scope.specs for part in self._of_spec(scope, spec)]
        by_place: dict[tuple[int, tuple[str, ...]], _Part] = {}
        for line, part in sorted(found, key=lambda pair: pair[0]):
            place = (line, part.section)
            # A heading may stand for two declared sections: it is one section with the requirements of both.
            by_place[place] = _joined(by_place[place], part) if place in by_place else part
        return iter(by_place.values())

    def _of_spec(self, scope: Scope, spec: SectionSpec) -> Iterator[tuple[int, _Part]]:
        binding = self._binding
        bounds = [bound for bound in scope.bound if bound.spec is spec]
        if not spec.weight or (not bounds and (spec.presence == "optional" or not binding.applies(spec.when))):
            return
        count = max(len(bounds), spec.min_count if spec.presence != "optional" else 0, 1)
        share = Fraction(spec.weight, count)
        for bound in bounds:
            yield bound.node.line, self._of_bound(bound, share)
        if count > len(bounds) and (id(scope), spec.id) not in self._uncounted:
            place = self._places.get((id(scope), spec.id), binding.anchor(scope.owner).start)
            met = Met("the section", Fraction(1), NOTHING, f"Missing section '{spec.title}'", place)
            # After all that exists: it has no place yet.
            line = scope.node.end_line + 1
            missing = count - len(bounds)
            path = binding.scope_path(scope, spec.title)
            yield line, _Part(path, spec.weight, share * missing, NOTHING, (met,) * missing, ())

    def _of_bound(self, bound: Bound, share: Fraction) -> _Part:
        answer = answered(self._binding, bound, self.written)
        if answer is not None:
            path = self._binding.path(bound.node)
            return _Part(path, bound.spec.weight, share, answer.credit, (answer,), ())
        scope = self._scopes.get(id(bound))
        children = tuple(self.parts(scope)) if scope is not None else ()
        own = tuple(own_requirements(self._binding, bound, self.written))
        if scope is not None:
            own += tuple(self.groups(scope, bound.spec.groups, children))
        if not children and not any(met.weight for met in own):
            own = (content_requirement(self._binding, bound, self.written),)
        path = self._binding.path(bound.node)
        return _Part(path, bound.spec.weight, share, _mean(own, children), own, children)

    def groups(
        self, scope: Scope, groups: tuple[SectionGroup, ...], parts: tuple[_Part, ...] | list[_Part]
    ) -> Iterator[Met]:
        """The logic between the sections of one level: what it expects and does not exist."""
        there = {bound.spec.id for bound in scope.bound}
        earned = {
            bound.spec.id
            for bound in scope.bound
            for part in parts
            if part.credit and part.section == self._binding.path(bound.node)
        }
        anchor = self._binding.anchor(scope.owner).start
        for group in groups:
            if group.kind == "conflicts":
                continue
            specs = {spec.id: spec for spec in scope.specs if self._binding.applies(spec.when)}
            absent = [specs[name] for name in group.sections if name in specs and name not in there]
            if not any(name in specs for name in group.sections) or any(each.presence != "optional" for each in absent):
                continue  # it does not apply, or the missing sections are counted as missing
            if group.kind in ("at_least_one", "exactly_one"):
                met = bool(earned.intersection(group.sections))
            elif group.kind == "requires":
                met = group.sections[0] not in there or earned.issuperset(specs.keys() & set(group.sections))
            else:
                met = not there.intersection(group.sections) or earned.issuperset(specs.keys() & set(group.sections))
            if not met and not any((id(scope), each.id) in self._uncounted for each in absent):
                words = group_words(group, {each.id: each.title for each in scope.specs})
                yield Met(
                    words,
                    Fraction(1),
                    NOTHING,
                    group.message or f"Missing sections: {words}",
                    self._places.get((id(scope), group), anchor),
                )


def _joined(one: _Part, other: _Part) -> _Part:
    """Two parts for the same section as one, in which everything weighs as it did."""
    own: list[Met] = []
    children: list[_Part] = []
    for part in (one, other):
        scale = part.share / _whole(part)
        own += [met._replace(weight=met.weight * scale) for met in part.own]
        children += [child._replace(share=child.share * scale) for child in part.children]
    return _Part(
        one.section,
        one.weight + other.weight,
        one.share + other.share,
        _mean(tuple(own), children),
        tuple(own),
        tuple(children),
    )


def _whole(part: _Part) -> Fraction:
    whole = sum((met.weight for met in part.own), Fraction(0))
    return whole + sum((child.share for child in part.children), Fraction(0))


def _mean(own: tuple[Met, ...], children: tuple[_Part, ...] | list[_Part]) -> Fraction:
    weights = [*((met.weight, met.credit) for met in own), *((part.share, part.credit) for part in children)]
    whole = sum((weight for weight, _ in weights), Fraction(0))
    return sum((weight * credit for weight, credit in weights), Fraction(0)) / whole if whole else ALL


def _flat(part: _Part, share: Fraction) -> Iterator[SectionScore]:
    """A section and all below it, with what each loss costs of the whole. `share`: the section's part of the whole."""
    whole = _whole(part)
    losses = tuple(
        Loss(met.requirement, met.message, met.place, share * met.weight / whole * (1 - met.credit))
        for met in part.own
        if met.credit < 1 and met.weight
    )
    yield SectionScore(part.section, part.weight, part.credit, losses)
    for child in part.children:
        yield from _flat(child, share * child.share / whole)
