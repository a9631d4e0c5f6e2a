"""misplaced-section: a section is out of order, or under the wrong parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.binding.wording import listed, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Fix
    from speclint.binding import Binding, Bound, Scope


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each section to move; as few moves as bring the declared order about."""
    for scope in binding.sections.scopes:
        for bound, before, after in binding.moves(scope):
            if binding.is_swallowed(bound.node):
                continue
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
    yield from _above_title(binding)
    for scope in binding.sections.scopes:
        for bound in scope.bound:
            if bound.stray and not binding.is_swallowed(bound.node):
                yield _stray(binding, bound, scope)


def _above_title(binding: Binding) -> Iterator[Finding]:
    """One finding for all declared sections above the title: a document begins with it."""
    title, scope = binding.title, binding.sections.scopes[0]
    if title is None or binding.ruleset.document_title.presence == "optional":
        return
    moved = {bound.node for bound, _, _ in binding.moves(scope)}
    above = [bound for bound in scope.bound if bound.node.line < title.line and bound.node not in moved]
    above = [bound for bound in above if binding.applies(bound.spec.when) and not bound.stray]
    if not above:
        return
    first, *others = above
    titles = dict.fromkeys(bound.node.title for bound in others if bound.node is not first.node)
    yield Finding(
        first.node.range,
        f"Section '{first.node.title}' is above the title '{short(title.title)}' (line {title.line}): expected below it"
        + (f"; so {'is' if len(titles) == 1 else 'are'} {listed(tuple(titles))}" if titles else ""),
        "Begin the document with its title.",
        first.spec.severity,
        binding.path(first.node),
        (RelatedLocation(title.range, "the title"),),
    )


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
