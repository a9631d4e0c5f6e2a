"""A field that was left as the list of its options (`Draft | In Review | Approved`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.binding.conditions import is_one_of

if TYPE_CHECKING:
    from speclint.ruleset import FieldSpec

_BETWEEN = re.compile(r"\s*\\?\|\s*|\s+/\s+|\s*,\s*|\s+or\s+")


def is_option_list(value: str, spec: FieldSpec) -> bool:
    """Whether a value is nothing but two or more of the values that the field may have."""
    parts = [part.strip("[](){}<> ") for part in _BETWEEN.split(value.strip("[](){}<> ")) if part.strip()]
    return len(parts) > 1 and bool(spec.values) and all(is_one_of(part, spec.values) for part in parts)
