"""Whether a `when` holds for a document that is not written yet.

Owns: the third answer, "that depends on what the author will write", and the words for a condition.
Never: looks at a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.values import NamedTuple
from speclint.binding.conditions import is_one_of
from speclint.expressions import found_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.ruleset import Condition


class Outlook(NamedTuple):
    """What is known before a document is written.

    `values`: of fields, by normalised name. `sections`: the ids of the sections it will have; None while that is open.
    `family`: what it will describe, "" for none that is known; None while that is open.
    """

    values: Mapping[str, str]
    sections: frozenset[str] | None = None
    family: str | None = None

    def value(self, field: str) -> str | None:
        """The value of a field; None if it is not known."""
        return next((self.values[form] for form in forms(field) if form in self.values), None)


def foreseen(condition: Condition | None, outlook: Outlook) -> bool | None:
    """Whether a condition will hold; None: that depends on what the author writes."""
    if condition is None:
        return True
    if condition.kind == "field":
        value = outlook.value(condition.name)
        if value is None:
            return None
        if not condition.present:
            return False
        fits = not condition.values or is_one_of(value, condition.values)
        return fits and (not condition.pattern or found_in(condition.pattern, value))
    if condition.kind == "family":
        return None if outlook.family is None else outlook.family in condition.values
    if condition.kind == "section":
        return None if outlook.sections is None else (condition.name in outlook.sections) == condition.present
    inner = [foreseen(part, outlook) for part in condition.conditions]
    if condition.kind == "not":
        return None if inner[0] is None else not inner[0]
    decisive = condition.kind == "any"
    if decisive in inner:
        return decisive
    return None if None in inner else not decisive
