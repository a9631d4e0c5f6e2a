"""missing-section: a section that the type requires is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation, worse
from speclint.binding import Case
from speclint.binding.conditions import absent_sections
from speclint.binding.explain import causes, gaps, overlooked, place_of
from speclint.binding.fences import is_flipped, swallows_optional
from speclint.binding.slips import heading_slips
from speclint.binding.unrecognised import unrecognised
from speclint.binding.wording import after, choices, enumerated, expected_in, listed, short, too_few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Severity
    from speclint.base.source import Range
    from speclint.binding import Binding, Bound, Gap, Missing
    from speclint.binding.cause import Cause
    from speclint.binding.fences import Swallowed
    from speclint.binding.overlooked import Overlooked
    from speclint.binding.slips import Slip
    from speclint.binding.unrecognised import Unrecognised
    from speclint.ruleset import SectionSpec


def check(binding: Binding) -> Iterator[Finding]:
    """One finding for each cause, at what was found instead, else at the heading of the section that lacks something.

    Sections that one code block or comment swallows are one mistake; if it is a nested fence, that rule explains it.
    """
    said: set[Range] = set()
    swallowed: dict[Range, list[tuple[Missing, Cause, Severity | None]]] = {}
    alone: list[tuple[Missing, Cause | None, Severity | None]] = []
    for missing, cause in zip(binding.missing, causes(binding), strict=True):
        owner = missing.scope.owner
        if owner is not None and binding.is_swallowed(owner.node):
            continue
        if cause is None:
            alone.append((missing, cause, missing.behind))
            continue
        behind = worse(missing.behind, _flipped(binding, (cause,)))
        if behind == "error":
            continue
        said.add(cause.range)
        if cause.hidden_in is None:
            alone.append((missing, cause, behind))
        else:
            swallowed.setdefault(cause.hidden_in, []).append((missing, cause, behind))
    groups: list[tuple[Gap, Severity | None]] = []
    for gap in gaps(binding):
        meant = [cause for _, cause in gap.causes]
        behind = worse(gap.behind, _flipped(binding, meant))
        if behind == "error":
            continue
        if meant and all(cause.range in said or cause.hidden_in in swallowed for cause in meant):
            continue  # one heading may be expected by several
        said.update(cause.range for cause in meant)
        groups.append((gap, behind))
    slips = {id(slip.spec): slip for slip in heading_slips(binding)}
    for maybe in unrecognised(binding).values():
        alone = [each for each in alone if each[0] not in maybe.missing]
        groups = [each for each in groups if each[0] not in maybe.gaps]
        yield _not_recognised(binding, maybe)
    for several in _by_parent(alone, slips):
        missing, cause, behind = several[0]
        absent = [each for each, _, _ in several]
        found = _finding(binding, missing, cause, ()) if len(several) == 1 else _all_of(binding, absent)
        slip = slips.pop(id(missing.spec), None)
        if slip is not None and cause is None and slip.node.range not in said:
            found = found._replace(range=slip.node.range, message=f"{found.message}: {_said(slip)}", fix=None)
        yield found._replace(behind=behind)
    unseen = list(overlooked(binding))
    said.update(each.cause.range for each in unseen)
    for slip in slips.values():
        if slip.node.range not in said:
            yield _slip(binding, slip)
    for together in swallowed.values():
        (missing, cause, behind), *others = sorted(together, key=lambda each: each[1].range)
        titles = tuple(other.spec.title for other, _, _ in others)
        yield _finding(binding, missing, cause, titles)._replace(behind=behind)
    for gap, behind in groups:
        yield _group(binding, gap)._replace(behind=behind)
    for each in unseen:
        behind = _flipped(binding, (each.cause,))
        if behind != "error":
            yield _unseen(binding, each)._replace(behind=behind)
    broken = swallows_optional(binding)
    if broken is not None:
        yield _broken(binding, broken)


_LOWER: dict[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info"}
"""The severity of what may be there under another name."""
_SHOWN = 40
"""Characters of a heading, where there are several."""
_MOST = 3
"""Headings in a message."""
_Absent = tuple["Missing", "Cause | None", "Severity | None"]


def _by_parent(alone: Sequence[_Absent], slips: Mapping[int, Slip]) -> Iterator[list[_Absent]]:
    """What is missing, each by itself; of what nothing exists in one section together, for that is one mistake."""
    together: dict[int, list[_Absent]] = {}
    for each in alone:
        missing, cause, _ = each
        scope = missing.scope
        if (
            cause is not None
            or scope.owner is None
            or missing.spec.pattern
            or scope.count(missing.spec)
            or id(missing.spec) in slips
        ):
            yield [each]
        else:
            together.setdefault(id(scope), []).append(each)
    yield from together.values()


def _all_of(binding: Binding, absent: Sequence[Missing]) -> Finding:
    """Several subsections of one section, of which nothing exists."""
    first = absent[0]
    scope, owner = first.scope, first.scope.owner
    where = f" in '{owner.node.title}'" if owner else ""
    message = f"Missing sections {listed(tuple(each.spec.title for each in absent))}{where}"
    stated = {each.spec.message for each in absent}
    headings = tuple(f"{'#' * each.level} {each.spec.title}" for each in absent)
    from speclint.fixes.sections import insert_sections  # loads the templates

    return Finding(
        binding.anchor(owner),
        after(stated.pop(), message) if len(stated) == 1 else message,
        f"Add {listed(headings)}, or label them in the text.",
        worse(*(each.spec.severity for each in absent)),
        binding.scope_path(scope),
        fix=insert_sections(binding, scope, [each.spec for each in absent], first.level),
    )


def _not_recognised(binding: Binding, found: Unrecognised) -> Finding:
    """What may be there under headings that nobody knows."""
    scope, owner = found.scope, found.scope.owner
    titles = [each.spec.title for each in found.missing]
    titles += [choices(tuple(spec.title for spec in gap.absent)) for gap in found.gaps]
    where = f" in '{owner.node.title}'" if owner else ""
    several = len(titles) > 1
    headings = tuple(f"'{short(node.title, _SHOWN)}' on line {node.line}" for node in found.nodes)
    severities = (*(each.spec.severity for each in found.missing), *(gap.group.severity for gap in found.gaps))
    return Finding(
        binding.anchor(owner),
        f"Missing section{'s' * several} {listed(tuple(titles))}{where}, "
        f"unless {'they are' if several else 'it is'} among {enumerated(headings, _MOST)}",
        "Give a heading that is meant the expected name, or name it in `aliases` of a rule set. Add what is missing.",
        _LOWER[worse(*severities) or "info"],
        binding.scope_path(scope),
        tuple(RelatedLocation(node.range, "not recognised") for node in found.nodes),
        behind=found.behind,
    )


def _said(slip: Slip) -> str:
    return f"found '{slip.node.title}'; did you mean '{slip.name}'?"


def _slip(binding: Binding, slip: Slip) -> Finding:
    """A heading that nearly has the name of a section that may be missing: as it is, it is none."""
    return Finding(
        slip.node.range,
        f"Section '{slip.spec.title}' is not seen: {_said(slip)}",
        f"Write '{slip.name}' if that is meant.",
        worse("info", *_unmet_without(binding, slip)),
        binding.path(slip.node),
    )


def _unmet_without(binding: Binding, slip: Slip) -> Iterator[Severity]:
    """The severities of what other sections lack because the one that was meant seems to be missing."""
    for case in binding.once(_asked_without).get(slip.spec.id, ()):
        if not binding.satisfied(case):
            yield case.expectation.severity


def _asked_without(binding: Binding) -> dict[str, list[Case]]:
    """By the id of a section, what is expected of others where that one does not exist."""
    found: dict[str, list[Case]] = {}
    for bound in binding.sections.bound:
        for each in bound.spec.expects:
            for id in absent_sections(each.when):
                if each.presence != "optional" and binding.applies(each.when):
                    case = Case(binding, bound, binding.own_content(bound), each, binding.satisfied)
                    found.setdefault(id, []).append(case)
    return found


def _flipped(binding: Binding, causes: Iterable[Cause]) -> Severity | None:
    """The severity of the finding on a nested fence, where that hides a section (see `Finding.behind`)."""
    return binding.hides("nested-fence") if any(is_flipped(binding, cause) for cause in causes) else None


def _finding(binding: Binding, missing: Missing, cause: Cause | None, others: tuple[str, ...]) -> Finding:
    """`others` are missing for the same cause."""
    spec, owner, scope = missing.spec, missing.scope.owner, missing.scope
    where = f" in '{owner.node.title}'" if owner else ""
    if owner and set(owner.node.names).intersection(spec.names):
        where += f" (line {owner.node.line})"
    there = scope.count(spec)
    kind = "such as " if spec.pattern else ""
    what = f"Missing section {kind}'{spec.title}'{where}"
    if there or (spec.pattern and spec.min_count > 1):
        units = f"sections such as '{spec.title}'" if spec.pattern else f"'{spec.title}' sections"
        what = too_few(units, where, there, spec.min_count)
    # "No Monitoring section" needs no more.
    message = spec.message.rstrip(".") if f"{spec.title} section" in spec.message else after(spec.message, what)
    if cause is not None:
        message += f": {cause.message}"
    if others:
        message += f"; also missing: {listed(others)}"
    from speclint.fixes.sections import fix_missing  # loads the templates

    place = place_of(binding, missing, cause)
    return Finding(
        place,
        message,
        cause.help if cause else _mend(spec, missing.level),
        spec.severity,
        binding.scope_path(scope, spec.title),
        _expected_in(binding, owner, place),
        fix_missing(binding, missing, cause),
    )


def _expected_in(binding: Binding, owner: Bound | None, place: Range) -> tuple[RelatedLocation, ...]:
    around = owner.node if owner else binding.title
    return expected_in(around.range if around is not None else None, place)


def _broken(binding: Binding, swallowed: Swallowed) -> Finding:
    """A fence that is never closed, and in which the heading of a section is that nobody misses."""
    place, spec, heading = swallowed
    return Finding(
        place,
        f"Section '{spec.title}' is not seen: its heading on line {heading.start.line} is inside this code block, "
        "which is never closed",
        "Close the code block before the heading.",
        "error",
        binding.path_at(place.start.line),
        (RelatedLocation(heading, "swallowed here"),),
    )


def _unseen(binding: Binding, found: Overlooked) -> Finding:
    """A section that nobody misses."""
    (spec, scope, _, _), title, cause, _ = found
    from speclint.fixes.sections import fix_missing  # as above

    return Finding(
        cause.range,
        f"Section '{title}' is not seen: {cause.message}",
        cause.help,
        spec.severity,
        binding.scope_path(scope, title),
        _expected_in(binding, scope.owner, cause.range),
        fix_missing(binding, found.section, cause),
    )


def _mend(spec: SectionSpec, level: int) -> str:
    heading = f"**{spec.title}**" if spec.style == "bold" else f"{'#' * level} {spec.title}"
    return f"Add '{heading}'." + (f" {spec.guidance}" if spec.guidance else "")


def _group(binding: Binding, gap: Gap) -> Finding:
    group, owner = gap.group, gap.scope.owner
    absent = ", ".join(f"'{spec.title}'" for spec in gap.absent)
    where = f" in '{owner.node.title}'" if owner else ""
    if group.kind in ("at_least_one", "exactly_one"):
        names = enumerated(tuple(spec.title for spec in gap.absent))
        who = f"'{owner.node.title}'" if owner else "The document"
        number = "at least one" if group.kind == "at_least_one" else "exactly one"
        message, help = f"{who} needs {number} of: {names}", "Add the one that applies."
    else:
        missing = f"Missing section{'' if len(gap.absent) == 1 else 's'} {absent}"
        others = gap.present[:1] if group.kind == "requires" else gap.present
        present = ", ".join(f"'{spec.title}'" for spec in others)
        them = "it" if len(gap.absent) == 1 else "them"
        why = f"required by {present}" if group.kind == "requires" else f"expected together with {present}"
        message, help = f"{missing}{where}: {why}", f"Add {them}, or remove {present}."
    fix = None
    if group.kind in ("all_or_none", "requires") and not gap.causes:
        from speclint.fixes.sections import insert_sections  # as above

        fix = insert_sections(binding, gap.scope, gap.absent, gap.scope.level)
    place = binding.anchor(owner)
    for spec, cause in gap.causes[:1]:
        message += f"; {cause.message}" if len(gap.absent) == 1 else f"; for '{spec.title}': {cause.message}"
        help = cause.help
        place = cause.range
    more = tuple(RelatedLocation(cause.range, "found here instead") for _, cause in gap.causes[1:])
    return Finding(
        place,
        after(group.message, message),
        help,
        group.severity,
        binding.scope_path(gap.scope),
        (*_expected_in(binding, owner, place), *more),
        fix,
    )
