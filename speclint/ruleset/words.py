"""What a rule set expects, in the words of the author of a specification.

Owns: the words for fields, conditions, counts and the logic between sections. Those for what a section holds are in `kinds`.
Never: says whether a document holds it, or lays out a page.

A guide, a template's comments and a completeness score name the same requirement with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.ruleset.content import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.ruleset.content import Condition, FieldSpec, SectionGroup

_LOGIC = {
    "at_least_one": "at least one of {}",
    "exactly_one": "exactly one of {}",
    "all_or_none": "all or none of {}",
    "conflicts": "no two of {}",
}


def group_words(group: SectionGroup, titles: Mapping[str, str]) -> str:
    """The logic between sections of one level, which are named by their headings: `titles`, by section id."""
    names = tuple(titles.get(name, name) for name in group.sections)
    if group.kind == "requires":
        return f"{names[0]} requires {joined(names[1:], 'and')}"
    return _LOGIC[group.kind].format(joined(names, "and" if group.kind == "all_or_none" else "or"))


def field_words(field: FieldSpec) -> str:
    """A field with its values or examples, and what to write there."""
    text = field.name if field.presence == "required" else f"{field.name} ({field.presence})"
    if field.values:
        text += f": {joined(field.values, 'or')}, or several" if field.several else f": {' | '.join(field.values)}"
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
        return f"there is {'a' if condition.present else 'no'} section {condition.heading or condition.name}"
    if condition.kind == "field":
        if condition.values:
            return f"{condition.name} is {joined(condition.values, 'or')}"
        if condition.pattern:
            return f"{condition.name} has one of certain values"
        return f"{condition.name} is {'' if condition.present else 'not '}set"
    if condition.kind == "family":
        return f"it is {_kinds(condition.values, 'or')}"
    inner = [condition_words(each) for each in condition.conditions]
    if condition.kind == "not" and condition.conditions[0].kind == "family" and not condition.conditions[0].words:
        names = condition.conditions[0].values
        return f"it is not {_kinds(names, '')}" if len(names) == 1 else f"it is neither {_kinds(names, 'nor')}"
    return (
        f"not ({inner[0]})"
        if condition.kind == "not"
        else f" {'and' if condition.kind == 'all' else 'or'} ".join(inner)
    )


def _kinds(names: tuple[str, ...], word: str) -> str:
    """Names of families with their articles: "a library or an SDK"."""
    return joined(tuple(map(a_kind, names)), word)


def a_kind(name: str) -> str:
    """The name of a family with its article: "an SDK"."""
    return f"{'an' if name[:1].casefold() in tuple('aeiou') else 'a'} {name}"


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
