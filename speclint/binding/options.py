"""A field whose value a template left as it was: the list of its options, or its own name in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import all_forms, forms
from speclint.binding.conditions import is_one_of
from speclint.ruleset.marks import is_mark

if TYPE_CHECKING:
    from speclint.binding.fields import FieldValue
    from speclint.ruleset import FieldSpec

_BETWEEN = re.compile(r"\s*\\?\|\s*|\s*/\s*|\s*,\s*|\s+or\s+")
_BAR = re.compile(r"\s*\\?\|\s*")
_CHOICE = re.compile(r"\||/")
_BRACKETS = re.compile(r"[\[{<](?P<name>[^\[\]{}<>]+)[\]}>]")


def is_template(field: FieldValue, spec: FieldSpec) -> bool:
    """Whether a template left a field as it is. A list in front matter was chosen, also one of all that is allowed."""
    if field.items:
        return all(is_template_value(item.text, spec) for item in field.items)
    return is_template_value(field.value, spec)


def is_template_value(value: str, spec: FieldSpec) -> bool:
    """Whether a value is two or more of the values that the field may have, or the field's name in brackets.

    Where a rule set lists no values, its examples are what a template offers: then it takes all of them, or three.
    """
    return is_mark(value) or _is_name(value, spec) or _is_option_list(value, spec)


def _is_name(value: str, spec: FieldSpec) -> bool:
    """`[Type]`, `<type>`, `[Component Type]`."""
    found = _BRACKETS.fullmatch(value.strip())
    if found is None:
        return False
    written = forms(found["name"])[0]
    names = all_forms(spec.name, spec.aliases)
    return any(written == name or written.endswith(f" {name}") for name in names)


def _is_option_list(value: str, spec: FieldSpec) -> bool:
    options = spec.values or spec.examples
    # Between bars, whatever is in an option ("N/A", "Stable (production)") is part of it.
    between = _BAR if "|" in value else _BETWEEN
    written = [part.strip() for part in between.split(value.strip("[{<` ").rstrip("]}>` ")) if part.strip()]
    parts = [part if is_one_of(part, options) else part.strip("[](){}<>` ") for part in written]
    if len(parts) < 2 or not all(is_one_of(part, options) for part in parts):
        return False
    if not spec.values and len(parts) < min(3, len(options)):
        return False
    if _CHOICE.search(value) is not None:
        return True
    # Commas may also join several values that the author chose: there it takes all options.
    return not spec.several and all(is_one_of(option, tuple(parts)) for option in options)
