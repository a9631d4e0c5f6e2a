"""Near misses of names that an author writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.suggest import Nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABEL = re.compile(r"[^\W\d_]{4,}(?=[\s:])")
_NUMBERED = re.compile(r"([^\d:]*)(\d{1,6})(?![\w.]\w)")
_SWAPPED = 5
"""Letters of a word that is no other word with two of them the other way round."""

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


def label_of(title: str) -> str:
    """The word that headings of one form begin with: "Scenario" of "Scenario: Login"; "" of others."""
    found = _LABEL.match(title)
    return found[0] if found else ""


def follows(before: str, title: str) -> bool:
    """Whether a heading has the number after that of another: "Phase 2" is no part of "Phase 1", as "Phase 1.2" may be."""
    one, other = _NUMBERED.match(before), _NUMBERED.match(title)
    return one is not None and other is not None and one[1] == other[1] and int(one[2]) + 1 == int(other[2])


def recased(title: str, example: str) -> str:
    """A title in which the words that an example has are written as there.

    >>> recased("scenario: login again", "Scenario: Login")
    'Scenario: Login again'
    """
    written = {word.casefold(): word for word in re.findall(r"\w+", example)}
    return re.sub(r"\w+", lambda found: written.get(found[0].casefold(), found[0]), title)


def is_slip(written: str, name: str) -> bool:
    """Whether a text can only be a name with a slip of the pen: in one word two letters are the other way round.

    One letter more, less or another may be a word of its own, a plural, or the spelling of another country.

    >>> is_slip("Optoins", "Options"), is_slip("Contacts", "Contracts"), is_slip("Centre", "Center")
    (True, False, False)
    """
    ours, theirs = written.casefold().split(), name.casefold().split()
    differing = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    if len(ours) != len(theirs) or len(differing) != 1:
        return False
    one, other = differing[0]
    if len(one) != len(other) or len(one) < _SWAPPED:
        return False
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    first, last = places[0], places[-1]
    pair = one[first : last + 1]
    return last == first + 1 and pair == other[last] + other[first] and pair.isalpha() and set(pair) != set("er")
