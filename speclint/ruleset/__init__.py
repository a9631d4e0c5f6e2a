"""The run-time model of a rule set: what a good specification of one type holds.

Owns: immutable values that bindings and checks read. They are already validated, merged and normalised.
Never: reads YAML, validates, or looks at a document.

The values are named tuples of `speclint.base.values`: creating such a class costs little, which matters on the way of every
hook run. `speclint.base.codec` keeps them by their annotations. Each class of content has a row in `speclint.ruleset.kinds`.
"""

from __future__ import annotations

from speclint.ruleset.content import (
    NO_MATURITY,
    NO_THRESHOLD,
    PRESENCE_SEVERITY,
    UNBOUNDED,
    AnyOfSpec,
    CellTest,
    CodeSpec,
    ColumnSpec,
    Condition,
    DiagramSpec,
    Expectation,
    ExpectationSpec,
    FieldSpec,
    FieldsSpec,
    ImageSpec,
    LinkSpec,
    ListKind,
    ListSpec,
    Order,
    Presence,
    RowRule,
    TableSpec,
    TextSpec,
)
from speclint.ruleset.model import (
    AgreementSpec,
    AppliesTo,
    LifecycleState,
    MetadataSpec,
    NamingSpec,
    PlaceholderSpec,
    ReferenceSpec,
    RuleSet,
    SectionGroup,
    SectionSpec,
    TitleSpec,
    ValuesSpec,
)

__all__ = [
    "NO_MATURITY",
    "NO_THRESHOLD",
    "PRESENCE_SEVERITY",
    "UNBOUNDED",
    "AgreementSpec",
    "AnyOfSpec",
    "AppliesTo",
    "CellTest",
    "CodeSpec",
    "ColumnSpec",
    "Condition",
    "DiagramSpec",
    "Expectation",
    "ExpectationSpec",
    "FieldSpec",
    "FieldsSpec",
    "ImageSpec",
    "LifecycleState",
    "LinkSpec",
    "ListKind",
    "ListSpec",
    "MetadataSpec",
    "NamingSpec",
    "Order",
    "PlaceholderSpec",
    "Presence",
    "ReferenceSpec",
    "RowRule",
    "RuleSet",
    "SectionGroup",
    "SectionSpec",
    "TableSpec",
    "TextSpec",
    "TitleSpec",
    "ValuesSpec",
]
