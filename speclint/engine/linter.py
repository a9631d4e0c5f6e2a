"""The engine: from a document and a rule set to diagnostics. The only way to lint, for every shell.

Owns: running the checks, stamping id and severity, applying the lifecycle.
Never: takes options (they are folded into the rule set before), reads files, or sorts (the report does).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITY_RANK, RelatedLocation, stamped, worse
from speclint.base.values import NamedTuple
from speclint.binding import Binding, Case, any_of_options
from speclint.binding.explain import instead_of, unseen
from speclint.binding.fences import broken_fences, spared, swallowed_by
from speclint.binding.wording import after
from speclint.checks.registry import CONTENT_CHECKS, DOCUMENT_CHECKS
from speclint.checks.rules import PROJECT_RULES, RULES
from speclint.engine.severities import Severities
from speclint.engine.suppression import UNUSED, Suppressions, apply, read_suppressions
from speclint.markdown import CodeBlock
from speclint.ruleset import AnyOfSpec
from speclint.ruleset.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from speclint.base.diagnostics import Diagnostic, Finding, Severity
    from speclint.base.source import Position, Range
    from speclint.binding import Bound
    from speclint.markdown import Block, Document
    from speclint.project import Surroundings
    from speclint.ruleset import Expectation, RuleSet

_ANOTHER = ("missing-column", "missing-row", "too-many-rows", "too-many-code-blocks", "bad-code-block")
"""Findings that make a table or a code block another one than is expected, where something else would do as well."""
_ABSENT = ("missing-table", "missing-list", "missing-code-block", "missing-content")
"""Findings that say what is in place of a table, where anything is."""
_DISAGREEMENT = "disagreement"
_ON_VALUES = {"bad-value": 1, "duplicate-value": 2, _DISAGREEMENT: 3}
"""Rules on what the parts of a document say. Another finding at the value explains it, and one of these those behind it."""
_BAD_CELL = "bad-cell"
_UNEVEN_ROW = "uneven-row"
_MISSING_TITLE = "missing-title"
_MISSING_SECTION = "missing-section"
_NESTED_FENCE = "nested-fence"
_FRONT_MATTER = "invalid-front-matter"
_CONFLICT = "merge-conflict"
_MORE = "The same here"


def bind(document: Document, ruleset: RuleSet, index: Surroundings) -> Binding:
    """The document bound to the rule set, with all that judging it needs."""
    binding = Binding(document, ruleset, index)
    binding.satisfied = is_satisfied
    # What a placeholder will be replaced with nobody knows: it answers nothing, whatever its rule says of it.
    binding.hides = lambda _: None
    binding.add_topics(_is_there)
    binding.hides = Severities(ruleset, binding.states).hides
    # Whatever is said of the heading that is not seen: what is below it is no part of the section before.
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
    severities = Severities(binding.ruleset, binding.states)
    commented = "speclint-" in binding.document.source.text
    found = _explained(binding, _checked(binding, severities, all_rules=commented))
    reported = [
        said
        for said, behind, runs, _ in found
        if runs and (behind is None or SEVERITY_RANK[said.severity] < SEVERITY_RANK[behind])
    ]
    reported = _without_consequences(binding, reported)
    joining = {_key(each.said) for each in found if each.joins}
    if not commented:
        return Examination(_joined(reported, joining), (), Suppressions())
    examined = _suppressed(binding, severities, reported, [each.said for each in found])
    return examined._replace(diagnostics=_joined(examined.diagnostics, joining))


class _Found(NamedTuple):
    """A finding, with the severity of the one that explains it (see `Finding.behind`), and whether its rule runs."""

    said: Diagnostic
    behind: Severity | None
    runs: bool
    joins: bool = False
    """See `Finding.joins`."""


def _key(said: Diagnostic) -> tuple[str, tuple[str, ...], str]:
    return said.rule, said.section, said.message


def _joined(found: Sequence[Diagnostic], joining: AbstractSet[object]) -> tuple[Diagnostic, ...]:
    """The findings, of which those with one of some keys are one: the first, with the places of the others."""
    if not joining:
        return tuple(found)
    groups: dict[object, list[Diagnostic]] = {}
    for number, said in enumerate(found):
        key = _key(said)
        groups.setdefault(key if key in joining else number, []).append(said)
    return tuple(map(_first_of, groups.values()))


def _first_of(group: list[Diagnostic]) -> Diagnostic:
    if len(group) == 1:
        return group[0]
    first, *others = sorted(group, key=lambda each: each.range)
    return first._replace(related=(*first.related, *(RelatedLocation(each.range, _MORE) for each in others)))


def _checked(binding: Binding, severities: Severities, *, all_rules: bool) -> list[_Found]:
    """The findings of all checks that run. `all_rules`: also of those that do not."""
    found: list[_Found] = []
    for check in DOCUMENT_CHECKS:
        runs = severities.runs(check.id)
        if runs or all_rules:
            found.extend(_stamp(binding, check.id, severities, check.run(binding), runs=runs))
    on = [each for each in CONTENT_CHECKS if all_rules or not severities.is_off(each.id)]
    # A table that is one of several options may also be judged by itself, and code by its section and by the document. The
    # first counts, unless a later one is more severe.
    said: dict[tuple[str, Range, str], int] = {}
    for case in (meant for asked in binding.cases() for meant in _meant(asked)):
        spec = case.expectation.spec
        for content_check in on:
            if isinstance(spec, content_check.spec):
                findings = [_of_case(case, finding) for finding in content_check.run(case)]
                runs = not severities.is_off(content_check.id)
                severity = case.expectation.severity
                for each in _stamp(binding, content_check.id, severities, findings, severity, runs=runs):
                    key = (content_check.id, each.said.range, each.said.message)
                    first = said.setdefault(key, len(found))
                    if first == len(found):
                        found.append(each)
                    elif SEVERITY_RANK[each.said.severity] < SEVERITY_RANK[found[first].said.severity]:
                        found[first] = each
    return _once_for_each_table(binding, found)


def _once_for_each_table(binding: Binding, found: list[_Found]) -> list[_Found]:
    """The findings, with what explains those on other expectations at the same table that is none: the worst of them, the first."""
    anchors = {bound.node.range for bound in binding.sections.bound}
    first: dict[Range, _Found] = {}
    for each in found:
        place = each.said.range
        if each.said.rule in _ABSENT and each.runs and each.behind is None and place not in anchors:
            other = first.setdefault(place, each)
            if SEVERITY_RANK[each.said.severity] < SEVERITY_RANK[other.said.severity]:
                first[place] = each
    return [
        each
        if each.said.rule not in _ABSENT or first.get(each.said.range, each) is each
        else each._replace(behind=worse(each.behind, first[each.said.range].said.severity))
        for each in found
    ]


def _explained(binding: Binding, found: list[_Found]) -> list[_Found]:
    """The findings, with what explains those that a code block without an end makes unreliable."""
    if (conflict := _conflict(binding)) is not None:
        # What else looks broken, a fence or front matter, may be so because of the conflict.
        return _behind(found, conflict, lambda said: said.rule != _CONFLICT)
    unread = binding.surroundings.unread
    if unread is not None:
        # What is no front matter has headings in it, as GitHub shows it.
        found = _behind(found, binding.hides(_FRONT_MATTER), lambda said: unread.start <= said.range.start < unread.end)
    if swallowed_by(binding) is not None and any(each.said.rule == _MISSING_TITLE and each.runs for each in found):
        found = _behind(found, binding.hides(_MISSING_TITLE), lambda said: said.rule != _MISSING_TITLE)
    ends = (each.said.range for each in found if each.said.rule == _BAD_CELL and each.runs)
    short = {end.start for end in ends if end.start == end.end}
    if short:
        # Of a row that lacks cells, a rule on its columns says which.
        found = _behind(
            found,
            binding.hides(_BAD_CELL),
            lambda said: said.rule == _UNEVEN_ROW and said.range.end in short,
        )
    for broken in binding.once(broken_fences):
        kept = spared(binding, broken)
        found = _behind(
            found,
            broken.severity,
            lambda said, first=broken.first, kept=kept: (
                not (  # type: ignore[misc]
                    (said.range.start.line < first and not _is_of_whole(binding, said))
                    or said.rule == _NESTED_FENCE
                    or (said.rule == _MISSING_SECTION and said.range in kept)
                )
            ),
        )
    return found


def _is_of_whole(binding: Binding, said: Diagnostic) -> bool:
    """Whether something is missing that the document could have in any of its sections, also below a place."""
    anchor = binding.anchor(None)
    return binding.whole is not None and said.range == anchor and RULES[said.rule].phase == "content"


def _conflict(binding: Binding) -> Severity | None:
    """The severity of the finding that explains all others in a document with a merge conflict; None without one."""
    return binding.hides(_CONFLICT) if binding.conflicts else None


def in_conflict(binding: Binding, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings from outside the linter, without those that a merge conflict in the document explains."""
    conflict = _conflict(binding)
    return [each for each in diagnostics if conflict is None or SEVERITY_RANK[each.severity] < SEVERITY_RANK[conflict]]


def _behind(found: list[_Found], severity: Severity | None, explains: Callable[[Diagnostic], bool]) -> list[_Found]:
    """The findings, with the severity of another one that explains some of them."""
    if severity is None:
        return found
    return [each._replace(behind=worse(each.behind, severity)) if explains(each.said) else each for each in found]


def _without_consequences(binding: Binding, found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings without those on values that others explain: at the very value, or in the section in which it is missing."""
    if not any(said.rule in _ON_VALUES for said in found):
        return found
    lines = sorted(other.range.start.line for other in found if other.rule not in _ON_VALUES)
    ends: dict[int, int] = {}
    places: set[Position] = set()
    gone: set[int] = set()
    # A value may be that of a heading which is not seen.
    unseen = [other.message for other in found if other.rule == _MISSING_SECTION]
    for number, said in sorted(enumerate(found), key=lambda each: _ON_VALUES.get(each[1].rule, 0)):
        explained = said.range.start in places or (
            said.rule == _DISAGREEMENT
            and (_is_explained(said, lines, binding, ends) or _is_named(said, unseen, binding))
        )
        if said.rule in _ON_VALUES and explained:
            gone.add(number)
        places.add(said.range.start)
    return [said for number, said in enumerate(found) if number not in gone]


def _is_named(said: Diagnostic, messages: list[str], binding: Binding) -> bool:
    """Whether a value, also one in the plural, is in one of some messages."""
    source = binding.document.source
    value = source.text[source.offset(said.range.start) : source.offset(said.range.end)].removesuffix("s")
    return bool(value) and any(value in message for message in messages)


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


def _suppressed(
    binding: Binding, severities: Severities, reported: list[Diagnostic], found: list[Diagnostic]
) -> Examination:
    """The findings without those that the document's comments silence, and with what is wrong with the comments.

    `found` are all, reported or not: a comment for one of them is of use, whatever the settings say of its rule.
    """
    broken = [each for each in binding.once(broken_fences) if each.severity == "error"]
    fence = min((each.line for each in broken), default=None)
    limit = min((each.first for each in broken), default=None)
    if binding.is_torn:
        fence = limit = 1
    comments = [each for each in binding.document.comments if fence is None or each.range.start.line < fence]
    blocks = {block.line: block.range.end.line for block in binding.document.walk() if isinstance(block, CodeBlock)}
    blocks.update((each.range.start.line, each.range.end.line) for each in comments)
    suppressions = read_suppressions(comments, blocks)
    kept, silent, unused = apply(
        suppressions,
        reported,
        # From a limit on not all was judged that a comment may silence.
        lambda each: each.rule not in PROJECT_RULES and (limit is None or each.place.start.line < limit),
        found,
    )
    for rule, finding in [*suppressions.faults, *((UNUSED, finding) for finding in unused)]:
        if severities.runs(rule):
            kept.extend(each.said for each in _stamp(binding, rule, severities, [finding], runs=True))
    return Examination(tuple(kept), tuple(silent), suppressions)


def _of_case(case: Case, finding: Finding) -> Finding:
    """A content check's finding, with what it has in common with all findings on the same expectation."""
    prefix = case.expectation.message.rstrip(".")
    # A check that puts these words into its own message has said them.
    message = finding.message if prefix and finding.message.startswith(prefix) else after(prefix, finding.message)
    cause = instead_of(case) if finding.range == case.anchor and case.expectation.when is not None else None
    if cause is not None:
        message = f"{message}: {cause.message}"
        related = (*case.expected_in(cause.range), *finding.related)
        finding = finding._replace(range=cause.range, help=cause.help, related=related)
    return finding._replace(
        message=message, section=finding.section or case.section, behind=worse(finding.behind, case.behind)
    )


def _stamp(
    binding: Binding,
    rule: str,
    severities: Severities,
    findings: Iterable[Finding],
    expected: Severity | None = None,
    *,
    runs: bool,
) -> Iterator[_Found]:
    """The findings as diagnostics. `expected`: the severity of the expectation that they are about."""
    path, spec_type = binding.document.source.path, binding.ruleset.type
    for finding in findings:
        severity = severities.of(rule, finding.severity or expected) if runs else "info"
        yield _Found(stamped(finding, path, rule, severity, spec_type), finding.behind, runs, finding.joins)


def _meant(case: Case) -> Iterator[Case]:
    """The case itself; of several options none of which is met, the one that the author chose.

    For a table with a mistake in it, the mistake is reported, not that there is neither a table nor a list.
    """
    if isinstance(case.expectation.spec, AnyOfSpec) and not is_satisfied(case):
        for option in any_of_options(case):
            if kind_of(option.expectation.spec).unmistakable and _is_there(option):
                message = option.expectation.message or case.expectation.message
                yield option._replace(expectation=option.expectation._replace(message=message))
                return
    yield case


def _is_there(case: Case) -> bool:
    """Whether what is expected exists, even if with faults."""
    spec = case.expectation.spec
    return not any(
        True
        for check in CONTENT_CHECKS
        if isinstance(spec, check.spec) and (check.rule.absence or check.id in _ANOTHER)
        for _ in check.run(case)
    )


def is_satisfied(case: Case) -> bool:
    """Whether an expectation would give no finding."""
    return case.binding.once(_is_satisfied, case.bound, case.blocks, case.expectation)


def _is_satisfied(binding: Binding, bound: Bound, blocks: tuple[Block, ...], expectation: Expectation) -> bool:
    find = SATISFIED.get(kind_of(expectation.spec).key, _passes)
    return find(Case(binding, bound, blocks, expectation, is_satisfied))


def _passes(case: Case) -> bool:
    """Whether no check of content finds anything."""
    spec = case.expectation.spec
    return not any(
        finding.behind is None
        for check in CONTENT_CHECKS
        if isinstance(spec, check.spec)
        for finding in check.run(case)
    )


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


def unmet(binding: Binding) -> Iterator[tuple[Expectation, str]]:
    """The expectations of sections that a document does not meet, each with the rules that say so, reported or not."""
    for asked in binding.cases():
        for case in _meant(asked):
            for check in CONTENT_CHECKS:
                if isinstance(case.expectation.spec, check.spec) and any(True for _ in check.run(case)):
                    yield asked.expectation, check.id
