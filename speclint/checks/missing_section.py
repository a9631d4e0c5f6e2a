"""missing-section: a section that the type requires is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation, worse
from speclint.binding.explain import causes, gaps
from speclint.binding.wording import after, enumerated, listed, too_few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.base.source import Range
    from speclint.binding import Binding, Gap, Missing
    from speclint.binding.absence import Cause
    from speclint.ruleset import SectionSpec


def check(binding: Binding) -> Iterator[Finding]:
    """One finding for each cause, at the heading of the section in which something is missing.

    Sections that one code block or comment swallows are one mistake; if it is a nested fence, that rule explains it.
    """
    yield from _sections(binding)
    for gap in gaps(binding):
        flipped = any(_is_flipped(binding, cause) for _, cause in gap.causes)
        behind = worse(gap.behind, binding.hides("nested-fence") if flipped else None)
        if behind != "error":
            yield _group(binding, gap)._replace(behind=behind)


def _sections(binding: Binding) -> Iterator[Finding]:
    pending: list[tuple[Missing, Cause | None, list[Missing], Severity | None]] = []
    swallowed: dict[Range, list[Missing]] = {}
    for missing, cause in zip(binding.missing, causes(binding), strict=True):
        others: list[Missing] = []
        behind = missing.behind
        if cause is not None and cause.hidden_in is not None:
            behind = worse(behind, binding.hides("nested-fence") if _is_flipped(binding, cause) else None)
            if behind == "error":
                continue
            if cause.hidden_in in swallowed:
                swallowed[cause.hidden_in].append(missing)
                continue
            swallowed[cause.hidden_in] = others
        pending.append((missing, cause, others, behind))
    for missing, cause, others, behind in pending:
        yield _finding(binding, missing, cause, others)._replace(behind=behind)


def _is_flipped(binding: Binding, cause: Cause) -> bool:
    """Whether a nested fence hides the section: from the first one on, all fences pair up wrongly."""
    if not cause.in_code or cause.hidden_in is None or not binding.nested_fences:
        return False
    return cause.hidden_in.start >= binding.nested_fences[0][0].range.start


def _finding(binding: Binding, missing: Missing, cause: Cause | None, others: list[Missing]) -> Finding:
    """`others` are missing for the same cause."""
    spec, owner = missing.spec, missing.scope.owner
    where = f" in '{owner.node.title}'" if owner else ""
    what = f"Missing section '{spec.title}'{where}"
    if spec.pattern:
        what = f"Missing section such as '{spec.title}'{where}"
        if spec.min_count > 1:
            what = too_few(f"sections such as '{spec.title}'", where, missing.scope.count(spec), spec.min_count)
    # "No Monitoring section" needs no more.
    message = spec.message.rstrip(".") if f"{spec.title} section" in spec.message else after(spec.message, what)
    if cause is not None:
        message += f": {cause.message}"
    if others:
        message += f"; also missing: {listed(tuple(other.spec.title for other in others))}"
    from speclint.fixes.sections import fix_missing  # loads the templates

    return Finding(
        binding.anchor(owner),
        message,
        cause.help if cause else _mend(spec, missing.level),
        spec.severity,
        binding.scope_path(missing.scope, spec.title),
        (RelatedLocation(cause.range, "found here instead"),) if cause else (),
        fix_missing(binding, missing, cause),
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
    for spec, cause in gap.causes[:1]:
        message += f"; {cause.message}" if len(gap.absent) == 1 else f"; for '{spec.title}': {cause.message}"
        help = cause.help
    return Finding(
        binding.anchor(owner),
        after(group.message, message),
        help,
        group.severity,
        binding.scope_path(gap.scope),
        tuple(RelatedLocation(cause.range, "found here instead") for _, cause in gap.causes),
        fix,
    )
