"""The run-time model of a rule set: what a good specification of one type holds.

Owns: immutable values that bindings and checks read. They are already validated, merged and normalised.
Never: reads YAML, validates, or looks at a document.

The values are NamedTuples: creating such a class costs a quarter of what a frozen dataclass costs, which counts on
the way of every hook run, and they become JSON arrays for the cache as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from speclint.values import NamedTuple

if TYPE_CHECKING:
    from speclint.diagnostics import Severity

Presence = Literal["required", "recommended", "optional"]
Order = Literal["strict", "relaxed", "any"]
ListKind = Literal["any", "ordered", "bullet", "task"]

UNBOUNDED = -1
"""As a maximum: no limit."""

NO_MATURITY = -1
"""A state that says nothing of how far a document is."""

NO_THRESHOLD = -1
"""As a completeness: nothing is said about it here."""

PRESENCE_SEVERITY: dict[str, Severity] = {"required": "error", "recommended": "warning", "optional": "warning"}
"""How bad it is that something of this presence is missing or wrong, where the rule set does not say otherwise."""


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled form of a rule set's regular expression. It was checked when the rule set was loaded."""
    return re.compile(pattern)


class Condition(NamedTuple):
    """When something applies. `kind` says what the other members mean.

    field    the field `name` has a value in `values` (if any), matches `pattern` (if any), is there (`present`)
    section  the section with the id `name` is there, or is not (`present`)
    all, any, not  of `conditions`
    """

    kind: Literal["field", "section", "all", "any", "not"]
    name: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
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
    pattern: str = ""
    examples: tuple[str, ...] = ()
    guidance: str = ""
    message: str = ""
    when: Condition | None = None
    weight: int = 1
    """Its share in the completeness score."""
    initial: str = ""
    """What a new document says here; may hold `{id}`, `{title}`, `{slug}` and `{date}`. "" for a text to replace."""


class ColumnSpec(NamedTuple):
    """A table column and what its cells may hold."""

    name: str
    aliases: tuple[str, ...] = ()
    presence: Presence = "required"
    values: tuple[str, ...] = ()
    pattern: str = ""
    unique: bool = False
    blank: bool = False
    """Whether a cell may stay blank."""
    examples: tuple[str, ...] = ()


class CellTest(NamedTuple):
    """What one cell of a row must be like. No values and no pattern: it must not be blank."""

    column: str
    values: tuple[str, ...] = ()
    pattern: str = ""


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
    pattern: str = ""
    forbidden: str = ""


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
    pattern: str = ""
    nested: int = 0
    all_done: bool = False


class CodeSpec(NamedTuple):
    """Code blocks in one of `languages` (empty: any)."""

    languages: tuple[str, ...] = ()
    min_blocks: int = 1
    max_blocks: int = UNBOUNDED
    parses: bool = False
    pattern: str = ""
    schema: str = ""
    """A JSON Schema as JSON text; "" for none."""


class MediaSpec(NamedTuple):
    """Images, diagrams (an image, or a code block in a diagram language) or links."""

    kind: Literal["image", "diagram", "link"]
    min_count: int = 1
    pattern: str = ""
    """Images and links: what the target must look like."""
    languages: tuple[str, ...] = ()
    """Diagrams: the languages that count."""


class FieldsSpec(NamedTuple):
    """Fields inside a section."""

    fields: tuple[FieldSpec, ...]


class AnyOfSpec(NamedTuple):
    """At least one of several expectations."""

    options: tuple[Expectation, ...]


ExpectationSpec = TextSpec | TableSpec | ListSpec | CodeSpec | MediaSpec | FieldsSpec | AnyOfSpec


class Expectation(NamedTuple):
    """One thing that a section must hold."""

    spec: ExpectationSpec
    severity: Severity = "error"
    message: str = ""
    guidance: str = ""
    weight: int = 1
    when: Condition | None = None
    presence: Presence = "required"
    """Optional: nothing is said when it is missing; only what is there must be right."""


class SectionGroup(NamedTuple):
    """Logic between sibling sections, which are named by id.

    at_least_one, exactly_one, all_or_none  of `sections`
    requires   where the first is there, all others must be
    conflicts  no two of them together
    """

    kind: Literal["at_least_one", "exactly_one", "all_or_none", "requires", "conflicts"]
    sections: tuple[str, ...]
    severity: Severity = "error"
    message: str = ""


class SectionSpec(NamedTuple):
    """A declared section. Its heading stands one level below its parent's."""

    id: str
    title: str
    """The heading as the rule set's author writes it, or, for a pattern, an example of one."""
    names: tuple[str, ...] = ()
    """Normalised forms of the heading and its aliases (see `speclint.headings.normalise`)."""
    aliases: tuple[str, ...] = ()
    """As written."""
    pattern: str = ""
    """A regular expression that the whole heading must match; "" where `names` decide."""
    style: Literal["heading", "bold"] = "heading"
    presence: Presence = "required"
    severity: Severity = "error"
    min_count: int = 1
    max_count: int = 1
    order: Order = "strict"
    unknown_sections: Severity | Literal["allow"] = "allow"
    weight: int = 1
    """Its share in the completeness score, among its siblings and what its parent itself must hold."""
    message: str = ""
    guidance: str = ""
    when: Condition | None = None
    expects: tuple[Expectation, ...] = ()
    groups: tuple[SectionGroup, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    in_template: bool = True
    """Whether a new document has this section."""
    template: str = ""
    """Markdown that a new document has below the heading, in place of what is made of `expects`; "" for that."""


class TitleSpec(NamedTuple):
    """The document's title: its first level-1 heading."""

    presence: Presence = "required"
    severity: Severity = "error"
    pattern: str = ""
    message: str = ""
    initial: str = "{title}"
    """The title of a new document; may hold `{id}`, `{title}`, `{slug}` and `{date}`."""


class MetadataSpec(NamedTuple):
    """How a new document writes its fields: as bold lines, a Field/Value table or front matter.

    `heading`: of the section that they stand in; "" for right below the title.
    """

    form: Literal["lines", "table", "front_matter"] = "lines"
    heading: str = ""


class PlaceholderSpec(NamedTuple):
    """Text that a template leaves to be replaced. `where`: running text, or HTML comments.

    `literals`: case-folded texts one of which stands in every document that holds a match; empty if none are known.
    """

    name: str
    pattern: str
    where: Literal["text", "comment"] = "text"
    literals: tuple[str, ...] = ()


class ReferenceSpec(NamedTuple):
    """The document must refer to a specification of another type, by an id like `pattern`."""

    to: str
    pattern: str
    example: str
    presence: Presence = "recommended"
    severity: Severity = "warning"
    message: str = ""
    when: Condition | None = None


class NamingSpec(NamedTuple):
    """How files of the type are named. Patterns match the whole file name or id; "" for no rule."""

    file_pattern: str = ""
    file_example: str = ""
    file_template: str = ""
    id_pattern: str = ""
    id_template: str = ""
    folder: str = ""
    """Where new documents go, relative to the project's root, with forward slashes."""
    prefixes: tuple[str, ...] = ()
    """Beginnings of file names, lower case, with their separator ("cmp-"): the last resort of type detection."""


class AppliesTo(NamedTuple):
    """Which documents have this type."""

    files: tuple[str, ...] = ()
    front_matter: tuple[tuple[str, tuple[str, ...]], ...] = ()


class LifecycleState(NamedTuple):
    """What changes while the status field has one of `values`."""

    values: tuple[str, ...]
    rules: tuple[tuple[str, str], ...] = ()
    at_most: Severity = "error"
    """No finding is worse than this, but those of the rules in `rules`."""
    completeness: int = NO_THRESHOLD
    """The least completeness in percent that is asked of a document in this state."""
    maturity: int = NO_MATURITY
    """How far a document in this state is. It should not lean on one that is less far."""


class RuleSet(NamedTuple):
    """All that is asked of one type of specification."""

    type: str
    title: str
    description: str = ""
    applies_to: AppliesTo = AppliesTo()
    naming: NamingSpec = NamingSpec()
    document_title: TitleSpec = TitleSpec()
    heading_level: int = 2
    """Level of the outermost sections."""
    fields: tuple[FieldSpec, ...] = ()
    metadata: MetadataSpec = MetadataSpec()
    metadata_sections: tuple[str, ...] = ()
    """Normalised names of sections whose fields count as the document's."""
    order: Order = "strict"
    unknown_sections: Severity | Literal["allow"] = "allow"
    sections: tuple[SectionSpec, ...] = ()
    groups: tuple[SectionGroup, ...] = ()
    placeholders: tuple[PlaceholderSpec, ...] = ()
    references: tuple[ReferenceSpec, ...] = ()
    lifecycle_field: str = ""
    lifecycle: tuple[LifecycleState, ...] = ()
    completeness: int = NO_THRESHOLD
    """The least completeness in percent that is asked of a document, where its state says nothing else."""
    rules: tuple[tuple[str, str], ...] = ()
    """Severity by rule id ("off" silences a rule)."""
    sources: tuple[str, ...] = ()
    """The rule files this was made from, the most basic first."""
