"""The terms that all parts of a rule set share.

Owns: conditions, fields and the logic between sections, as immutable values. What a section holds is in `kinds`.
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
    family   the document describes one of the families in `values`
    all, any, not  of `conditions`
    """

    kind: Literal["field", "section", "family", "all", "any", "not"]
    name: str = ""
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    present: bool = True
    conditions: tuple[Condition, ...] = ()
    words: str = ""
    """The condition as a reader would say it; "" where what is compared says enough."""
    heading: str = ""
    """Of the section, in words: "'Alerts'", "such as 'POST /exports'"."""


class FieldSpec(NamedTuple):
    """A named value: `**Status**: Draft`, `Status: Draft`, a Field/Value table row, or a front matter key."""

    name: str
    aliases: tuple[str, ...] = ()
    presence: Presence = "required"
    severity: Severity = "error"
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    type: str = ""
    """The name of a type in `value_types`; "" for any value."""
    least: str = ""
    """The bounds of a value of that type; "" for none."""
    most: str = ""
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
    in_template: bool = True
    """Whether a new document has this field. With a known value it has it anyway."""


class SectionGroup(NamedTuple):
    """Logic between sibling sections, which are named by id.

    at_least_one, exactly_one, all_or_none  of `sections`
    requires   where the first exists, all others must be
    conflicts  no two of them together
    """

    kind: Literal["at_least_one", "exactly_one", "all_or_none", "requires", "conflicts"]
    sections: tuple[str, ...]
    severity: Severity = "error"
    message: str = ""
