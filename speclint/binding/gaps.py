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
    from speclint.binding.pairs import Missing

    lacking = {(id(missing.scope), missing.spec.id) for missing in binding.missing}
    for scope, group, absent, present in open_groups(binding):
        if any((id(scope), spec.id) in lacking for spec in absent):
            continue
        found = ((spec, binding.absence.cause(Missing(spec, scope, scope.level))) for spec in absent)
        causes = tuple((spec, cause) for spec, cause in found if cause is not None)
        yield Gap(scope, group, absent, present, causes)


def open_groups(
    binding: Binding,
) -> Iterator[tuple[Scope, SectionGroup, tuple[SectionSpec, ...], tuple[SectionSpec, ...]]]:
    """Each group that asks for a section that is not there, with its scope, the absent sections and those that are there."""
    for scope in binding.asked_scopes():
        for group in scope.owner.spec.groups if scope.owner else binding.ruleset.groups:
            by_id = {spec.id: spec for spec in scope.specs}
            specs = [by_id[name] for name in group.sections if name in by_id]
            absent = tuple(spec for spec in specs if not scope.count(spec) and binding.applies(spec.when))
            present = tuple(spec for spec in specs if scope.count(spec))
            complete = (
                bool(present) or not absent
                if group.kind in ("at_least_one", "exactly_one")
                else group.kind == "conflicts"
                or not present
                or not absent
                or (group.kind == "requires" and not _has(scope, group.sections[0]))
            )
            if not complete:
                yield scope, group, absent, present


def _has(scope: Scope, id: str) -> bool:
    return any(spec.id == id and scope.count(spec) for spec in scope.specs)
