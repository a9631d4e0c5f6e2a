"""The engine: from a document and a rule set to diagnostics. The only way to lint, for every shell.

Owns: running the checks, stamping id and severity, applying the lifecycle.
Never: takes options (they are folded into the rule set before), reads files, or sorts (the report does).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, stamped
from speclint.base.values import NamedTuple
from speclint.binding import Binding, any_of_options
from speclint.binding.explain import unseen
from speclint.binding.fences import broken_on, spared, swallowed_by, unreliable_from
from speclint.binding.wording import after
from speclint.checks.registry import CONTENT_CHECKS, DOCUMENT_CHECKS
from speclint.checks.rules import PROJECT_RULES
from speclint.engine.severities import Severities
from speclint.engine.suppression import UNUSED, Suppressions, apply, read_suppressions
from speclint.markdown import CodeBlock
from speclint.ruleset import AnyOfSpec
from speclint.ruleset.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclint.base.diagnostics import Diagnostic, Severity
    from speclint.binding import Case
    from speclint.markdown import Document
    from speclint.project import Surroundings
    from speclint.ruleset import RuleSet

_ANOTHER = ("missing-column", "missing-row", "too-many-rows", "too-many-code-blocks", "bad-code-block")
"""Findings that make a table or a code block another one than is expected, where something else would do as well."""
_DISAGREEMENT = "disagreement"
_NESTED_FENCE = "nested-fence"
_MISSING_TITLE = "missing-title"
_MISSING_SECTION = "missing-section"


def bind(document: Document, ruleset: RuleSet, index: Surroundings) -> Binding:
    """The document bound to the rule set, with all that judging it needs."""
    binding = Binding(document, ruleset, index)
    binding.satisfied = is_satisfied
    binding.unseen = unseen
    return binding


class Examination(NamedTuple):
    """All that examining a document gives: what stays, what its comments silence, and what they say."""

    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...]
    suppressions: Suppressions


def lint(document: Document, ruleset: RuleSet, index: Surroundings) -> tuple[Diagnostic, ...]:
    """All that `ruleset` finds wrong in `document`, in no particular order."""
    return examine(bind(document, ruleset, index)).diagnostics


def examine(binding: Binding) -> Examination:
    """What `lint` gives, with what the document's comments silence."""
    document = binding.document
    severities = Severities(binding.ruleset, binding.states)
    found = _checked(binding, severities)
    if swallowed_by(binding) is not None and any(said.rule == _MISSING_TITLE for said in found):
        return Examination(tuple(said for said in found if said.rule == _MISSING_TITLE), (), Suppressions())
    limit = unreliable_from(binding, nested=not severities.is_off(_NESTED_FENCE))
    if limit is not None:
        # One slip of a fence makes many things look wrong; they are judged once it is fixed.
        kept = spared(binding, nested=not severities.is_off(_NESTED_FENCE))
        found = [
            said
            for said in found
            if said.range.start.line < limit
            or said.rule == _NESTED_FENCE
            or (said.rule == _MISSING_SECTION and said.range in kept)
        ]
    if "speclint-" not in document.source.text:
        return Examination(tuple(found), (), Suppressions())
    return _suppressed(binding, severities, found, limit)


def _checked(binding: Binding, severities: Severities) -> list[Diagnostic]:
    """The findings of all checks that run."""
    found: list[Diagnostic] = []
    for check in DOCUMENT_CHECKS:
        if severities.runs(check.id):
            found.extend(_stamp(binding, check.id, severities, check.run(binding)))
    on = [each for each in CONTENT_CHECKS if not severities.is_off(each.id)]
    for case in (meant for asked in binding.cases() for meant in _meant(asked)):
        spec = case.expectation.spec
        checks = [each for each in on if isinstance(spec, each.spec)]
        # A placeholder stands for what does not exist.
        marked = any(each.rule.absence for each in checks) and binding.is_marked(case.blocks)
        for content_check in checks:
            if not (content_check.rule.absence and marked):
                findings = [_of_case(case, finding) for finding in content_check.run(case)]
                if findings:
                    found.extend(_stamp(binding, content_check.id, severities, findings, case.expectation.severity))
    if not any(said.rule == _DISAGREEMENT for said in found):
        return found
    lines = sorted(other.range.start.line for other in found if other.rule != _DISAGREEMENT)
    ends: dict[int, int] = {}
    return [said for said in found if said.rule != _DISAGREEMENT or not _is_explained(said, lines, binding, ends)]


def _is_explained(said: Diagnostic, lines: list[int], binding: Binding, ends: dict[int, int]) -> bool:
    """Whether something is wrong with the section in which a value is missing: that is then why it is.

    `lines`, in order, are those of all other findings; `ends` remembers the last lines of sections by their first.
    """
    for first in {place.range.start.line for place in said.related}:
        if first not in ends:
            node = binding.node_on(first)
            ends[first] = max(each.end_line for each in node.walk()) if node is not None else 0
        index = bisect_left(lines, first)
        if index < len(lines) and lines[index] <= ends[first]:
            return True
    return False


def _suppressed(binding: Binding, severities: Severities, found: list[Diagnostic], limit: int | None) -> Examination:
    """The findings without those that the document's comments silence, and with what is wrong with the comments."""
    comments = binding.document.comments
    fence = broken_on(binding, nested=not severities.is_off(_NESTED_FENCE)) if limit is not None else None
    if fence is not None:
        comments = tuple(each for each in comments if each.range.start.line < fence)
    blocks = {block.line: block.range.end.line for block in binding.document.walk() if isinstance(block, CodeBlock)}
    blocks.update((each.range.start.line, each.range.end.line) for each in comments)
    suppressions = read_suppressions(comments, blocks)
    kept, silent, unused = apply(
        suppressions,
        found,
        # From a limit on not all was judged that a comment may silence.
        lambda each: (
            each.rule not in PROJECT_RULES
            and not severities.is_off(each.rule)
            and (limit is None or each.place.start.line < limit)
        ),
    )
    for rule, finding in [*suppressions.faults, *((UNUSED, finding) for finding in unused)]:
        if severities.runs(rule):
            kept.extend(_stamp(binding, rule, severities, [finding]))
    return Examination(tuple(kept), tuple(silent), suppressions)


def _of_case(case: Case, finding: Finding) -> Finding:
    """A content check's finding, with what it has in common with all findings on the same expectation."""
    prefix = case.expectation.message.rstrip(".")
    range, message, help, severity, section, related, fix = finding
    # A check that puts these words into its own message has said them.
    message = message if prefix and message.startswith(prefix) else after(prefix, message)
    return Finding(range, message, help, severity, section or case.section, related, fix)


def _stamp(
    binding: Binding,
    rule: str,
    severities: Severities,
    findings: Iterable[Finding],
    expected: Severity | None = None,
) -> Iterator[Diagnostic]:
    """The findings as diagnostics. `expected`: the severity of the expectation that they are about."""
    path, spec_type = binding.document.source.path, binding.ruleset.type
    for finding in findings:
        yield stamped(finding, path, rule, severities.of(rule, finding.severity or expected), spec_type)


def _meant(case: Case) -> Iterator[Case]:
    """The case itself; of several options none of which is met, the one that the author chose.

    Whoever wrote a table with a slip in it wants to hear of the slip, not that there is neither a table nor a list.
    """
    if isinstance(case.expectation.spec, AnyOfSpec) and not is_satisfied(case):
        for option in any_of_options(case):
            if kind_of(option.expectation.spec).unmistakable and _is_there(option):
                message = option.expectation.message or case.expectation.message
                yield option._replace(expectation=option.expectation._replace(message=message))
                return
    yield case


def _is_there(case: Case) -> bool:
    """Whether what is expected exists, be it with faults."""
    spec = case.expectation.spec
    return not any(
        True
        for check in CONTENT_CHECKS
        if isinstance(spec, check.spec) and (check.rule.absence or check.id in _ANOTHER)
        for _ in check.run(case)
    )


def is_satisfied(case: Case) -> bool:
    """Whether an expectation would give no finding."""
    return SATISFIED.get(kind_of(case.expectation.spec).key, _passes)(case)


def _passes(case: Case) -> bool:
    """Whether no check of content finds anything."""
    spec = case.expectation.spec
    return not any(True for check in CONTENT_CHECKS if isinstance(spec, check.spec) for _ in check.run(case))


def _has_fields(case: Case) -> bool:
    return all(
        pair.spec.presence == "optional"
        or (pair.found is not None and bool(pair.found.value or pair.found.block_follows))
        for pair in case.binding.case_fields(case)
    )


def _meets_one(case: Case) -> bool:
    return any(map(is_satisfied, any_of_options(case)))


SATISFIED: dict[str, Callable[[Case], bool]] = {"fields": _has_fields, "any_of": _meets_one}
"""Whether an expectation is met, by the key of its kind, where that is more than that its own checks find nothing."""
