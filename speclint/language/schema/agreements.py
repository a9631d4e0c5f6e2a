"""Agreements between parts of a document, as a rule author writes them.

Owns: the models of `agreements`.
Never: checks that the sections exist (see `speclint.language.meaning`).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Discriminator, Field, Tag

from speclint.language.nodes import RELATIONS
from speclint.language.schema.content import Condition, Texts, TypeOfValue, one_of_keys, shape
from speclint.language.schema.types import Flag, Model, Regex, Severity, Text, Value, ValuesRegex


class ValuesModel(Model):
    """Values of the document."""

    section: Text | None = Field(None, description="Id of the section that they are in (default: the whole document).")
    field: Text | None = Field(None, description="The value of this field of the document.")
    column: Text | None = Field(None, description="The cells of this column of its tables.")
    rows: Regex | None = Field(
        None,
        description="With `column`: only in rows whose whole first cell this matches; with `data` and `by`: only values with such a name.",
    )
    labels: Flag | None = Field(None, description="true: the labels of its list items.")
    items: Flag | None = Field(None, description="true: the first paragraph of each item of its lists.")
    headings: Flag | None = Field(None, description="true: the headings below it, including declared bold lines.")
    table_rows: Flag | None = Field(None, description="true: each row of its tables, the cells joined by ` | `.")
    parts: Flag | None = Field(
        None,
        description="true: the parts that are beside each other, each as a whole: list items, paragraphs that begin in bold, "
        "what is below headings that count.",
    )
    data: Text | None = Field(
        None,
        description="The values in its YAML and JSON code below these keys, such as `spec.replicas`. They may be at any depth, and lists in between; "
        "`*` is any key. Of a mapping, each entry: `app=export`.",
    )
    by: Texts | None = Field(
        None,
        description="With `column` or `data`: the columns, or the key beside it (`*`: its own), that name each value. Only values of the "
        "same name are compared.",
    )
    text: Flag | None = Field(None, description="true: all of its text and code, as the place in which a name occurs.")
    matches: ValuesRegex | None = Field(
        None,
        description="The matches of this regular expression in each of these values, or in its text and code: the first group, or the whole match.",
    )


Places = Annotated[
    Annotated[ValuesModel, Tag("<mapping>")] | Annotated[list[ValuesModel], Field(min_length=1), Tag("<list>")],
    Discriminator(shape, custom_error_type="shape", custom_error_message="a place, or a list of places"),
]
"""One place or several."""


AnyPlaces = ValuesModel | list[ValuesModel]
"""What a model holds for places."""


class AgreementModel(Model):
    """What holds of some values of a document: `in`, `not_in`, `equals`, `not_before`, `unique`, `alike` or `type`."""

    model_config = ConfigDict(json_schema_extra=one_of_keys(*RELATIONS, at_most=True))

    name: Text | None = Field(None, description="Name for overriding.")
    each: ValuesModel | None = Field(None, description="The values that this is about.")
    in_: Places | None = Field(None, alias="in", description="Each value must occur here, in one of several places.")
    not_in: Places | None = Field(None, description="No value may occur here.")
    equals: Places | None = Field(
        None, description="One of the values must be one of those here, in each of several places."
    )
    not_before: Places | None = Field(None, description="No date and no version may be before one here.")
    except_: Places | None = Field(None, alias="except", description="What is among these values is not judged.")
    unique: Flag | None = Field(None, description="true: no two values are the same.")
    alike: Flag | None = Field(
        None,
        description="true, with `parts` and `matches`: what is found in all parts beside each other but one, is in that one too. With `column`: what all rows of a table but one fill, that one fills too.",
    )
    type: TypeOfValue | None = Field(None, description="Each value is of this type.")
    min: Value | None = Field(None, description="With `type`: no value is less.")
    max: Value | None = Field(None, description="With `type`: no value is more.")
    contains: Flag | None = Field(
        None,
        description="true: a name also matches if it contains the other (`User Service API`, `User Service`).",
    )
    endings: Texts | None = Field(
        None, description="A name also matches without one of these ends, or with one (`_total`)."
    )
    series: Flag | None = Field(
        None,
        description="true, with `in`: only names of a series with two members in those places are judged (`US-7` where `US-1` and `US-2` are).",
    )
    all_but_one: Flag | None = Field(
        None,
        description="true, with `in`: a value is judged only if all others beside it are in those places, of four or, in a section, three.",
    )
    siblings: Flag | None = Field(
        None,
        description="true, with `unique`: only values beside each other are compared: headings below one, rows of one table or of one group in it, items of one list.",
    )
    severity: Severity | None = Field(None, description="Severity of a value that breaks it (default: warning).")
    message: Text | None = Field(None, description="Message for a value that breaks it.")
    when: Condition | None = Field(None, description="Checked only where this condition holds.")
    remove: Flag | None = Field(None, description="When extending: true removes the inherited agreement of this name.")
