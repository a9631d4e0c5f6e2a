"""`fields`: named values inside a section."""

from __future__ import annotations

from speclint.base.values import NamedTuple
from speclint.ruleset.content import FieldSpec  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.kinds.kind import FEW, ContentKind, Noun, nothing, quoted
from speclint.ruleset.words import field_words


class FieldsSpec(NamedTuple):
    """Fields inside a section."""

    fields: tuple[FieldSpec, ...]


def _words(spec: FieldsSpec) -> str:
    return "fields: " + "; ".join(map(field_words, spec.fields))


def _nouns(spec: FieldsSpec) -> tuple[Noun, ...]:
    return (Noun(quoted("field", tuple(field.name for field in spec.fields[:FEW]))),)


FIELDS = ContentKind(
    "fields", FieldsSpec, "Named values inside this section.", "[Owner]", _words, _nouns, loose=nothing
)
