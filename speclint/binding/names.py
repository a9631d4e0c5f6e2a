"""Near misses of names that an author writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.suggest import Nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

# Nearer than for flags and rule ids: headings are longer, and a wrong guess misleads.
_CLOSE_ENOUGH = 0.8


class NearestName:
    """An index of known headings, fields, columns or values that finds the one that a name was meant to be."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_form = {form: other for other in known for form in forms(other)}
        self._nearest = Nearest(self._by_form, _CLOSE_ENOUGH)

    def of(self, name: str) -> str:
        """The known name that `name` was probably meant to be, or ""."""
        for form in forms(name):
            found = self._nearest.of(form)
            if found is not None:
                return self._by_form[found]
        return ""


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known heading, field, column or value that `name` was probably meant to be, or ""."""
    return NearestName(known).of(name)
