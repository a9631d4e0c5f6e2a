"""Where the logic between sibling sections leaves something out.

Owns: which groups of sections ask for a section that is not there, and what stands in its place.
Never: reports; a group of which a section is missing anyway says nothing of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding.absence import Cause
    from speclint.binding.binding import Binding
    from speclint.binding.sections import Scope
    from speclint.ruleset import SectionGroup, SectionSpec


class Gap(NamedTuple):
    """A group that is not complete. `absent` are the sections it asks for, `present` those it has.

    `causes` say what stands in the document instead of an absent section, where anything does.
    """

    scope: Scope
    group: SectionGroup
    absent: tuple[SectionSpec, ...]
    present: tuple[SectionSpec, ...]
    causes: tuple[tuple[SectionSpec, Cause], ...]


def find_gaps(binding: Binding) -> Iterator[Gap]:
    """Every gap, in the order of the rule set."""
    for scope in binding.asked_scopes():
        for group in scope.owner.spec.groups if scope.owner else binding.ruleset.groups:
            gap = _gap(binding, scope, group)
            if gap is not None:
                yield gap


def _gap(binding: Binding, scope: Scope, group: SectionGroup) -> Gap | None:
    there = {bound.spec.id for bound in scope.bound}
    by_id = {spec.id: spec for spec in scope.specs}
    specs = [by_id[name] for name in group.sections if name in by_id]
    absent = tuple(spec for spec in specs if spec.id not in there and binding.applies(spec.when))
    present = tuple(spec for spec in specs if spec.id in there)
    complete = (
        bool(present) or not absent
        if group.kind in ("at_least_one", "exactly_one")
        else group.kind == "conflicts"
        or not present
        or not absent
        or (group.kind == "requires" and group.sections[0] not in there)
    )
    if complete or any(missing.scope is scope and missing.spec in absent for missing in binding.missing):
        return None
    from speclint.binding.absence import find_cause
    from speclint.binding.pairs import Missing

    found = ((spec, find_cause(binding, Missing(spec, scope, scope.level))) for spec in absent)
    return Gap(scope, group, absent, present, tuple((spec, cause) for spec, cause in found if cause is not None))
