"""A whole new document.

Owns: title, metadata and sections, in order; values that are given for fields.
Never: knows the file it will be in.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING

from speclint.authoring.template.conditions import Outlook, foreseen
from speclint.authoring.template.content import field_value, wanted_fields
from speclint.authoring.template.section import comment, included, included_ids, render_section, render_whole
from speclint.base.names import all_forms, forms
from speclint.base.suggest import did_you_mean
from speclint.base.values import NamedTuple
from speclint.binding.conditions import each_is, is_one_of
from speclint.binding.families import family_of
from speclint.expressions import whole_matches
from speclint.ruleset.marks import insert
from speclint.ruleset.words import a_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.ruleset import FieldSpec, RuleSet

_NESTED = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+")
"""The name of a key below another."""
_PART = re.compile(r"\{(id|title|slug|date)\}")


class Values(NamedTuple):
    """The known facts of a new document: its id as text refers to it, its title, slug, and today's date (ISO 8601)."""

    id: str = ""
    title: str = ""
    slug: str = ""
    date: str = ""

    def fill(self, text: str) -> str:
        """A text of the rule set with what is known in the place of `{id}`, `{title}`, `{slug}` and `{date}`."""
        return _PART.sub(lambda found: str(getattr(self, found[1])), text)


class SettingError(ValueError):
    """A value that is given for a field cannot be there. The text says why, for the user."""


def render_document(ruleset: RuleSet, values: Values, given: Mapping[str, str] | None = None) -> str:
    """The text of a new document, which ends in one line break.

    `given`: values of fields, by any name of the field. Raises SettingError for a field that the rule set does not
    declare, and for a value that it would not accept.
    """
    outlook = Outlook(_known(ruleset, values, given or {}))
    said = outlook.value(ruleset.families.field) if ruleset.families.field else None
    if said is not None:
        outlook = outlook._replace(family=family_of(said, ruleset.families))
    ids = included_ids(ruleset.sections, ruleset.groups, outlook)
    outlook = outlook._replace(sections=frozenset(ids))
    fields = list(wanted_fields(ruleset.fields, outlook))
    parts: list[str] = []
    metadata = render_metadata(ruleset.metadata.form, [(field.name, field_value(field, outlook)) for field in fields])
    if ruleset.metadata.form == "front_matter" and fields:
        parts.append(metadata)
        metadata = ""
    if ruleset.heading_level > 1:
        parts.append(f"# {values.fill(ruleset.document_title.initial)}")
        parts.append(ruleset.document_title.template.strip("\n"))
    if metadata and ruleset.metadata.heading:
        parts.append(f"{'#' * ruleset.heading_level} {ruleset.metadata.heading}")
    parts += [metadata, _references(ruleset, outlook), comment(list(_notes(ruleset, fields)))]
    parts += render_whole(ruleset.whole, outlook)
    parts += [
        render_section(section, ruleset.heading_level, outlook)
        for section in included(ruleset.sections, ruleset.groups, outlook)
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


class FamilySetting(NamedTuple):
    """How to say what a new document describes. `what`: "a library"; `pair`: the field with its value, "Type=Library"."""

    what: str
    pair: str


def family_setting(ruleset: RuleSet) -> FamilySetting | None:
    """A value that decides which sections a new document has: the first family that a field can say. None if none does."""
    field = next((each for each in ruleset.fields if each.name == ruleset.families.field), None)
    if field is None:
        return None
    for family in ruleset.families.families:
        values = field.values or (family.name[:1].upper() + family.name[1:],)
        value = next((each for each in values if family_of(each, ruleset.families) == family.name), None)
        if value is not None:
            return FamilySetting(a_kind(family.name), f"{field.name}={value}")
    return None


def sets_family(ruleset: RuleSet, given: Mapping[str, str]) -> bool:
    """Whether one of the values that are given for fields says what a new document describes."""
    return any(_declared(ruleset, name).name == ruleset.families.field for name in given)


def _known(ruleset: RuleSet, values: Values, given: Mapping[str, str]) -> dict[str, str]:
    """Values by every normalised name of their field."""
    known: dict[str, str] = {}
    for field in ruleset.fields:
        if field.initial:
            known.update(dict.fromkeys(all_forms(field.name, field.aliases), values.fill(field.initial)))
    for name, value in given.items():
        field = _declared(ruleset, name)
        _check(field, value)
        known.update(dict.fromkeys(all_forms(field.name, field.aliases), value))
    return known


def _declared(ruleset: RuleSet, name: str) -> FieldSpec:
    for field in ruleset.fields:
        if all_forms(field.name, field.aliases).intersection(forms(name)):
            return field
    names = [field.name for field in ruleset.fields]
    known = (
        f"The fields of `{ruleset.type}` are {', '.join(names)}" if names else f"`{ruleset.type}` declares no fields"
    )
    meant = did_you_mean(name, names)
    raise SettingError(f"unknown field `{name}`. {meant or known}")


def _check(field: FieldSpec, value: str) -> None:
    if not value.strip() or not value.isprintable():
        raise SettingError(f"the value of field `{field.name}` must be one line of text")
    if field.values and not each_is(value, lambda part: is_one_of(part, field.values), several=field.several):
        raise SettingError(
            f"invalid value `{value}` for field `{field.name}`. Use one of {', '.join(map(repr, field.values))}"
        )
    if field.pattern and not each_is(value, partial(whole_matches, field.pattern), several=field.several):
        example = f": expected a value such as {field.examples[0]}" if field.examples else ""
        raise SettingError(f"invalid value `{value}` for field `{field.name}`{example}")


def render_metadata(form: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Fields with their values as "lines", "table" or "front_matter", without line breaks around; "" for none."""
    if not pairs:
        return ""
    if form == "front_matter":
        return "\n".join(["---", *yaml_lines(pairs), "---"])
    if form == "table":
        escaped = ((name.replace("|", "\\|"), value.replace("|", "\\|")) for name, value in pairs)
        rows = [("Field", "Value"), *escaped]
        left, right = (max(len(row[column]) for row in rows) for column in (0, 1))
        lines = [f"| {name.ljust(left)} | {value.ljust(right)} |" for name, value in rows]
        return "\n".join([lines[0], f"|{'-' * (left + 2)}|{'-' * (right + 2)}|", *lines[1:]])
    return "\n".join(f"**{name}**: {value}" for name, value in pairs)


def yaml_lines(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Fields with their values as lines of YAML. A name with full stops is that of a key below others."""
    done: set[str] = set()
    nested = [pair for pair in pairs if is_nested(pair[0])]
    for name, value in pairs:
        above = name.partition(".")[0]
        if not is_nested(name):
            # JSON strings are YAML strings, whatever is in them.
            yield f"{metadata_key(name)}: {json.dumps(value, ensure_ascii=False)}"
        elif above not in done:
            done.add(above)
            inner = [(each[len(above) + 1 :], other) for each, other in nested if each.startswith(f"{above}.")]
            yield f"{above}:"
            yield from (f"  {line}" for line in yaml_lines(inner))


def is_nested(name: str) -> bool:
    """Whether a field's name is that of a key below another: `metadata.author`."""
    return _NESTED.fullmatch(name) is not None


def metadata_key(name: str) -> str:
    """A field's name as a key of YAML."""
    return name if re.fullmatch(r"[A-Za-z][\w -]*", name) else json.dumps(name, ensure_ascii=False)


def _references(ruleset: RuleSet, outlook: Outlook) -> str:
    """A line for each document that must be referred to."""
    wanted = (
        reference
        for reference in ruleset.references
        if reference.presence != "optional" and foreseen(reference.when, outlook) is not False
    )
    lines = [f"Refers to {insert(f'the {reference.to}, such as {reference.example}')}." for reference in wanted]
    return "\n".join(lines)


def _notes(ruleset: RuleSet, fields: list[FieldSpec]) -> Iterator[str]:
    """What an author should know about the metadata."""
    for field in fields:
        parts = [field.guidance] if field.guidance else []
        if field.examples and not field.values:
            parts.append(f"For example: {', '.join(field.examples)}.")
        if parts:
            yield f"{field.name}: {' '.join(parts)}"
    optional = [reference for reference in ruleset.references if reference.presence == "optional"]
    if optional:
        ids = ", ".join(f"[{reference.example}]" for reference in optional)
        yield f"Refer to related documents, if any, by their ids, such as {ids}."
