"""Near misses of names that an author writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.headings import forms
from speclint.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

# Nearer than for flags and rule ids: headings are longer, and a wrong guess misleads.
_CLOSE_ENOUGH = 0.8


def nearest_name(name: str, known: Sequence[str]) -> str:
    """The known heading, field, column or value that `name` was probably meant to be, or ""."""
    by_form = {form: other for other in known for form in forms(other)}
    for form in forms(name):
        found = nearest(form, by_form, _CLOSE_ENOUGH)
        if found is not None:
            return by_form[found]
    return ""
