"""What a section holds, as a rule author writes it: conditions, fields, and the kinds of expectations.

Owns: the models of `when`, `fields` and `expects`. Those of the kinds of content are made of the run-time classes.
Never: says what holds between several keys (see `speclint.language.structure`), or which values hold by default at run
time (see `speclint.language.normalise`).

Keys that may be left out are None here. An empty value in a file is refused before these models see it.
"""

from __future__ import annotations

from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, ForwardRef, Literal, get_origin

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, create_model

from speclint.expressions import Pattern
from speclint.language.keys import KEYS, KindKey, item_class, listed
from speclint.language.nodes import CELL_TESTS
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
    ValuesRegex,
    Written,
    _text,
)
from speclint.ruleset import ColumnSpec, Expectation, FieldSpec, RowRule
from speclint.ruleset.kinds import KINDS, ContentKind
from speclint.ruleset.value_types import TypeName


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


TypeOfValue = Annotated[TypeName, BeforeValidator(_text)]
"""The name of a type of values."""


class Condition(Model):
    """When something is expected: one of `field`, `section`, `family`, `all`, `any` and `not`."""

    model_config = ConfigDict(json_schema_extra=one_of_keys("field", "section", "family", "all", "any", "not"))

    field: Text | None = Field(None, description="Name of the field that decides.")
    is_: Values | None = Field(None, alias="is", description="The field has this value, or one of these.")
    matches: Regex | None = Field(None, description="The field's value contains a match of this regular expression.")
    section: Text | None = Field(None, description="Id of the section that decides by its presence.")
    family: Texts | None = Field(None, description="What the document describes: one of these `families`.")
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
    type: TypeOfValue | None = Field(None, description="The value is of this type, such as date or port.")
    min: Value | None = Field(None, description="With `type`: the value is not less.")
    max: Value | None = Field(None, description="With `type`: the value is not more.")
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
    in_template: Flag | None = Field(
        None, description="Whether a new document has it (default: all but the optional ones)."
    )
    remove: Flag | None = Field(None, description="When extending: true removes the inherited field of this name.")


FieldEntry = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[FieldModel, Tag("<mapping>")],
    Discriminator(
        shape, custom_error_type="shape", custom_error_message="the name of a field, or a mapping with its `name`"
    ),
]


class ColumnModel(Model):
    """A table column and what its cells hold."""

    name: Text = Field(description="Heading of the column.")
    aliases: list[Text] | None = Field(None, description="Other accepted headings.")
    presence: Presence | None = Field(None, description="Whether the column must exist (default: required).")
    severity: Severity | None = Field(None, description="Severity of a missing column.")
    values: list[Value] | None = Field(None, min_length=1, description="Each cell is one of these.")
    regex: Regex | None = Field(None, description="Regular expression that each whole cell must match.")
    type: TypeOfValue | None = Field(None, description="Each cell is of this type, such as date or port.")
    min: Value | None = Field(None, description="With `type`: no cell is less.")
    max: Value | None = Field(None, description="With `type`: no cell is more.")
    unique: Flag | None = Field(None, description="true: no two cells are equal.")
    blank: Flag | None = Field(None, description="true: a cell may be empty.")
    examples: list[Value] | None = Field(None, description="Example values, for templates and messages.")
    remove: Flag | None = Field(None, description="When extending: true removes the inherited column of this name.")


class CellPattern(Model):
    """What a cell must be like, alone or beside another cell of its row. A blank cell is like anything but a `regex`."""

    model_config = ConfigDict(json_schema_extra=one_of_keys(*CELL_TESTS))

    regex: Regex | None = Field(None, description="Regular expression that the whole cell must match.")
    matches: ValuesRegex | None = Field(
        None,
        description="With one of the others but `regex`: what counts of the cell, the first group or the whole match.",
    )
    type: TypeOfValue | None = Field(None, description="The type of its value.")
    type_of: Text | None = Field(None, description="The column that names its type, such as `integer`.")
    within: Text | None = Field(None, description="The column that states the range of its value, such as `1-32`.")
    listed_in: Text | None = Field(
        None, description="The column that lists the values that it may have, in code ticks or quotes."
    )
    not_before: Text | None = Field(None, description="The column with a date that its date is not before.")


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


ENTRIES: dict[Any, Any] = {FieldSpec: FieldEntry, ColumnSpec: Column, RowRule: RowModel}
"""How an entry of a list is written, by the run-time class that it becomes."""
_TYPES: dict[Any, Any] = {int: Count, bool: Flag, str: Text, Pattern: Regex, tuple[str, ...]: list[Text]}
_FORMS: dict[str, Any] = {"one or several": Texts, "data": JsonData}


def _model(kind: ContentKind) -> Any:
    """What is written under the key of a kind: a mapping of its keys, or a list of entries."""
    if not KEYS[kind.key]:
        return Annotated[_list_of(listed(kind)), Field(min_length=1)]
    members: dict[str, Any] = {
        # A name of its own, for some keys are names of pydantic.
        f"{key.member}_": (_type(key) | None, Field(None, alias=key.name, description=key.note.about))
        for key in KEYS[kind.key].values()
    }
    name = f"{kind.spec.__name__.removesuffix('Spec')}Model"
    return create_model(name, __base__=Model, __doc__=kind.spec.__doc__, __module__=__name__, **members)


def _list_of(item: Any) -> Any:
    return GenericAlias(list, (ENTRIES[item],))


def _type(key: KindKey) -> Any:
    if key.note.form:
        return _FORMS[key.note.form]
    if get_origin(key.type) is Literal:
        return Annotated[key.type, BeforeValidator(_text)]
    if key.type in _TYPES:
        return _TYPES[key.type]
    if item_class(key.type) not in ENTRIES:
        raise TypeError(f"the key `{key.name}` is of a type that rule files cannot hold: {key.type}")
    return _list_of(item_class(key.type))


if TYPE_CHECKING:
    _Kinds = Model
else:
    ENTRIES[Expectation] = ForwardRef("ExpectationModel", module=__name__)
    _Kinds = create_model(
        "_Kinds",
        __base__=Model,
        __module__=__name__,
        **{
            f"{kind.key}_": (_model(kind) | None, Field(None, alias=kind.key, description=kind.about)) for kind in KINDS
        },
    )


class ExpectationModel(_Kinds):
    """One thing that a section must hold: one kind, and how bad it is when it does not exist."""

    model_config = ConfigDict(json_schema_extra=one_of_keys(*(kind.key for kind in KINDS)))

    presence: Presence | None = Field(None, description="Whether it must exist; sets the severity if it is missing.")
    severity: Severity | None = Field(None, description="Severity of missing or invalid content.")
    message: Text | None = Field(None, description="Message for missing content.")
    guidance: Text | None = Field(None, description="What to write; becomes a comment in the template.")
    weight: AtLeastOne | None = Field(None, description="Weight in the completeness score (default: 1).")
    when: Condition | None = Field(None, description="Checked only where this condition holds.")

    def content(self) -> tuple[str, Any]:
        """The key of the entry's kind, and what is under it: the values by key, or a list."""
        found = next(kind.key for kind in KINDS if getattr(self, f"{kind.key}_") is not None)
        part = getattr(self, f"{found}_")
        return found, part if isinstance(part, list) else {
            key.name: getattr(part, f"{key.member}_") for key in KEYS[found].values()
        }


ExpectationModel.model_rebuild()

__all__ = ["Condition", "ExpectationModel", "FieldEntry", "FieldModel", "Written"]
