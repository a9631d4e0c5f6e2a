"""What a rule set can expect in a section, and the terms that all parts of a rule set share.

Owns: conditions, fields and expectations, as immutable values.
Never: reads YAML, validates, or looks at a document.
"""

from __future__ import annotations

from typing import Literal

from speclint.base.diagnostics import Severity  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - as above

Presence = Literal["required", "recommended", "optional"]
Order = Literal["strict", "relaxed", "any"]
ListKind = Literal["any", "ordered", "bullet", "task"]

UNBOUNDED = -1
"""As a maximum: no limit."""

NO_MATURITY = -1
"""A state without a maturity."""

NO_THRESHOLD = -1
"""As a completeness: not set here."""

PRESENCE_SEVERITY: dict[str, Severity] = {"required": "error", "recommended": "warning", "optional": "warning"}
"""How bad it is that something of this presence is missing or wrong, where the rule set does not say otherwise."""


class Condition(NamedTuple):
    """When something applies. `kind` says what the other members mean.

    field    the field `name` has a value in `values` (if any), matches `pattern` (if any), exists (`present`)
    section  the section with the id `name` exists, or is not (`present`)
    all, any, not  of `conditions`
    """

    kind: Literal["field", "section", "all", "any", "not"]
    name: str = ""
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    present: bool = True
    conditions: tuple[Condition, ...] = ()
    words: str = ""
    """The condition as a reader would say it; "" where what is compared says enough."""


class FieldSpec(NamedTuple):
    """A named value: `**Status**: Draft`, `Status: Draft`, a Field/Value table row, or a front matter key."""

    name: str
    aliases: tuple[str, ...] = ()
    presence: Presence = "required"
    severity: Severity = "error"
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    examples: tuple[str, ...] = ()
    guidance: str = ""
    message: str = ""
    when: Condition | None = None
    weight: int = 1
    """Its share in the completeness score."""
    several: bool = False
    """Whether it may hold several values: a list in front matter, or values between commas."""
    blank: bool = False
    """Whether it may have no value."""
    initial: str = ""
    """What a new document says here; may hold `{id}`, `{title}`, `{slug}` and `{date}`. "" for a text to replace."""


class ColumnSpec(NamedTuple):
    """A table column and what its cells may hold."""

    name: str
    aliases: tuple[str, ...] = ()
    presence: Presence = "required"
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    unique: bool = False
    blank: bool = False
    """Whether a cell may stay blank."""
    examples: tuple[str, ...] = ()


class CellTest(NamedTuple):
    """What one cell of a row must be like. No values and no pattern: it must not be blank."""

    column: str
    values: tuple[str, ...] = ()
    pattern: Pattern = ""


class RowRule(NamedTuple):
    """Rows in which every test of `when` holds must satisfy every test of `then`."""

    when: tuple[CellTest, ...]
    then: tuple[CellTest, ...]
    message: str = ""


class TextSpec(NamedTuple):
    """Prose: everything that is not a code block, a table or a comment."""

    min_words: int = 0
    max_words: int = UNBOUNDED
    min_characters: int = 0
    max_characters: int = UNBOUNDED
    min_paragraphs: int = 0
    pattern: Pattern = ""
    forbidden: Pattern = ""


class TableSpec(NamedTuple):
    """A table with these columns."""

    columns: tuple[ColumnSpec, ...]
    min_rows: int = 1
    max_rows: int = UNBOUNDED
    rows: tuple[RowRule, ...] = ()
    other_columns: bool = True


class ListSpec(NamedTuple):
    """A list. `labelled` items begin with `**Label**:` or `Label:`. `nested`: least number of items inside each."""

    kind: ListKind = "any"
    min_items: int = 1
    max_items: int = UNBOUNDED
    labelled: bool = False
    labels: tuple[str, ...] = ()
    pattern: Pattern = ""
    nested: int = 0
    all_done: bool = False


class CodeSpec(NamedTuple):
    """Code blocks in one of `languages` (empty: any)."""

    languages: tuple[str, ...] = ()
    min_blocks: int = 1
    max_blocks: int = UNBOUNDED
    parses: bool = False
    pattern: Pattern = ""
    schema: str = ""
    """A JSON Schema as JSON text; "" for none."""


class ImageSpec(NamedTuple):
    """Images."""

    min_count: int = 1
    pattern: Pattern = ""
    """What the target must look like."""


class LinkSpec(NamedTuple):
    """Links."""

    min_count: int = 1
    pattern: Pattern = ""
    """What the target must look like."""


class DiagramSpec(NamedTuple):
    """Diagrams: images, or code blocks in a diagram language."""

    min_count: int = 1
    languages: tuple[str, ...] = ()
    """The languages that count; empty: those that are known as such."""


class FieldsSpec(NamedTuple):
    """Fields inside a section."""

    fields: tuple[FieldSpec, ...]


class AnyOfSpec(NamedTuple):
    """At least one of several expectations."""

    options: tuple[Expectation, ...]


ExpectationSpec = (
    TextSpec | TableSpec | ListSpec | CodeSpec | FieldsSpec | ImageSpec | LinkSpec | DiagramSpec | AnyOfSpec
)
"""What any kind of content can be; `speclint.ruleset.kinds` has a row for each."""


class Expectation(NamedTuple):
    """One thing that a section must hold."""

    spec: ExpectationSpec
    severity: Severity = "error"
    message: str = ""
    guidance: str = ""
    weight: int = 1
    when: Condition | None = None
    presence: Presence = "required"
    """Optional: no finding if it is missing; only what exists must be right."""
