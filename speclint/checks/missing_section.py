"""missing-section: a section that the type asks for is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, RelatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, Missing, Scope
    from speclint.ruleset import SectionGroup, SectionSpec
    from speclint.source import Range


def check(binding: Binding) -> Iterator[Finding]:
    """One finding for each cause, at the heading of the section in which something is missing.

    Sections that one code block or comment swallows are one mistake; if it is a nested fence, that rule reports it.
    """
    yield from _sections(binding)
    for scope in binding.asked_scopes():
        groups = scope.owner.spec.groups if scope.owner else binding.ruleset.groups
        for group in groups:
            yield from _group(binding, scope, group)


def _sections(binding: Binding) -> Iterator[Finding]:
    nested = binding.nested_fences if binding.missing else []
    # From the first nested fence on, all fences pair up wrongly: what later blocks swallow is its doing.
    flipped_from = nested[0][0].range.start if nested else None
    pending: list[tuple[Missing, str, str, tuple[RelatedLocation, ...]]] = []
    swallowed: dict[Range, list[Missing]] = {}
    for missing, cause in zip(binding.missing, binding.causes, strict=True):
        if cause is not None and cause.hidden_in is not None:
            if flipped_from is not None and cause.in_code and cause.hidden_in.start >= flipped_from:
                continue
            group = swallowed.setdefault(cause.hidden_in, [])
            group.append(missing)
            if len(group) > 1:
                continue
        related = (RelatedLocation(cause.range, "found here instead"),) if cause else ()
        pending.append((missing, cause.message if cause else "", cause.help if cause else "", related))
    also = {group[0].spec.id: group[1:] for group in swallowed.values()}
    for missing, reason, help, related in pending:
        others = also.get(missing.spec.id, [])
        if others and reason:
            reason += ", and so " + ("is " if len(others) == 1 else "are ")
            reason += ", ".join(f"'{other.spec.title}'" for other in others)
        yield _finding(binding, missing, reason, help, related)


def _finding(
    binding: Binding, missing: Missing, reason: str, help: str, related: tuple[RelatedLocation, ...]
) -> Finding:
    spec, owner = missing.spec, missing.scope.owner
    where = f" in '{owner.node.title}'" if owner else ""
    what = f"Section '{spec.title}' is missing{where}"
    if spec.pattern:
        what = f"No section such as '{spec.title}' is there{where}"
        if spec.min_count > 1:
            what = f"Fewer than {spec.min_count} sections such as '{spec.title}' are there{where}"
    message = f"{spec.message.rstrip('.')}: {what}" if spec.message else what
    return Finding(
        binding.anchor(owner),
        f"{message}: {reason}" if reason else message,
        help or _mend(spec, missing.level),
        spec.severity,
        binding.scope_path(missing.scope, spec.title),
        related,
    )


def _mend(spec: SectionSpec, level: int) -> str:
    heading = f"**{spec.title}**" if spec.style == "bold" else f"{'#' * level} {spec.title}"
    return f"Add '{heading}'." + (f" {spec.guidance}" if spec.guidance else "")


def _group(binding: Binding, scope: Scope, group: SectionGroup) -> Iterator[Finding]:
    there = {bound.spec.id for bound in scope.bound}
    titles = {spec.id: spec.title for spec in scope.specs}
    if any(missing.scope is scope and missing.spec.id in group.sections for missing in binding.missing):
        return
    absent = [name for name in group.sections if name not in there]
    listed = ", ".join(f"'{titles.get(name, name)}'" for name in absent)
    where = f" in '{scope.owner.node.title}'" if scope.owner else ""
    if group.kind in ("at_least_one", "exactly_one") and len(absent) == len(group.sections):
        message, help = f"None of the sections {listed} is there{where}", "Add the one that applies."
    elif group.kind == "all_or_none" and there.intersection(group.sections) and absent:
        present = ", ".join(f"'{titles.get(name, name)}'" for name in group.sections if name in there)
        message, help = f"{listed} is missing{where}: it goes together with {present}", "Add it, or remove the others."
    elif group.kind == "requires" and group.sections[0] in there and absent:
        first = titles.get(group.sections[0], group.sections[0])
        message, help = f"{listed} is missing{where}: '{first}' asks for it", f"Add it, or remove '{first}'."
    else:
        return
    yield Finding(
        binding.anchor(scope.owner),
        f"{group.message.rstrip('.')}: {message}" if group.message else message,
        help,
        group.severity,
        binding.scope_path(scope),
    )
