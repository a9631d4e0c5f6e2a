"""A field that was left as the list of its options (`Draft | In Review | Approved`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.binding.conditions import is_one_of

if TYPE_CHECKING:
    from speclint.ruleset import FieldSpec

_BETWEEN = re.compile(r"\s*\\?\|\s*|\s+/\s+|\s*,\s*|\s+or\s+")

_CHOICE = re.compile(r"\||\s/\s")


def is_option_list(value: str, spec: FieldSpec) -> bool:
    """Whether a value is nothing but two or more of the values that the field may have."""
    parts = [part.strip("[](){}<> ") for part in _BETWEEN.split(value.strip("[](){}<> ")) if part.strip()]
    if len(parts) < 2 or not spec.values or not all(is_one_of(part, spec.values) for part in parts):
        return False
    # Commas may also join several values that somebody chose: there it takes all options.
    return _CHOICE.search(value) is not None or all(is_one_of(option, tuple(parts)) for option in spec.values)
