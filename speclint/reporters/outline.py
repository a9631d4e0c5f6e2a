"""A rule set as a text for the author of a specification: `speclint explain TYPE`.

Owns: the words for what a section must hold.
Never: leaves out something that the linter asks for.
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
    from collections.abc import Iterator

    from speclint.ruleset import (
        Condition,
        Expectation,
        ExpectationSpec,
        FieldSpec,
        RuleSet,
        SectionGroup,
        SectionSpec,
    )

_LOGIC = {
    "at_least_one": "at least one of {}",
    "exactly_one": "exactly one of {}",
    "all_or_none": "all or none of {}",
    "conflicts": "no two of {}",
}


def render_type(ruleset: RuleSet) -> str:
    """Name, metadata and sections of a type, with what each must hold."""
    lines = [f"{ruleset.type}: {ruleset.title}"]
    if ruleset.description:
        lines.append(ruleset.description)
    if ruleset.naming.file_example:
        lines.append(f"File name: {ruleset.naming.file_example}.md")
    if ruleset.fields:
        lines += ["", "Metadata"]
        lines += [f"  - {_field(field)}" for field in ruleset.fields]
    lines += ["", "Sections" + _order(ruleset.order)]
    for section in ruleset.sections:
        lines += _section(section, 1)
    lines += [f"  {_group(group)}" for group in ruleset.groups]
    for reference in ruleset.references:
        lines.append(f"  {reference.presence}: a reference to a {reference.to}, such as {reference.example}")
    return "\n".join(lines) + "\n"


def _order(order: str) -> str:
    return {"strict": " (in this order)", "relaxed": " (required ones in this order)"}.get(order, "")


def _section(section: SectionSpec, depth: int) -> Iterator[str]:
    pad = "  " * depth
    title = f"**{section.title}**" if section.style == "bold" else section.title
    count = _count(section.min_count, section.max_count, "")
    repeated = f", {count}" if (section.min_count, section.max_count) != (1, 1) else ""
    when = f", when {_condition(section.when)}" if section.when else ""
    yield f"{pad}{title} ({section.presence}{repeated}{when})"
    if section.aliases:
        yield f"{pad}  or: {', '.join(section.aliases)}"
    if section.guidance:
        yield f"{pad}  {section.guidance}"
    for expectation in section.expects:
        yield f"{pad}  - {_expectation(expectation)}"
    for child in section.sections:
        yield from _section(child, depth + 1)
    for group in section.groups:
        yield f"{pad}  {_group(group)}"


def _group(group: SectionGroup) -> str:
    if group.kind == "requires":
        return f"{group.sections[0]} requires {_join(group.sections[1:], 'and')}"
    return _LOGIC[group.kind].format(_join(group.sections, "and" if group.kind == "all_or_none" else "or"))


def _expectation(expectation: Expectation) -> str:
    text = _words(expectation.spec)
    if expectation.severity != "error":
        text += f" ({expectation.severity})"
    if expectation.when:
        text += f", when {_condition(expectation.when)}"
    return f"{text}: {expectation.guidance}" if expectation.guidance else text


def _words(spec: ExpectationSpec) -> str:
    if isinstance(spec, TextSpec):
        parts = [
            _count(low, high, unit)
            for low, high, unit in (
                (spec.min_words, spec.max_words, "words"),
                (spec.min_characters, spec.max_characters, "characters"),
                (spec.min_paragraphs, UNBOUNDED, "paragraphs"),
            )
            if low or high != UNBOUNDED
        ]
        parts += [f"with something like `{spec.pattern}`"] if spec.pattern else []
        parts += [f"without anything like `{spec.forbidden}`"] if spec.forbidden else []
        return "text" + (f": {', '.join(parts)}" if parts else "")
    if isinstance(spec, TableSpec):
        columns = [
            column.name + ("" if column.presence == "required" else f" ({column.presence})") for column in spec.columns
        ]
        table = f"a table with {_count(spec.min_rows, spec.max_rows, 'rows')}"
        return f"{table}: {' | '.join(columns)}" if columns else table
    if isinstance(spec, ListSpec):
        kind = {"ordered": "a numbered list", "bullet": "a bullet list", "task": "a checklist"}.get(spec.kind, "a list")
        labels = (
            f", with {_join(spec.labels, 'and')}" if spec.labels else ", each item labelled" if spec.labelled else ""
        )
        return f"{kind} of {_count(spec.min_items, spec.max_items, 'items')}{labels}"
    if isinstance(spec, CodeSpec):
        language = f" in {_join(spec.languages, 'or')}" if spec.languages else ""
        return f"{_count(spec.min_blocks, spec.max_blocks, 'code blocks')}{language}"
    if isinstance(spec, MediaSpec):
        return _count(spec.min_count, UNBOUNDED, spec.kind + "s")
    if isinstance(spec, FieldsSpec):
        return "fields: " + "; ".join(map(_field, spec.fields))
    return "one of: " + "; or ".join(_words(option.spec) for option in spec.options)


def _field(field: FieldSpec) -> str:
    text = field.name if field.presence == "required" else f"{field.name} ({field.presence})"
    if field.values:
        text += f": {' | '.join(field.values)}"
    elif field.examples:
        text += f", such as {_join(field.examples, 'or')}"
    if field.when:
        text += f", when {_condition(field.when)}"
    return f"{text}. {field.guidance}" if field.guidance else text


def _condition(condition: Condition) -> str:
    if condition.kind == "section":
        return f"section {condition.name} is {'' if condition.present else 'not '}there"
    if condition.kind == "field":
        if condition.values:
            return f"{condition.name} is {_join(condition.values, 'or')}"
        if condition.pattern:
            return f"{condition.name} matches `{condition.pattern}`"
        return f"{condition.name} is {'' if condition.present else 'not '}given"
    inner = [_condition(each) for each in condition.conditions]
    return (
        f"not ({inner[0]})"
        if condition.kind == "not"
        else f" {'and' if condition.kind == 'all' else 'or'} ".join(inner)
    )


def _count(low: int, high: int, unit: str) -> str:
    space = f" {unit}" if unit else ""
    if high == UNBOUNDED:
        return f"{low} or more{space}" if low != 1 or not unit else f"at least one {unit.removesuffix('s')}"
    if low == high:
        return f"{low}{space}"
    return f"{low} to {high}{space}" if low else f"at most {high}{space}"


def _join(names: tuple[str, ...], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}" if names else ""
