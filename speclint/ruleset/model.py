"""A rule set as a whole: sections, the logic between them, and the requirements on the document around them.

Owns: immutable values; already validated, merged and normalised.
Never: reads YAML, validates, or looks at a document.
"""

from __future__ import annotations

from typing import Literal

from speclint.base.diagnostics import Severity  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - as above
from speclint.ruleset.content import (
    NO_MATURITY,
    NO_THRESHOLD,
    Condition,
    FieldSpec,
    Order,
    Presence,
    SectionGroup,
)
from speclint.ruleset.kinds import Expectation  # noqa: TC001 - as above
from speclint.ruleset.vocabulary import Vocabulary


class SectionSpec(NamedTuple):
    """A declared section. Its heading is one level below its parent's."""

    id: str
    title: str
    """The heading as the rule set's author writes it, or, for a pattern, an example of one."""
    names: tuple[str, ...] = ()
    """Normalised forms of the heading and its aliases (see `speclint.base.names.normalise`)."""
    aliases: tuple[str, ...] = ()
    """As written."""
    pattern: Pattern = ""
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
    answered_by: tuple[Expectation, ...] = ()
    """Content of the parent, above its subsections, any one of which does instead of this subsection."""
    own_heading: bool = False
    """Whether only a heading counts: no label in the parent's text, and no content of it."""


class TitleSpec(NamedTuple):
    """The document's title: its first level-1 heading."""

    presence: Presence = "required"
    severity: Severity = "error"
    pattern: Pattern = ""
    message: str = ""
    initial: str = "{title}"
    """The title of a new document; may hold `{id}`, `{title}`, `{slug}` and `{date}`."""
    template: str = ""
    """Markdown that a new document has below its title."""


class MetadataSpec(NamedTuple):
    """How a new document writes its fields: as bold lines, a Field/Value table or front matter.

    `heading`: of the section that they are in; "" for right below the title.
    """

    form: Literal["lines", "table", "front_matter"] = "lines"
    heading: str = ""


class FamilySpec(NamedTuple):
    """A kind of thing that documents of a type describe, such as "library", and the words for it."""

    name: str
    words: tuple[str, ...] = ()


class FamiliesSpec(NamedTuple):
    """The families of a type. `field`: the one whose value says which it is, before the title does."""

    field: str = ""
    families: tuple[FamilySpec, ...] = ()


class PlaceholderSpec(NamedTuple):
    """Text that a template leaves to be replaced.

    `where`: in running text, in HTML comments, or as all that a section, an item, a cell or a field says ("value"), or a section
    alone, or as the document's whole title.
    """

    name: str
    pattern: Pattern
    where: Literal["text", "comment", "value", "section", "title"] = "text"


class ReferenceSpec(NamedTuple):
    """The document must refer to a specification of another type.

    By an id like `pattern`, or by a link to a file with a name like `file`, "" for none.
    """

    to: str
    pattern: Pattern
    example: str
    presence: Presence = "recommended"
    severity: Severity = "warning"
    message: str = ""
    when: Condition | None = None
    file: Pattern = ""


class ValuesSpec(NamedTuple):
    """Values of a document: where they are, and what of each counts.

    field     the value of the document's field `name`
    column    the cells of the column `name`
    labels    the labels of list items
    items     the first paragraph of each list item
    headings  the headings below the section
    table_rows  each row of a table, its cells joined by ` | `
    parts     what is beside each other: list items, paragraphs that begin in bold, what is below headings that count
    data      the values in YAML and JSON code that the keys `name` lead to, one behind another and at any depth
    text      each text and each line of code, as a whole
    matches   what `pattern` finds in these
    """

    kind: Literal["field", "column", "labels", "items", "headings", "table_rows", "parts", "data", "text", "matches"]
    section: str = ""
    """The id of a section; "" for the whole document."""
    name: str = ""
    pattern: Pattern = ""
    """What counts of each value: the first group of each match, or all of it. "" for the whole value."""
    rows: Pattern = ""
    """In a column: only in rows whose first cell this matches as a whole; in data: only those whose name it matches."""
    by: tuple[str, ...] = ()
    """What names each value, so that it is compared with those of the same name alone: columns, or a key beside it."""


Relation = Literal["in", "not_in", "equals", "not_before", "unique", "alike", "type"]


class AgreementSpec(NamedTuple):
    """What holds of the values of `each`.

    in          each is one of those in `places`
    not_in      none is one of those in `places`
    equals      one of them is one of those in each of `places`; of those with the same name, where they have names
    not_before  no date and no version is before one in `places`
    unique      no two are the same
    alike       what the pattern finds in all siblings but one, that one has too; a cell that all rows but one fill
    type        each is of the type `type`, between `least` and `most`
    """

    each: ValuesSpec
    relation: Relation
    places: tuple[ValuesSpec, ...] = ()
    exempt: tuple[ValuesSpec, ...] = ()
    """What is among these values is not judged."""
    contains: bool = False
    """A value also matches one that it holds, or is held by."""
    endings: tuple[str, ...] = ()
    """A value also matches without one of these ends, or with one."""
    series: bool = False
    """`in`: only a value is judged whose series has at least two there: US-7 where there are US-1 and US-2."""
    all_but_one: bool = False
    """`in`: only what is alone in not being there is judged: of values beside each other, all others are."""
    siblings: bool = False
    """`unique`: only values that are beside each other are compared."""
    type: str = ""
    least: str = ""
    most: str = ""
    severity: Severity = "warning"
    message: str = ""
    when: Condition | None = None


class NamingSpec(NamedTuple):
    """How files of the type are named. Patterns match the whole file name or id; "" for no rule."""

    file_pattern: Pattern = ""
    file_example: str = ""
    file_template: str = ""
    id_pattern: Pattern = ""
    id_template: str = ""
    id_prefixes: tuple[str, ...] = ()
    """Beginnings of ids that mean the same, lower case, with their separator ("cmp-"); the type's own is the first."""
    folder: str = ""
    """Where new documents go, relative to the project's root, with forward slashes."""
    prefixes: tuple[str, ...] = ()
    """Beginnings of file names, lower case, with their separator ("cmp-"): the last resort of type detection."""


class AppliesTo(NamedTuple):
    """Which documents have this type."""

    files: tuple[str, ...] = ()
    front_matter: tuple[tuple[str, tuple[str, ...]], ...] = ()


class LifecycleState(NamedTuple):
    """What changes while the status field has one of `values`, or of the words in `synonyms`."""

    values: tuple[str, ...]
    rules: tuple[tuple[str, str], ...] = ()
    at_most: Severity = "error"
    """No finding is worse than this, but those of the rules in `rules`."""
    completeness: int = NO_THRESHOLD
    """The required completeness in percent of a document in this state."""
    maturity: int = NO_MATURITY
    """How far a document in this state is. It should not depend on a less mature one."""
    synonyms: tuple[str, ...] = ()
    """What the vocabulary has for the values, in lower case."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that names the state."""
        return (*self.values, *self.synonyms)


class RuleSet(NamedTuple):
    """Everything that one type of specification must fulfil."""

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
    families: FamiliesSpec = FamiliesSpec()
    metadata_sections: tuple[str, ...] = ()
    """Normalised names of sections whose fields count as the document's."""
    order: Order = "strict"
    unknown_sections: Severity | Literal["allow"] = "allow"
    sections: tuple[SectionSpec, ...] = ()
    groups: tuple[SectionGroup, ...] = ()
    expects: tuple[Expectation, ...] = ()
    """What the document must contain, in any of its sections."""
    placeholders: tuple[PlaceholderSpec, ...] = ()
    not_applicable: tuple[str, ...] = ()
    """Phrases that say of a section that it does not apply."""
    references: tuple[ReferenceSpec, ...] = ()
    agreements: tuple[AgreementSpec, ...] = ()
    lifecycle_field: str = ""
    lifecycle: tuple[LifecycleState, ...] = ()
    completeness: int = NO_THRESHOLD
    """The required completeness in percent of a document, unless its state has its own."""
    rules: tuple[tuple[str, str], ...] = ()
    """Severity by rule id ("off" silences a rule)."""
    vocabulary: Vocabulary = Vocabulary()
    """Which names mean the same."""
    sources: tuple[str, ...] = ()
    """The rule files this was made from, the most basic first."""

    @property
    def whole(self) -> SectionSpec:
        """The whole document in the form of a section: without a heading, with what it must contain anywhere."""
        return SectionSpec("", self.title, expects=self.expects)
