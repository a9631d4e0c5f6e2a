"""Agreements between parts of a document, as a rule author writes them.

Owns: the models of `agreements`.
Never: checks that the sections exist (see `speclint.language.meaning`).
"""

from __future__ import annotations

from pydantic import ConfigDict, Field

from speclint.language.schema.content import Condition, one_of_keys
from speclint.language.schema.types import Flag, Model, Severity, Text, ValuesRegex


class ValuesModel(Model):
    """Values that stand in a section."""

    model_config = ConfigDict(json_schema_extra=one_of_keys("column", "labels", "headings", "matches"))

    section: Text = Field(description="Id of the section.")
    column: Text | None = Field(None, description="The cells of this column of its tables.")
    labels: Flag | None = Field(None, description="true: the labels of its list items.")
    headings: Flag | None = Field(
        None, description="true: the headings below it, bold lines that are declared among them."
    )
    matches: ValuesRegex | None = Field(
        None, description="What this regular expression finds in it, also in code: its first group, or all of it."
    )


class AgreementModel(Model):
    """Two parts of a document that must name the same things."""

    each: ValuesModel = Field(description="The values, each of which must be found.")
    in_: ValuesModel = Field(alias="in", description="Where they must be found.")
    contains: Flag | None = Field(
        None,
        description="true: it is enough that one name is a part of the other (`User Service API`, `User Service`).",
    )
    severity: Severity | None = Field(None, description="How bad it is that one is not found: a warning unless said.")
    message: Text | None = Field(None, description="What to say when one is not found.")
    when: Condition | None = Field(None, description="It is asked for only where this holds.")
