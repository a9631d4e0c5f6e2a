"""Groups of sections that depend on each other, and which of them lack one.

Owns: when a group expects a section that does not exist.
Never: knows what is in its place (see `explain`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.binding.binding import Binding
    from speclint.binding.sections import Scope
    from speclint.ruleset import SectionGroup, SectionSpec


def open_groups(
    binding: Binding,
) -> Iterator[tuple[Scope, SectionGroup, tuple[SectionSpec, ...], tuple[SectionSpec, ...], Severity | None]]:
    """Each group that expects a section that does not exist, with its scope, the absent sections and those that exist.

    Last, the severity of what explains it, see `Finding.behind`.
    """
    for scope, behind in binding.asked_scopes():
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
                yield scope, group, absent, present, behind


def _has(scope: Scope, id: str) -> bool:
    return any(spec.id == id and scope.count(spec) for spec in scope.specs)
