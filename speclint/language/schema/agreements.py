"""Agreements between parts of a document, as a rule author writes them.

Owns: the models of `agreements`.
Never: checks that the sections exist (see `speclint.language.meaning`).
"""

from __future__ import annotations

from pydantic import ConfigDict, Field

from speclint.language.schema.content import Condition, one_of_keys
from speclint.language.schema.types import Flag, Model, Severity, Text, ValuesRegex


class ValuesModel(Model):
    """Values that are in a section."""

    model_config = ConfigDict(json_schema_extra=one_of_keys("column", "labels", "headings", "matches"))

    section: Text = Field(description="Id of the section.")
    column: Text | None = Field(None, description="The cells of this column of its tables.")
    labels: Flag | None = Field(None, description="true: the labels of its list items.")
    headings: Flag | None = Field(None, description="true: the headings below it, including declared bold lines.")
    matches: ValuesRegex | None = Field(
        None, description="The matches of this regular expression, also in code: the first group, or the whole match."
    )


class AgreementModel(Model):
    """Two parts of a document that must name the same things."""

    each: ValuesModel = Field(description="The values to look for.")
    in_: ValuesModel = Field(alias="in", description="Where each value must occur.")
    contains: Flag | None = Field(
        None,
        description="true: a name also matches if it contains the other (`User Service API`, `User Service`).",
    )
    severity: Severity | None = Field(None, description="Severity of a value that is not found (default: warning).")
    message: Text | None = Field(None, description="Message for a value that is not found.")
    when: Condition | None = Field(None, description="Checked only where this condition holds.")
