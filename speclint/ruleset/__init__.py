"""The run-time model of a rule set: what a good specification of one type holds.

Owns: immutable values that bindings and checks read. They are already validated, merged and normalised.
Never: reads YAML, validates, or looks at a document.

The values are named tuples of `speclint.base.values`: creating such a class costs little, which matters on the way of every
hook run. `speclint.base.codec` keeps them by their annotations. A kind of content is imported from its module in `kinds`.
"""

from __future__ import annotations

from speclint.ruleset.content import (
    NO_MATURITY,
    NO_THRESHOLD,
    PRESENCE_SEVERITY,
    UNBOUNDED,
    Condition,
    FieldSpec,
    ListKind,
    Order,
    Presence,
    SectionGroup,
)
from speclint.ruleset.kinds import AnyOfSpec, Expectation, ExpectationSpec
from speclint.ruleset.kinds.code import CodeSpec
from speclint.ruleset.kinds.diagram import DiagramSpec
from speclint.ruleset.kinds.fields import FieldsSpec
from speclint.ruleset.kinds.image import ImageSpec
from speclint.ruleset.kinds.link import LinkSpec
from speclint.ruleset.kinds.list import ListSpec
from speclint.ruleset.kinds.table import CellTest, ColumnSpec, RowRule, TableSpec
from speclint.ruleset.kinds.text import TextSpec
from speclint.ruleset.model import (
    AgreementSpec,
    AppliesTo,
    FamiliesSpec,
    FamilySpec,
    LifecycleState,
    MetadataSpec,
    NamingSpec,
    PlaceholderSpec,
    ReferenceSpec,
    Relation,
    RuleSet,
    SectionSpec,
    TitleSpec,
    ValuesSpec,
)
from speclint.ruleset.vocabulary import Vocabulary

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
    "FamiliesSpec",
    "FamilySpec",
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
    "Relation",
    "RowRule",
    "RuleSet",
    "SectionGroup",
    "SectionSpec",
    "TableSpec",
    "TextSpec",
    "TitleSpec",
    "ValuesSpec",
    "Vocabulary",
]
