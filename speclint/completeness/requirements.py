"""What one section, or the head of a document, must hold by itself: each requirement with its credit.

Owns: how much of a requirement is met: all, half (it exists, but something is wrong with it), or nothing.
Never: weighs sections against each other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple
from speclint.binding import Case, any_of_options, is_own_id
from speclint.binding.not_applicable import field_answer
from speclint.binding.options import is_template
from speclint.binding.prose import words_in
from speclint.binding.references import mentions
from speclint.binding.wording import short, without_reason
from speclint.checks.bad_field_value import open_states, value_faults
from speclint.checks.registry import CONTENT_CHECKS
from speclint.engine.linter import is_satisfied
from speclint.markdown import CodeBlock, ListBlock, Paragraph, Quote, Table
from speclint.ruleset import AnyOfSpec, FieldsSpec
from speclint.ruleset.kinds import content_words, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.base.source import Position
    from speclint.binding import Binding, Bound, FieldPair, Placeholder
    from speclint.binding.not_applicable import Answer
    from speclint.completeness.filled import Written
    from speclint.markdown import Block
    from speclint.ruleset import Expectation, ExpectationSpec, TextSpec

ALL = Fraction(1)
HALF = Fraction(1, 2)
NOTHING = Fraction(0)
_UNWRITTEN = "has only template text"


class Met(NamedTuple):
    """How far a requirement is met. `message` and `place` say what is wrong and where, unless all of it is met."""

    requirement: str
    weight: Fraction
    credit: Fraction
    message: str
    place: Position


def own_requirements(binding: Binding, bound: Bound, written: Written) -> Iterator[Met]:
    """What a section must contain in addition to its declared subsections."""
    blocks = written.blocks(binding.content(bound), template_of(bound))
    scored = [each for each in bound.spec.expects if binding.applies(each.when) and _is_scored(each)]
    for expectation in scored:
        case = Case(binding, bound, blocks, expectation, is_satisfied)
        if isinstance(expectation.spec, FieldsSpec):
            yield from _fields(case)
        else:
            yield _expectation(case, written)
    if not scored and not bound.spec.sections and bound is not binding.whole:
        yield content_requirement(binding, bound, written)


def template_of(bound: Bound) -> str:
    """The text that new documents have in a section, and below the bold lines in it, which is its content too."""
    bold = (child.spec.template for child in bound.children if child.node.style == "bold")
    return "\n".join([bound.spec.template, *bold])


def head_requirements(binding: Binding, written: Written) -> Iterator[Met]:
    """The document's fields, its references to other documents, and what it must contain in any of its sections."""
    if binding.whole is not None:
        yield from own_requirements(binding, binding.whole, written)
    for pair in binding.declared_fields:
        if pair.spec.presence != "optional" and pair.spec.weight and binding.applies(pair.spec.when):
            yield _field(binding, pair, Fraction(pair.spec.weight))
    place = binding.anchor(None).start
    for reference in binding.ruleset.references:
        if reference.presence == "optional" or not binding.applies(reference.when):
            continue
        what = f"{'an' if reference.to[0] in 'aeiou' else 'a'} {reference.to}"
        name = f"a reference to {what}, such as [{reference.example}]"
        there = mentions(binding, reference)
        message = "" if there else f"Missing reference to {what}"
        yield Met(name, Fraction(1), ALL if there else NOTHING, message, place)


def _is_scored(expectation: Expectation) -> bool:
    """Whether something is expected, and not only judged where it is."""
    return expectation.presence != "optional" and kind_of(expectation.spec).needs(expectation.spec)


def _fields(case: Case) -> Iterator[Met]:
    """The fields of a section, which share the weight of the expectation."""
    binding = case.binding
    there = binding.case_fields(case._replace(blocks=binding.content(case.bound)))
    written = {pair.spec.name for pair in binding.case_fields(case) if pair.found is not None}
    pairs = [pair for pair in there if pair.spec.presence != "optional" and pair.spec.weight]
    whole = sum(pair.spec.weight for pair in pairs)
    for pair in pairs:
        met = _field(binding, pair, Fraction(case.expectation.weight * pair.spec.weight, whole))
        if pair.found is not None and pair.spec.name not in written:
            met = met._replace(credit=NOTHING, message=f"Field '{pair.found.name}' {_UNWRITTEN}")
        yield met


def _field(binding: Binding, pair: FieldPair, weight: Fraction) -> Met:
    name = f"field {pair.spec.name}"
    found = pair.found
    if found is None:
        return Met(name, weight, NOTHING, f"Missing field '{pair.spec.name}'", pair.place.start)
    place = found.value_range.start if found.value else found.range.start
    if not found.value and not found.block_follows and not pair.spec.blank:
        return Met(name, weight, NOTHING, f"Field '{found.name}' has no value", place)
    if is_template(found, pair.spec) or binding.placeholder_in(found.range):
        return Met(name, weight, NOTHING, f"Field '{found.name}' {_UNWRITTEN}", place)
    answer = field_answer(pair.spec, found, binding.ruleset.not_applicable)
    if answer is not None:
        return _answered(name, weight, answer, f"Field '{found.name}'")
    own = is_own_id(pair, binding.ruleset.naming)
    fault = None if own else next(value_faults(pair.spec, found, open_states(binding, pair)), None)
    return Met(name, weight, ALL if fault is None else HALF, fault.message if fault else "", place)


def answered(binding: Binding, bound: Bound, written: Written) -> Met | None:
    """The one requirement of a section that is said not to apply; None where it is not, or holds all without that."""
    answer = binding.answers.get(bound.node)
    if answer is None or not binding.needs_answer(bound):
        return None
    met = _answered("content", Fraction(1), answer, f"Section '{bound.node.title}'")
    found = written.placeholder_in(bound.node.blocks)
    return met if found is None else met._replace(credit=HALF, message=_unfilled(found), place=found.range.start)


def _answered(name: str, weight: Fraction, answer: Answer, what: str) -> Met:
    if answer.reason:
        return Met(name, weight, ALL, "", answer.range.start)
    return Met(name, weight, HALF, without_reason(what), answer.range.start)


def _unfilled(found: Placeholder) -> str:
    return f"Placeholder '{short(found.text)}' is not filled in"


def content_requirement(binding: Binding, bound: Bound, written: Written) -> Met:
    """A section without particular requirements: it must contain some text."""
    blocks = written.blocks(binding.content(bound), template_of(bound))
    place = bound.node.range.start
    found = written.placeholder_in(blocks)
    if not blocks:
        message = "is empty" if binding.is_empty(bound.node) else _UNWRITTEN
        return Met("content", Fraction(1), NOTHING, f"Section '{bound.node.title}' {message}", place)
    if found is not None:
        return Met("content", Fraction(1), HALF, _unfilled(found), found.range.start)
    return Met("content", Fraction(1), ALL, "", place)


def _expectation(case: Case, written: Written) -> Met:
    spec = case.expectation.spec
    name, weight = _name(case.expectation), Fraction(case.expectation.weight)
    place = case.anchor.start
    if not case.blocks:
        message = "is empty" if case.binding.is_empty(case.bound.node) else _UNWRITTEN
        return Met(name, weight, NOTHING, f"{case.subject} {message}", place)
    if _scored(spec).needs_words and not words_in(case.blocks):
        return Met(name, weight, NOTHING, f"{case.subject} has no text", place)
    faults = [
        (check.rule.absence, finding)
        for check in CONTENT_CHECKS
        if isinstance(spec, check.spec)
        for finding in check.run(case)
        if finding.behind is None
    ]
    for absence, finding in sorted(faults, key=lambda fault: not fault[0]):
        return Met(name, weight, NOTHING if absence else HALF, finding.message, finding.range.start)
    found = written.placeholder_in(_of_kind(case))
    if found is not None:
        return Met(name, weight, HALF, _unfilled(found), found.range.start)
    return Met(name, weight, ALL, "", place)


def _name(expectation: Expectation) -> str:
    """What is expected, as its author would say it: regular expressions say nothing to them."""
    if expectation.message:
        return expectation.message.rstrip(".")
    return _scored(expectation.spec).name(expectation.spec)


def _text_name(spec: TextSpec) -> str:
    return content_words(spec._replace(pattern="", forbidden=""))


def _any_of_name(spec: AnyOfSpec) -> str:
    return " or ".join(dict.fromkeys(map(_name, spec.options)))


def _of_kind(case: Case) -> Sequence[Block]:
    """The blocks in which a placeholder spoils what is expected."""
    spec = case.expectation.spec
    if isinstance(spec, AnyOfSpec):
        met = next((option for option in any_of_options(case) if is_satisfied(option)), None)
        return () if met is None else _of_kind(met)
    return [block for block in case.blocks if isinstance(block, _scored(spec).blocks)]


class Scored(NamedTuple):
    """How one kind of content is scored."""

    blocks: tuple[type[Block], ...] = (Paragraph, ListBlock, Quote)
    """The blocks in which a placeholder spoils it."""
    needs_words: bool = False
    """Whether it does not exist where there are no words."""
    name: Callable[[Any], str] = content_words
    """What is expected, without regular expressions."""


SCORED: dict[str, Scored] = {
    "text": Scored(needs_words=True, name=_text_name),
    "table": Scored((Table,)),
    "list": Scored((ListBlock,)),
    "code": Scored((CodeBlock,)),
    "any_of": Scored(name=_any_of_name),
}
"""By the key of the kind: those that are scored in another way than `Scored()` says."""
_USUAL = Scored()


def _scored(spec: ExpectationSpec) -> Scored:
    return SCORED.get(kind_of(spec).key, _USUAL)
