"""What each rule judges: whether a rule set declares it, and whether a document has it.

Owns: for each rule of the phases document and content, what must be declared and what must exist before it can find anything.
Never: judges. A rule that is not in these tables is taken to judge every document, or every expectation of its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.binding import any_of_options
from speclint.binding.code_blocks import code_blocks
from speclint.binding.lists import pair_lists
from speclint.binding.values import values_of
from speclint.checks.rules import rules_of
from speclint.markdown import CodeBlock
from speclint.ruleset import UNBOUNDED
from speclint.ruleset.kinds import kind_of, with_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.binding import Binding, Case
    from speclint.ruleset import Expectation, RuleSet, SectionSpec


def all_sections(ruleset: RuleSet) -> Iterator[SectionSpec]:
    """Every declared section, outer ones first."""
    waiting = list(reversed(ruleset.sections))
    while waiting:
        spec = waiting.pop()
        yield spec
        waiting += reversed(spec.sections)


def _expectations(ruleset: RuleSet) -> Iterator[Expectation]:
    """All that is expected of the document and of its sections, with the options."""
    for spec in (ruleset.whole, *all_sections(ruleset)):
        yield from with_options(spec.expects)


def _fields(ruleset: RuleSet) -> bool:
    kinds = (kind_of(each.spec).key for each in _expectations(ruleset))
    return bool(ruleset.fields) or "fields" in kinds


def _groups(ruleset: RuleSet) -> bool:
    groups = [ruleset.groups, *(section.groups for section in all_sections(ruleset))]
    return any(group.kind in ("exactly_one", "conflicts") for each in groups for group in each)


def _unknown_sections(ruleset: RuleSet) -> Iterator[str]:
    yield ruleset.unknown_sections
    yield from (section.unknown_sections for section in all_sections(ruleset))


def _always(subject: object) -> bool:
    del subject
    return True


_COMPARING = ("in", "not_in", "equals", "not_before", "alike")
"""What an agreement says of values in two places."""

_DECLARED: dict[str, Callable[[RuleSet], bool]] = {
    "missing-title": lambda ruleset: ruleset.heading_level > 1 and ruleset.document_title.presence != "optional",
    "bad-title": lambda ruleset: bool(ruleset.document_title.pattern),
    "missing-section": lambda ruleset: bool(ruleset.sections),
    "conflicting-sections": _groups,
    "misplaced-section": lambda ruleset: bool(ruleset.sections),
    "wrong-heading-level": lambda ruleset: bool(ruleset.sections),
    "unexpected-section": lambda ruleset: any(each != "allow" for each in _unknown_sections(ruleset)),
    "empty-section": lambda ruleset: bool(ruleset.sections),
    "bold-heading": lambda ruleset: bool(ruleset.sections),
    "missing-field": _fields,
    "bad-field-value": _fields,
    "conflicting-field": lambda ruleset: bool(ruleset.fields),
    "missing-reason": lambda ruleset: bool(ruleset.not_applicable),
    "missing-reference": lambda ruleset: bool(ruleset.references),
    "disagreement": lambda ruleset: any(each.relation in _COMPARING for each in ruleset.agreements),
    "duplicate-value": lambda ruleset: any(each.relation == "unique" for each in ruleset.agreements),
    "bad-value": lambda ruleset: any(each.relation == "type" for each in ruleset.agreements),
    "bad-file-name": lambda ruleset: bool(ruleset.naming.file_pattern),
    "aliased-heading": lambda ruleset: any(each.aliases and not each.pattern for each in all_sections(ruleset)),
}
"""Whether a rule set declares what a rule of the phase document judges."""

_EXPECTED: dict[str, Callable[[Any], bool]] = {
    "short-text": lambda text: bool(text.min_words or text.min_characters or text.min_paragraphs),
    "long-text": lambda text: text.max_words != UNBOUNDED or text.max_characters != UNBOUNDED,
    "missing-phrase": lambda text: bool(text.pattern or text.mentions),
    "forbidden-phrase": lambda text: bool(text.forbidden),
    "missing-column": lambda table: any(column.presence != "optional" for column in table.columns),
    "unexpected-column": lambda table: not table.other_columns,
    "missing-row": lambda table: table.min_rows > 0,
    "too-many-rows": lambda table: table.max_rows != UNBOUNDED,
    "missing-list": lambda items: items.min_items > 0,
    "missing-list-item": lambda items: items.min_items > 0 or bool(items.labels),
    "too-many-items": lambda items: items.max_items != UNBOUNDED,
    "missing-code-block": lambda code: code.min_blocks > 0,
    "too-many-code-blocks": lambda code: code.max_blocks != UNBOUNDED,
    "unparsable-code-block": lambda code: code.parses,
    "bad-code-block": lambda code: bool(code.pattern or code.schema),
    "missing-image": lambda image: image.min_count > 0,
    "missing-diagram": lambda diagram: diagram.min_count > 0,
    "missing-link": lambda link: link.min_count > 0,
}
"""Whether an expectation requires what a rule of the phase content judges, by its run-time value."""

_UNLESS_OPTIONAL = frozenset(
    {"missing-table", "missing-list", "missing-image", "missing-diagram", "missing-link", "missing-content"}
)
"""Rules that find nothing where the expectation is optional."""


def declared(ruleset: RuleSet) -> frozenset[str]:
    """The rules of the phases document and content that a document of the type can break, whether they are on or off."""
    found = {id for id, _ in rules_of("document") if _DECLARED.get(id, _always)(ruleset)}
    for expectation in _expectations(ruleset):
        found |= asked_by(expectation)
    return frozenset(found)


def asked_by(expectation: Expectation) -> set[str]:
    """The rules of the phase content that judge one expectation, without those that judge its options."""
    kind = kind_of(expectation.spec).key
    optional = expectation.presence == "optional"
    return {
        id
        for id, rule in rules_of("content")
        if rule.kind == kind
        and _EXPECTED.get(id, _always)(expectation.spec)
        and not (optional and id in _UNLESS_OPTIONAL)
    }


# What exists


def _conflicts(binding: Binding) -> bool:
    sections = binding.sections
    groups = (group for scope in sections.scopes for group in sections.groups(scope))
    return any(group.kind in ("exactly_one", "conflicts") for group in groups)


def _unknown(binding: Binding) -> bool:
    scopes = (scope.owner.spec if scope.owner else binding.ruleset for scope in binding.sections.scopes)
    return any(each.unknown_sections != "allow" for each in scopes)


def _agreements(binding: Binding) -> bool:
    return any(
        each.relation in _COMPARING
        and binding.applies(each.when)
        and (not each.places or any(values_of(binding, place) for place in each.places))
        and bool(values_of(binding, each.each))
        for each in binding.ruleset.agreements
    )


def _values_that(relation: str) -> Callable[[Binding], bool]:
    return lambda binding: any(
        each.relation == relation and binding.applies(each.when) and bool(values_of(binding, each.each))
        for each in binding.ruleset.agreements
    )


_EXISTING: dict[str, Callable[[Binding], bool]] = {
    "bad-title": lambda binding: binding.title is not None,
    "conflicting-sections": _conflicts,
    "misplaced-section": lambda binding: bool(binding.nodes),
    "wrong-heading-level": lambda binding: bool(binding.nodes),
    "unexpected-section": _unknown,
    "duplicate-section": lambda binding: bool(binding.nodes),
    "empty-section": lambda binding: bool(binding.sections.bound),
    "missing-field": lambda binding: any(pair.spec.presence != "optional" for pair in binding.fields),
    "bad-field-value": lambda binding: any(pair.found is not None for pair in binding.fields),
    "conflicting-field": lambda binding: any(pair.found is not None for pair in binding.declared_fields),
    "missing-reason": lambda binding: bool(binding.sections.bound) or any(pair.found for pair in binding.fields),
    "nested-fence": lambda binding: any(isinstance(block, CodeBlock) for block in binding.document.walk()),
    "missing-reference": lambda binding: any(binding.applies(each.when) for each in binding.ruleset.references),
    "disagreement": _agreements,
    "duplicate-value": _values_that("unique"),
    "bad-value": _values_that("type"),
    "copied-section": lambda binding: len(binding.nodes) > 1,
    "aliased-heading": lambda binding: bool(binding.sections.bound),
}
"""Whether a document has what a rule of the phase document judges."""


def _tables(case: Case) -> bool:
    return bool(case.binding.tables(case).bound)


def _rows(case: Case) -> bool:
    return any(bound.table.rows for bound in case.binding.tables(case).bound)


def _items(case: Case) -> bool:
    return bool(pair_lists(case.expectation.spec, case.blocks).lists)  # type: ignore[arg-type]


def _code(case: Case) -> bool:
    return bool(code_blocks(case.blocks, case.expectation.spec.languages))  # type: ignore[union-attr]


_PRESENT: dict[str, Callable[[Case], bool]] = {
    "missing-column": _tables,
    "unexpected-column": _tables,
    "missing-row": _tables,
    "too-many-rows": _tables,
    "uneven-row": _rows,
    "bad-cell": _rows,
    "missing-list-item": _items,
    "too-many-items": _items,
    "bad-list-item": _items,
    "too-many-code-blocks": _code,
    "unparsable-code-block": _code,
    "bad-code-block": _code,
}
"""Whether a section has what a rule of the phase content judges."""


def judged(binding: Binding) -> set[str]:
    """The rules of the phases document and content that have something to judge in a document, whether they are on or off."""
    ruleset = binding.ruleset
    found = {
        id
        for id, _ in rules_of("document")
        if _DECLARED.get(id, _always)(ruleset) and _EXISTING.get(id, _always)(binding)
    }
    waiting = list(binding.cases())
    while waiting:
        case = waiting.pop()
        asked = asked_by(case.expectation) - found
        found.update(id for id in asked if _PRESENT.get(id, _always)(case))
        waiting += any_of_options(case)
    return found


ANY = {"document": {*_DECLARED, *_EXISTING}, "content": {*_EXPECTED, *_UNLESS_OPTIONAL, *_PRESENT}}
"""The rules that have an entry in a table, by phase."""
