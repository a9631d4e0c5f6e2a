"""What a section holds, as a rule author writes it: conditions, fields, and the kinds of expectations.

Owns: the models of `when`, `fields` and `expects`.
Never: says what holds between several keys (see `speclint.language.structure`), or which values hold by default at run
time (see `speclint.language.normalise`).

Keys that may be left out are None here. An empty value in a file is refused before these models see it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from speclint.language.schema.types import (
    AtLeastOne,
    Count,
    Flag,
    JsonData,
    Model,
    Presence,
    Regex,
    Severity,
    Text,
    Value,
    Written,
    _text,
)
from speclint.ruleset.kinds import KINDS


def shape(value: Any) -> str:
    """The tag of a value in a union of a mapping, a list and a single value."""
    if isinstance(value, (dict, Model)):
        return "<mapping>"
    return "<list>" if isinstance(value, (list, tuple)) else "<text>"


def one_of_keys(*keys: str, at_most: bool = False) -> dict[str, Any]:
    """For a JSON Schema: exactly one of these keys, or at most one."""
    options: list[dict[str, Any]] = [{"required": [key]} for key in keys]
    if at_most:
        options.append({"not": {"anyOf": [{"required": [key]} for key in keys]}})
    return {"oneOf": options}


Values = Annotated[
    Annotated[Value, Tag("<text>")] | Annotated[list[Value], Tag("<list>")],
    Discriminator(shape, custom_error_type="shape", custom_error_message="a value or a list of values"),
]
"""One value or several."""

Texts = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[list[Text], Tag("<list>")],
    Discriminator(shape, custom_error_type="shape", custom_error_message="a name or a list of names"),
]
"""One name or several."""


class Condition(Model):
    """When something is expected: one of `field`, `section`, `all`, `any` and `not`."""

    model_config = ConfigDict(json_schema_extra=one_of_keys("field", "section", "all", "any", "not"))

    field: Text | None = Field(None, description="Name of the field that decides.")
    is_: Values | None = Field(None, alias="is", description="The field has this value, or one of these.")
    matches: Regex | None = Field(None, description="The field's value contains a match of this regular expression.")
    section: Text | None = Field(None, description="Id of the section that decides by its presence.")
    present: Flag | None = Field(None, description="false: holds where the field or section is absent.")
    all_: list[Condition] | None = Field(None, alias="all", min_length=1, description="All of these conditions hold.")
    any_: list[Condition] | None = Field(None, alias="any", min_length=1, description="At least one of these holds.")
    not_: Condition | None = Field(None, alias="not", description="This condition does not hold.")
    words: Text | None = Field(None, description="The condition in words, such as `it runs on Kubernetes`, for guides.")


class FieldModel(Model):
    """A named value: a bold line, a plain line, a table row or a front matter key."""

    name: Text = Field(description="Display name of the field.")
    aliases: list[Text] | None = Field(None, description="Other accepted names.")
    presence: Presence | None = Field(None, description="Whether it must exist (default: required).")
    severity: Severity | None = Field(None, description="Severity of a missing or invalid field.")
    values: list[Value] | None = Field(None, min_length=1, description="The value is one of these.")
    regex: Regex | None = Field(None, description="Regular expression that the whole value must match.")
    several: Flag | None = Field(
        None, description="true: it may have several values, in a list or between commas; each must be valid."
    )
    blank: Flag | None = Field(None, description="true: it may have no value.")
    examples: list[Value] | None = Field(None, description="Example values, for templates and messages.")
    guidance: Text | None = Field(None, description="What to write here; becomes a comment in the template.")
    message: Text | None = Field(None, description="Message for a missing field.")
    when: Condition | None = Field(None, description="The field is checked only where this condition holds.")
    weight: Count | None = Field(None, description="Weight in the completeness score (default: 1).")
    initial: Value | None = Field(
        None, description="Value in a new document. May contain `{id}`, `{title}`, `{slug}` and `{date}`."
    )
    remove: Flag | None = Field(None, description="When extending: true removes the inherited field of this name.")


FieldEntry = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[FieldModel, Tag("<mapping>")],
    Discriminator(
        shape, custom_error_type="shape", custom_error_message="the name of a field, or a mapping with its `name`"
    ),
]


class TextModel(Model):
    """Prose: everything but code blocks, tables and comments."""

    min_words: Count | None = Field(None, description="Minimum number of words.")
    max_words: Count | None = Field(None, description="Maximum number of words.")
    min_characters: Count | None = Field(None, description="Minimum number of characters.")
    max_characters: Count | None = Field(None, description="Maximum number of characters.")
    min_paragraphs: Count | None = Field(None, description="Minimum number of paragraphs.")
    matches: Regex | None = Field(None, description="Regular expression that must match somewhere, in text or tables.")
    forbids: Regex | None = Field(
        None, description="Regular expression that must not match anywhere, in text or tables."
    )


class ColumnModel(Model):
    """A table column and what its cells hold."""

    name: Text = Field(description="Heading of the column.")
    aliases: list[Text] | None = Field(None, description="Other accepted headings.")
    presence: Presence | None = Field(None, description="Whether the column must exist (default: required).")
    values: list[Value] | None = Field(None, min_length=1, description="Each cell is one of these.")
    regex: Regex | None = Field(None, description="Regular expression that each whole cell must match.")
    unique: Flag | None = Field(None, description="true: no two cells are equal.")
    blank: Flag | None = Field(None, description="true: a cell may be empty.")
    examples: list[Value] | None = Field(None, description="Example values, for templates and messages.")
    remove: Flag | None = Field(None, description="When extending: true removes the inherited column of this name.")


class CellPattern(Model):
    """A cell that matches a regular expression."""

    regex: Regex = Field(description="Regular expression that the whole cell must match.")


Cell = Annotated[
    Annotated[Value, Tag("<text>")] | Annotated[list[Value], Tag("<list>")] | Annotated[CellPattern, Tag("<mapping>")],
    Discriminator(shape),
]

Column = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[ColumnModel, Tag("<mapping>")],
    Discriminator(
        shape, custom_error_type="shape", custom_error_message="the name of a column, or a mapping with its `name`"
    ),
]


class RowModel(Model):
    """A rule for rows. Cells are given by column: a value, a list of values, `{regex: ...}` or `present`."""

    when: dict[str, Cell] = Field(min_length=1, description="Cells that decide whether the rule applies to a row.")
    then: dict[str, Cell] = Field(min_length=1, description="What other cells of the row must contain.")
    message: Text | None = Field(None, description="Message for a row that breaks the rule.")


class TableModel(Model):
    """A table."""

    columns: list[Column] | None = Field(None, description="Columns: names, or mappings with details.")
    rows: list[RowModel] | None = Field(None, description="Rules between the cells of a row.")
    min_rows: Count | None = Field(None, description="Minimum number of rows below the header (default: 1).")
    max_rows: Count | None = Field(None, description="Maximum number of rows.")
    other_columns: Flag | None = Field(None, description="false: only declared columns are allowed.")


class ListModel(Model):
    """A list."""

    kind: Annotated[Literal["any", "ordered", "bullet", "task"], BeforeValidator(_text)] | None = Field(
        None, description="Kind of list: any (default), ordered, bullet, or task (checkboxes)."
    )
    min_items: Count | None = Field(None, description="Minimum number of items (default: 1).")
    max_items: Count | None = Field(None, description="Maximum number of items.")
    labelled: Flag | None = Field(None, description="true: each item begins with a label, `**Label**:` or `Label:`.")
    labels: list[Text] | None = Field(None, description="Labels of required items.")
    item_matches: Regex | None = Field(None, description="Regular expression that must match in each item.")
    nested: Count | None = Field(None, description="Minimum number of nested items in each item.")
    all_done: Flag | None = Field(None, description="true: every box is ticked.")


class CodeModel(Model):
    """Code blocks."""

    language: Texts | None = Field(None, description="Language of the block, or a list of accepted ones.")
    min: Count | None = Field(None, description="Minimum number of blocks (default: 1).")
    max: Count | None = Field(None, description="Maximum number of blocks.")
    parses: Flag | None = Field(None, description="true: JSON, YAML and TOML must be valid.")
    matches: Regex | None = Field(None, description="Regular expression that must match in the block.")
    schema_: JsonData | None = Field(
        None, alias="schema", description="A JSON Schema that the data of the block must match."
    )


class TargetModel(Model):
    """Images or links."""

    min: Count | None = Field(None, description="Minimum number (default: 1).")
    to: Regex | None = Field(None, description="Regular expression that must match in the target.")


class DiagramModel(Model):
    """Diagrams: code blocks in a diagram language, or images."""

    min: Count | None = Field(None, description="Minimum number of diagrams (default: 1).")
    languages: list[Text] | None = Field(None, description="Languages of code blocks that count as diagrams.")


class ExpectationModel(Model):
    """One thing that a section must hold: one kind, and how bad it is when it does not exist."""

    model_config = ConfigDict(json_schema_extra=one_of_keys(*(kind.key for kind in KINDS)))

    text: TextModel | None = Field(None, description="Prose, and how much of it.")
    table: TableModel | None = Field(None, description="A table, its columns and its rows.")
    list_: ListModel | None = Field(None, alias="list", description="A list and its items.")
    code: CodeModel | None = Field(None, description="Code blocks of a language.")
    fields: list[FieldEntry] | None = Field(None, min_length=1, description="Named values inside this section.")
    image: TargetModel | None = Field(None, description="Images.")
    link: TargetModel | None = Field(None, description="Links.")
    diagram: DiagramModel | None = Field(None, description="Diagrams: images, or code blocks such as mermaid.")
    any_of: list[ExpectationModel] | None = Field(
        None, min_length=1, description="Alternatives; one of them is enough."
    )
    presence: Presence | None = Field(None, description="Whether it must exist; sets the severity if it is missing.")
    severity: Severity | None = Field(None, description="Severity of missing or invalid content.")
    message: Text | None = Field(None, description="Message for missing content.")
    guidance: Text | None = Field(None, description="What to write; becomes a comment in the template.")
    weight: AtLeastOne | None = Field(None, description="Weight in the completeness score (default: 1).")
    when: Condition | None = Field(None, description="Checked only where this condition holds.")

    def content(self) -> tuple[str, Any]:
        """The key of the entry's kind, and what is under it."""
        parts = ((kind.key, getattr(self, _MEMBERS[kind.key])) for kind in KINDS)
        return next((key, part) for key, part in parts if part is not None)


_MEMBERS = {info.alias or name: name for name, info in ExpectationModel.model_fields.items()}
"""The members of an entry by their key."""


__all__ = ["Condition", "ExpectationModel", "FieldEntry", "FieldModel", "Written"]
