"""The kinds of content that a section can be expected to hold: one table, one row for each kind.

Owns: the table, what an entry of `expects` is, and `any_of`, which is made of entries of the others.
Never: looks at a document or a rule file.

Each kind has a module of this package: its run-time class with the keys of rule files, its words, and its row. From these follow
reading, merging, the JSON Schema, the page, a part of new documents and a score. Rooms above keep what is special to a kind in
tables of their own, by the same key. `tests/house/test_kinds.py` walks this table and says what a kind lacks, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.diagnostics import Severity  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple
from speclint.ruleset.content import Condition, Presence  # noqa: TC001 - as above
from speclint.ruleset.kinds.code import CODE, CodeSpec
from speclint.ruleset.kinds.diagram import DIAGRAM, DiagramSpec
from speclint.ruleset.kinds.fields import FIELDS, FieldsSpec
from speclint.ruleset.kinds.image import IMAGE, ImageSpec
from speclint.ruleset.kinds.kind import ContentKind, Key, Noun
from speclint.ruleset.kinds.link import LINK, LinkSpec
from speclint.ruleset.kinds.list import LIST, ListSpec
from speclint.ruleset.kinds.table import TABLE, TableSpec
from speclint.ruleset.kinds.text import TEXT, TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "BY_KEY",
    "KINDS",
    "AnyOfSpec",
    "ContentKind",
    "Expectation",
    "ExpectationSpec",
    "Key",
    "Noun",
    "content_nouns",
    "content_words",
    "kind_of",
    "with_options",
]


class AnyOfSpec(NamedTuple):
    """At least one of several expectations."""

    options: tuple[Expectation, ...]


ExpectationSpec = (
    TextSpec | TableSpec | ListSpec | CodeSpec | FieldsSpec | ImageSpec | LinkSpec | DiagramSpec | AnyOfSpec
)
"""What any kind of content can be: the classes of all rows."""


class Expectation(NamedTuple):
    """One thing that a section must hold."""

    spec: ExpectationSpec
    severity: Severity = "error"
    message: str = ""
    guidance: str = ""
    weight: int = 1
    when: Condition | None = None
    presence: Presence = "required"
    """Optional: nothing is said when it is missing; only what exists must be right."""


def _any_of_words(spec: AnyOfSpec) -> str:
    return "one of: " + "; or ".join(content_words(option.spec) for option in spec.options)


def _any_of_nouns(spec: AnyOfSpec) -> tuple[Noun, ...]:
    return tuple(noun for option in spec.options for noun in kind_of(option.spec).nouns(option.spec))


KINDS: tuple[ContentKind, ...] = (
    TEXT,
    TABLE,
    LIST,
    CODE,
    FIELDS,
    IMAGE,
    LINK,
    DIAGRAM,
    ContentKind(
        "any_of",
        AnyOfSpec,
        "Alternatives; one of them is enough.",
        "[text: {min_words: 3}, list: {min_items: 3}]",
        _any_of_words,
        _any_of_nouns,
        inherits=False,
    ),
)
"""In the order in which messages and the JSON Schema of rule files name them."""

BY_KEY: dict[str, ContentKind] = {kind.key: kind for kind in KINDS}
_BY_SPEC: dict[type[Any], ContentKind] = {kind.spec: kind for kind in KINDS}


def kind_of(spec: ExpectationSpec) -> ContentKind:
    """The kind of what is expected."""
    return _BY_SPEC[type(spec)]


def content_words(spec: ExpectationSpec) -> str:
    """What a section must hold, as a noun phrase: "a table with 2 rows: Name | Value"."""
    return kind_of(spec).words(spec)


def content_nouns(specs: Iterable[ExpectationSpec]) -> tuple[str, ...]:
    """What a section can hold, in few words, without those that a more general one covers: "a table", "a list"."""
    found = dict.fromkeys(noun for spec in specs for noun in kind_of(spec).nouns(spec))
    general = {noun.thing for noun in found if not noun.detail}
    return tuple(noun.thing + noun.detail for noun in found if not noun.detail or noun.thing not in general)


def with_options(expectations: Iterable[Expectation]) -> Iterator[Expectation]:
    """Expectations, each followed by the options that it is made of."""
    for expectation in expectations:
        yield expectation
        if isinstance(expectation.spec, AnyOfSpec):
            yield from with_options(expectation.spec.options)
