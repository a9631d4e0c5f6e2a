"""Binding: one pass that pairs what a rule set declares with what a document holds.

Every check reads the result; none walks the document again.
"""

from __future__ import annotations

from speclint.binding.binding import Binding, Case, any_of_options
from speclint.binding.explain import Gap
from speclint.binding.fields import FieldValue
from speclint.binding.nodes import Node, is_content
from speclint.binding.pairs import FieldPair, Missing, is_own_id
from speclint.binding.placeholders import Placeholder
from speclint.binding.sections import Bound, Scope
from speclint.binding.tables import BoundTable, TablePairing

__all__ = [
    "Binding",
    "Bound",
    "BoundTable",
    "Case",
    "FieldPair",
    "FieldValue",
    "Gap",
    "Missing",
    "Node",
    "Placeholder",
    "Scope",
    "TablePairing",
    "any_of_options",
    "is_content",
    "is_own_id",
]
