"""A rule file as a rule author writes it: its top level, its sections, and the logic between them.

Owns: the models of everything but the content of a section.
Never: merges, or checks one part of a file against another.

Keys that may be left out are None here. An empty value in a file is refused before these models see it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from speclint.language.schema.agreements import AgreementModel  # noqa: TC001 - pydantic evaluates annotations
from speclint.language.schema.content import Condition, ExpectationModel, FieldEntry, Values, one_of_keys, shape
from speclint.language.schema.types import (
    Count,
    Flag,
    Folder,
    HeadingRegex,
    IdPattern,
    Kebab,
    Level,
    Model,
    NamePattern,
    Order,
    Percent,
    Presence,
    Regex,
    Repeat,
    Severity,
    SeverityOrAllow,
    SeverityOrOff,
    Text,
    _text,
    _value,
)


class HeadingPattern(Model):
    """Any heading that matches a pattern."""

    model_config = ConfigDict(json_schema_extra=one_of_keys("regex", "glob"))

    regex: HeadingRegex | None = Field(None, description="Regular expression that the whole heading must match.")
    glob: Text | None = Field(None, description="Pattern of the whole heading: `*` is any text, `?` one character.")
    example: Text | None = Field(None, description="A heading that matches, for templates and messages.")
    match_case: Flag | None = Field(None, description="true: the case of the heading counts (default: false).")


Heading = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[HeadingPattern, Tag("<mapping>")],
    Discriminator(
        shape, custom_error_type="shape", custom_error_message="a heading, or a mapping with `regex` or `glob`"
    ),
]


class GroupModel(Model):
    """Sections that belong together, with a message or severity of their own."""

    sections: list[Text] = Field(min_length=2, description="Ids of subsections with the same parent.")
    message: Text | None = Field(None, description="Message for sections that break this rule.")
    severity: Severity | None = Field(None, description="Severity if they break it.")


class RequiresModel(Model):
    """Sections that one section requires."""

    when: Text = Field(description="Id of the section that requires the others.")
    sections: list[Text] = Field(min_length=1, description="Ids of the required sections.")
    message: Text | None = Field(None, description="Message for a missing section.")
    severity: Severity | None = Field(None, description="Severity of a missing section.")


def _group_shape(value: Any) -> str:
    """Whether a list is one group (of ids) or a list of groups."""
    if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        return "<groups>"
    return shape(value)


_GROUP_WORDS = "a list of section ids, a list of such lists, or a mapping with `sections`"

GroupEntry = Annotated[
    Annotated[list[Text], Field(min_length=2), Tag("<list>")] | Annotated[GroupModel, Tag("<mapping>")],
    Discriminator(
        shape, custom_error_type="shape", custom_error_message="a list of section ids, or a mapping with `sections`"
    ),
]

AnyGroups = list[str] | list[list[str] | GroupModel] | GroupModel
"""What a model holds for a group: ids, several groups, or one with a message."""

Groups = Annotated[
    Annotated[list[Text], Field(min_length=2), Tag("<list>")]
    | Annotated[list[GroupEntry], Tag("<groups>")]
    | Annotated[GroupModel, Tag("<mapping>")],
    Discriminator(_group_shape, custom_error_type="shape", custom_error_message=_GROUP_WORDS),
]


def _requires_shape(value: Any) -> str:
    """Whether a mapping is one entry with `sections`, or maps ids to lists of ids."""
    if isinstance(value, dict) and isinstance(value.get("sections"), list) and "when" in value:
        return "<mapping>"
    return "<map>" if isinstance(value, dict) else shape(value)


_REQUIRES_WORDS = "a mapping of a section id to the ids that it requires, or one with `when` and `sections`"

RequiresEntry = Annotated[
    Annotated[dict[str, list[Text]], Tag("<map>")] | Annotated[RequiresModel, Tag("<mapping>")],
    Discriminator(_requires_shape, custom_error_type="shape", custom_error_message=_REQUIRES_WORDS),
]

AnyRequires = dict[str, list[str]] | RequiresModel | list[dict[str, list[str]] | RequiresModel]
"""What a model holds for `requires`."""

Requires = Annotated[
    Annotated[dict[str, list[Text]], Tag("<map>")]
    | Annotated[RequiresModel, Tag("<mapping>")]
    | Annotated[list[RequiresEntry], Tag("<list>")],
    Discriminator(_requires_shape, custom_error_type="shape", custom_error_message=_REQUIRES_WORDS),
]


class Scope(Model):
    """What the top level and a section have in common: subsections and the logic between them."""

    order: Order | None = Field(
        None,
        description="strict (default): subsections in the order given here; relaxed: only the required ones; any.",
    )
    unknown_sections: SeverityOrAllow | None = Field(
        None, description="allow (default), or the severity of a subsection that is not declared."
    )
    sections: list[SectionModel] | None = Field(None, description="The subsections, one level deeper.")
    at_least_one: Groups | None = Field(None, description="Ids of subsections of which at least one must exist.")
    exactly_one: Groups | None = Field(None, description="Ids of subsections of which exactly one must exist.")
    all_or_none: Groups | None = Field(None, description="Ids of subsections of which all or none must exist.")
    requires: Requires | None = Field(None, description="Ids of subsections that the subsection with this id requires.")
    conflicts: Groups | None = Field(None, description="Ids of subsections of which at most one may exist.")


class SectionModel(Scope):
    """A section. A rule set that extends another needs to give only its id (or heading) and what changes."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["heading"]}, {"required": ["id"]}]})

    heading: Heading | None = Field(None, description="The heading, or a mapping with a pattern that it must match.")
    id: Kebab | None = Field(
        None, description="Name for logic, conditions and overriding (default: the heading in kebab-case)."
    )
    aliases: list[Text] | None = Field(None, description="Other accepted headings.")
    style: Annotated[Literal["heading", "bold"], BeforeValidator(_text)] | None = Field(
        None, description="heading (default), or bold: a line of only bold text."
    )
    presence: Presence | None = Field(None, description="Whether it must exist (default: required).")
    severity: Severity | None = Field(None, description="Severity of a missing section or missing content.")
    message: Text | None = Field(None, description="Message for a missing section.")
    when: Condition | None = Field(None, description="The section is checked only where this condition holds.")
    repeat: Repeat | None = Field(None, description="How often it may occur: 1 (default), `1..`, `0..3`, `2..5`.")
    expects: list[ExpectationModel] | None = Field(None, description="What the section must contain.")
    guidance: Text | None = Field(
        None, description="A sentence or two for the author; becomes a comment in the template."
    )
    weight: Count | None = Field(None, description="Weight in the completeness score (default: 1).")
    in_template: Flag | None = Field(
        None, description="Whether a new document has it (default: all but the optional ones)."
    )
    template: Text | None = Field(
        None, description="Markdown below the heading in a new document, instead of what `expects` gives."
    )
    answered_by: list[ExpectationModel] | None = Field(
        None, description="Content of the section around it that does in its place; any one of these is enough."
    )
    own_heading: Flag | None = Field(
        None, description="true: only a heading counts, no label in the text of the section around it (default: false)."
    )
    before: Text | None = Field(None, description="When extending: insert before the section with this id.")
    after: Text | None = Field(None, description="When extending: insert after the section with this id.")
    remove: Flag | None = Field(None, description="When extending: true removes the inherited section.")


class AppliesToModel(Model):
    """Which documents have this type."""

    files: list[Text] | None = Field(None, description="Glob patterns of paths, such as `docs/specs/component/*.md`.")
    front_matter: dict[str, Values] | None = Field(None, description="Front matter keys and their value or values.")


class NamingModel(Model):
    """Patterns of file names and ids of this type."""

    file: NamePattern | None = Field(
        None, description="Pattern of file names without extension, such as `cmp-{number:3}-{slug}`."
    )
    id: IdPattern | None = Field(None, description="Pattern of ids, such as `CMP-{number:3}`; case is ignored.")
    other_prefixes: list[Text] | None = Field(None, description="Other accepted prefixes of ids and file names.")
    folder: Folder | None = Field(
        None, description="Folder of new documents, relative to the project root (default: `docs/specs/TYPE`)."
    )


class TitleModel(Model):
    """The document's title: its first level-1 heading."""

    model_config = ConfigDict(json_schema_extra=one_of_keys("regex", "glob", at_most=True))

    presence: Presence | None = Field(None, description="Whether it must exist (default: required).")
    severity: Severity | None = Field(None, description="Severity of a missing or invalid title.")
    regex: HeadingRegex | None = Field(None, description="Regular expression that the whole title must match.")
    glob: Text | None = Field(None, description="Pattern of the whole title: `*` is any text, `?` one character.")
    match_case: Flag | None = Field(None, description="true: the case of the title counts (default: false).")
    message: Text | None = Field(None, description="Message for a missing or invalid title.")
    initial: Text | None = Field(
        None, description="The title of a new document. May contain `{id}`, `{title}`, `{slug}` and `{date}`."
    )
    template: Text | None = Field(None, description="Markdown below the title in a new document.")


class MetadataModel(Model):
    """How a new document writes its fields. In a document that is judged, every form counts."""

    form: Annotated[Literal["lines", "table", "front_matter"], BeforeValidator(_text)] | None = Field(
        None, description="Bold lines (default), a table with the columns Field and Value, or front matter."
    )
    heading: Text | None = Field(
        None, description="Heading of the section of the fields (default: directly below the title)."
    )


class FamiliesModel(Model):
    """What documents of the type describe: libraries, services, jobs."""

    from_: Text | None = Field(
        None, alias="from", description="Field that says which it is; without it, the title, then the first sentence."
    )
    names: dict[str, list[Text]] = Field(
        min_length=1, description="The words for each family, as `library: [library, sdk, package]`."
    )


class PlaceholderModel(Model):
    """Text that a template leaves to be replaced."""

    name: Text = Field(description="Name for messages and for overriding.")
    regex: Regex | None = Field(None, description="Regular expression that finds it.")
    where: Annotated[Literal["text", "comment", "value", "section", "title"], BeforeValidator(_text)] | None = Field(
        None,
        description="Where to look: text (default), HTML comments, or what must match as a whole: the content of a section, "
        "an item, a cell or a field (value), that of a section alone, or the document's title.",
    )
    remove: Flag | None = Field(
        None, description="When extending: true removes the inherited placeholder of this name."
    )


class ReferenceModel(Model):
    """A type of specification that a document refers to."""

    to: Kebab = Field(description="The type referred to.")
    id: IdPattern | None = Field(None, description="Pattern of its ids, if no rule set has this type.")
    presence: Presence | None = Field(None, description="Whether the reference must exist (default: recommended).")
    severity: Severity | None = Field(None, description="Severity of a missing reference.")
    message: Text | None = Field(None, description="Message for a missing reference.")
    when: Condition | None = Field(None, description="The reference is checked only where this condition holds.")


class StateModel(Model):
    """What changes while the status field has one of some values."""

    when: Values = Field(description="The value (or values) of the status field.")
    rules: dict[str, SeverityOrOff] | None = Field(None, description="Severity by rule id, or off.")
    at_most: Severity | None = Field(None, description="Maximum severity, except for the rules in `rules`.")
    completeness: Percent | None = Field(None, description="Minimum completeness in this state, in percent.")
    maturity: Count | None = Field(
        None, description="Rank of this state: a document should not depend on one with a lower rank."
    )


class LifecycleModel(Model):
    """How strict to be in each state of a document."""

    field: Text = Field(description="The field with the state, such as Status.")
    states: list[StateModel] = Field(min_length=1, description="The states and what changes in them.")


class VocabularyModel(Model):
    """Words that mean the same, by language. When extending, words are added to those that are inherited."""

    synonyms: dict[str, dict[str, list[Text]]] | None = Field(
        None, description="Groups of words and phrases that mean the same, each with a name, by language."
    )
    qualifiers: dict[str, list[Text]] | None = Field(
        None, description="Words that change nothing of what a heading is about, such as `procedure`, by language."
    )
    joiners: dict[str, list[Text]] | None = Field(
        None, description="Words between the parts of a heading of several, such as `and`, by language."
    )
    prepositions: dict[str, list[Text]] | None = Field(
        None, description="Words behind which a heading only says more of its topic, such as `before`, by language."
    )


class RuleFileModel(Scope):
    """A rule set: what a good specification of one type holds."""

    model_config = ConfigDict(
        title="speclint rule set",
        json_schema_extra={"anyOf": [{"required": ["title"]}, {"required": ["extends"]}]},
    )

    speclint: Annotated[Literal[1], BeforeValidator(_value)] = Field(description="Version of the rule-set language: 1.")
    type: Kebab = Field(description="Name of the type of specification, in kebab-case.")
    title: Text | None = Field(None, description="Display name of the type.")
    description: Text | None = Field(None, description="Purpose of specifications of this type.")
    extends: list[Text] | None = Field(
        None,
        description="Rule sets to start from: types, or paths (`./base.yaml`) relative to this file. Later ones win.",
    )
    abstract: Flag | None = Field(None, description="true: only to be extended, never applied to a document.")
    applies_to: AppliesToModel | None = Field(None, description="Which documents have this type.")
    naming: NamingModel | None = Field(None, description="Patterns of file names and ids of this type.")
    document_title: TitleModel | None = Field(None, description="Rules for the level-1 heading.")
    heading_level: Level | None = Field(None, description="Level of the outermost sections (default: 2).")
    fields: list[FieldEntry] | None = Field(None, description="The document's metadata.")
    metadata: MetadataModel | None = Field(None, description="How a new document writes its fields.")
    families: FamiliesModel | None = Field(None, description="What documents describe, for conditions (`family`).")
    metadata_sections: list[Text] | None = Field(None, description="Headings of sections with metadata fields.")
    expects: list[ExpectationModel] | None = Field(
        None, description="What the document must contain, in any of its sections."
    )
    placeholders: list[PlaceholderModel] | None = Field(None, description="Template texts that an author must replace.")
    not_applicable: dict[str, list[Text]] | None = Field(
        None, description="Phrases that say of a section that it does not apply, by language: `en: [Not applicable]`."
    )
    references: list[ReferenceModel] | None = Field(None, description="Types that a document must refer to.")
    agreements: list[AgreementModel] | None = Field(
        None, description="Parts of a document that must name the same things."
    )
    lifecycle: LifecycleModel | None = Field(None, description="Severities by the state of a document.")
    vocabulary: VocabularyModel | None = Field(None, description="Words that mean the same, for headings and labels.")
    completeness: Percent | None = Field(
        None, description="Minimum completeness in percent, unless `lifecycle` sets another."
    )
    rules: dict[str, SeverityOrOff] | None = Field(None, description="Severity by rule id for this type, or off.")
