"""Names and values of fields, in lines and in front matter.

Owns: which fields are missing where the cursor is, and what they may say.
Never: knows tables; see `tables`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.authoring.template import field_value, is_nested, metadata_key
from speclint.base.names import all_forms, forms
from speclint.fixes.outlook import outlook_of
from speclint.ruleset import FieldsSpec
from speclint.ruleset.words import field_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.lsp.completion.model import Cursor
    from speclint.ruleset import FieldSpec

_VALUE = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:(?P<marks>\*\*|__)(?P<bold>[^*_:]{1,80}?)(?::(?P=marks)|(?P=marks)[ \t]*:)|(?P<plain>[^\W\d_][\w /&().'-]{0,60}?):)"
    r"(?P<space>[ \t]*)(?P<word>.*)"
)
_NAME = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?P<name>\*{1,2}[\w /&.-]*|__[\w /&.-]*|[^\W\d_][\w /&.-]*)")
_KEY = re.compile(r"[\"']?(?P<key>[^:\"'#\s][^:\"']*)[\"']?[ \t]*[:=](?P<space>[ \t]*)(?P<word>.*)")


def value_items(cursor: Cursor) -> list[types.CompletionItem] | None:
    """Values of the field whose name is before the cursor; None where none does."""
    found = _VALUE.fullmatch(cursor.before)
    if found is None:
        return None
    spec = _spec(cursor, found["bold"] or found["plain"])
    return None if spec is None else list(values_of(cursor, spec, found.start("word"), spaced=bool(found["space"])))


def values_of(cursor: Cursor, spec: FieldSpec, start: int, *, spaced: bool = True) -> Iterator[types.CompletionItem]:
    """What a field may say, from an index of the line on."""
    for number, value in enumerate(spec.values or spec.examples):
        yield cursor.item(
            value,
            value if spaced else f" {value}",
            start,
            kind=types.CompletionItemKind.EnumMember,
            detail=spec.name if spec.values else f"{spec.name}, for example",
            documentation=spec.guidance,
            filter=value if spaced else f" {value}",
            rank=f"{number:03}",
        )


def name_items(cursor: Cursor) -> list[types.CompletionItem] | None:
    """Fields that are missing here, where a line begins that may be one."""
    found = _NAME.fullmatch(cursor.before)
    if found is None or cursor.trigger == " " or cursor.after.strip(" *_"):
        return None
    return fields_here(cursor, found.start("name")) or None


def fields_here(cursor: Cursor, start: int) -> list[types.CompletionItem]:
    """Fields that are missing where the cursor is, from an index of the line on."""
    return [_field_item(cursor, spec, start, number) for number, spec in enumerate(_missing(cursor))]


def front_matter_items(cursor: Cursor) -> Iterator[types.CompletionItem]:
    """Keys that the front matter lacks, or values of the one before the cursor."""
    found = _KEY.fullmatch(cursor.before)
    if found is not None:
        for spec in cursor.binding.ruleset.fields:
            if _is_named(spec, found["key"]):
                yield from values_of(cursor, spec, found.start("word"), spaced=bool(found["space"]))
        return
    front = cursor.binding.document.front_matter
    if front is None or cursor.before.startswith((" ", "\t", "-")) or cursor.trigger == " ":
        return
    keys = [match["key"] for line in front.text.splitlines() if (match := _KEY.match(line)) is not None]
    lower = all(key == key.lower() for key in keys)
    separator = ": " if front.style == "yaml" else " = "
    for number, spec in enumerate(cursor.binding.ruleset.fields):
        is_inner = front.style == "yaml" and is_nested(spec.name)  # such a key is on a line below another
        if not is_inner and not any(_is_named(spec, key) for key in keys) and cursor.binding.applies(spec.when):
            name = metadata_key(spec.name.lower().replace(" ", "_") if lower else spec.name)
            yield cursor.item(
                name,
                f"{name}{separator}",
                0,
                kind=types.CompletionItemKind.Field,
                detail=f"{spec.presence} field",
                documentation=field_words(spec),
                rank=f"{number:03}",
            )


def _missing(cursor: Cursor) -> Iterator[FieldSpec]:
    """The fields that do not exist and belong where the cursor is: to a section, or to the document."""
    binding, line = cursor.binding, cursor.place.line
    around = cursor.sections()
    if around:
        pairs = [pair for pair in binding.fields if pair.bound is around[0]]
    else:
        first = min((bound.node.line for bound in binding.sections.bound), default=line + 1)
        title = binding.title.line if binding.title is not None else 0
        if not title < line < first or binding.uses_front_matter:
            return
        pairs = [pair for pair in binding.declared_fields if binding.applies(pair.spec.when)]
    for pair in pairs:
        if pair.found is None or pair.found.range.start.line == line:
            yield pair.spec


def _field_item(cursor: Cursor, spec: FieldSpec, start: int, number: int) -> types.CompletionItem:
    choices = spec.values if cursor.snippets and len(spec.values) > 1 else ()
    value = "" if choices else field_value(spec, outlook_of(cursor.binding))
    typed = cursor.line[start : cursor.place.column - 1]
    marks = typed[: len(typed) - len(typed.lstrip("*_"))]
    return cursor.item(
        spec.name,
        f"**{spec.name}**: {value}",
        start,
        end=len(cursor.line),
        kind=types.CompletionItemKind.Field,
        detail=f"{spec.presence} field",
        documentation=field_words(spec),
        filter=f"{marks}{spec.name}",
        rank=f"{number:03}",
        choices=choices,
    )


def _spec(cursor: Cursor, name: str) -> FieldSpec | None:
    """The declaration of a field, by any of its names: of the sections around the cursor, else of the document."""
    specs = [
        spec
        for bound in cursor.sections()
        for expectation in bound.spec.expects
        if isinstance(expectation.spec, FieldsSpec)
        for spec in expectation.spec.fields
    ]
    return next((spec for spec in (*specs, *cursor.binding.ruleset.fields) if _is_named(spec, name)), None)


def _is_named(spec: FieldSpec, name: str) -> bool:
    wanted = all_forms(spec.name, spec.aliases)
    return bool(wanted.intersection((*forms(name), *forms(name.replace("_", " ").replace("-", " ")))))
