"""What a rule set asks for, in the words of the author of a specification.

Owns: the words for expectations, fields, conditions and the logic between sections.
Never: says whether a document holds it, or lays out a page.

A guide, a template's comments and a completeness score name the same requirement with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.ruleset import (
    UNBOUNDED,
    CodeSpec,
    FieldsSpec,
    ListSpec,
    MediaSpec,
    TableSpec,
    TextSpec,
)

if TYPE_CHECKING:
    from speclint.ruleset import Condition, Expectation, ExpectationSpec, FieldSpec, SectionGroup

_LOGIC = {
    "at_least_one": "at least one of {}",
    "exactly_one": "exactly one of {}",
    "all_or_none": "all or none of {}",
    "conflicts": "no two of {}",
}


def group_words(group: SectionGroup) -> str:
    """The logic between sections, which are named by their ids."""
    if group.kind == "requires":
        return f"{group.sections[0]} requires {joined(group.sections[1:], 'and')}"
    return _LOGIC[group.kind].format(joined(group.sections, "and" if group.kind == "all_or_none" else "or"))


def expectation_words(expectation: Expectation) -> str:
    """What a section must hold, how bad it is without, and when it is asked for."""
    text = content_words(expectation.spec)
    if expectation.severity != "error":
        text += f" ({expectation.severity})"
    if expectation.when:
        text += f", when {condition_words(expectation.when)}"
    return f"{text}: {expectation.guidance}" if expectation.guidance else text


def content_words(spec: ExpectationSpec) -> str:
    """What a section must hold, as a noun phrase: "a table with 2 rows: Name | Value"."""
    if isinstance(spec, TextSpec):
        parts = [
            count_words(low, high, unit)
            for low, high, unit in (
                (spec.min_words, spec.max_words, "words"),
                (spec.min_characters, spec.max_characters, "characters"),
                (spec.min_paragraphs, UNBOUNDED, "paragraphs"),
            )
            if low or high != UNBOUNDED
        ]
        parts += ["with the expected words"] if spec.pattern else []
        parts += ["without the forbidden words"] if spec.forbidden else []
        return "text" + (f": {', '.join(parts)}" if parts else "")
    if isinstance(spec, TableSpec):
        columns = [
            column.name + ("" if column.presence == "required" else f" ({column.presence})") for column in spec.columns
        ]
        table = f"a table with {count_words(spec.min_rows, spec.max_rows, 'rows')}"
        return f"{table}: {' | '.join(columns)}" if columns else table
    if isinstance(spec, ListSpec):
        kind = {"ordered": "a numbered list", "bullet": "a bullet list", "task": "a checklist"}.get(spec.kind, "a list")
        labels = (
            f", with {joined(spec.labels, 'and')}" if spec.labels else ", each item labelled" if spec.labelled else ""
        )
        return f"{kind} of {count_words(spec.min_items, spec.max_items, 'items')}{labels}"
    if isinstance(spec, CodeSpec):
        language = f" in {joined(spec.languages, 'or')}" if spec.languages else ""
        return f"{count_words(spec.min_blocks, spec.max_blocks, 'code blocks')}{language}"
    if isinstance(spec, MediaSpec):
        return count_words(spec.min_count, UNBOUNDED, spec.kind + "s")
    if isinstance(spec, FieldsSpec):
        return "fields: " + "; ".join(map(field_words, spec.fields))
    return "one of: " + "; or ".join(content_words(option.spec) for option in spec.options)


def field_words(field: FieldSpec) -> str:
    """A field with its values or examples, and what to write there."""
    text = field.name if field.presence == "required" else f"{field.name} ({field.presence})"
    if field.values:
        text += f": {' | '.join(field.values)}"
    elif field.examples:
        text += f", such as {joined(field.examples, 'or')}"
    if field.when:
        text += f", when {condition_words(field.when)}"
    return f"{text}. {field.guidance}" if field.guidance else text


def condition_words(condition: Condition) -> str:
    """A condition, to follow "when" or "only where"."""
    if condition.words:
        return condition.words
    if condition.kind == "section":
        return f"section {condition.name} {'exists' if condition.present else 'does not exist'}"
    if condition.kind == "field":
        if condition.values:
            return f"{condition.name} is {joined(condition.values, 'or')}"
        if condition.pattern:
            return f"{condition.name} has one of certain values"
        return f"{condition.name} is {'' if condition.present else 'not '}set"
    inner = [condition_words(each) for each in condition.conditions]
    return (
        f"not ({inner[0]})"
        if condition.kind == "not"
        else f" {'and' if condition.kind == 'all' else 'or'} ".join(inner)
    )


def count_words(low: int, high: int, unit: str) -> str:
    """How many of something, given in the plural: "at least one row". `unit` may be ""."""
    space = f" {unit}" if unit else ""
    if high == UNBOUNDED:
        return f"{low} or more{space}" if low != 1 or not unit else f"at least one {unit.removesuffix('s')}"
    if low == high:
        return f"{low}{space.removesuffix('s') if low == 1 else space}"
    return f"{low} to {high}{space}" if low else f"at most {high}{space}"


def joined(names: tuple[str, ...], word: str) -> str:
    """Names as a sentence lists them, with `word` before the last."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}" if names else ""
