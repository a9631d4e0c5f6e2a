"""misplaced-section: a section is out of order, or under the wrong parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Fix
    from speclint.binding import Binding, Bound, Scope


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each section to move; as few moves as bring the declared order about."""
    for scope in binding.sections.scopes:
        for bound, before, after in binding.moves(scope):
            places = []
            if before is not None:
                places.append(f"after '{before.node.title}' (line {before.node.line})")
            if after is not None:
                places.append(f"before '{after.node.title}' (line {after.node.line})")
            yield Finding(
                bound.node.range,
                f"Section '{bound.node.title}' is out of order: expected {' and '.join(places)}",
                "Move the section with its content.",
                bound.spec.severity,
                binding.path(bound.node),
                tuple(RelatedLocation(near.node.range, "neighbouring section") for near in (before, after) if near),
                _move(binding, bound, scope),
            )
    for scope in binding.sections.scopes:
        for bound in scope.bound:
            if bound.stray:
                yield _stray(binding, bound, scope)


def _move(binding: Binding, bound: Bound, scope: Scope) -> Fix | None:
    from speclint.fixes.moving import move_section  # few documents need it

    return move_section(binding, bound, scope)


def _stray(binding: Binding, bound: Bound, scope: Scope) -> Finding:
    node, parent = bound.node, bound.parent
    stands = node.parent
    where = (
        f"under '{stands.title}' (line {stands.line})" if stands is not None and stands.level else "at the top level"
    )
    belongs = f"under '{parent.node.title}' (line {parent.node.line})" if parent else "at the top level"
    return Finding(
        node.range,
        f"Section '{node.title}' is {where}: expected {belongs}",
        "Move the section with its content.",
        bound.spec.severity,
        binding.path(node),
        (RelatedLocation(parent.node.range, "expected in this section"),) if parent else (),
        _move(binding, bound, scope),
    )
