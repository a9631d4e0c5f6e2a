"""Near misses of names that an author writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.suggest import Nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LABEL = re.compile(r"[^\W\d_]{4,}(?=[\s:])")
_NUMBERED = re.compile(r"([^\d:]*)(\d{1,6})(?![\w.]\w)")
_NUMBER_OF_ITS_OWN = re.compile(r"[ \t]+#?\d{1,6}[ \t]*:")
_SWAPPED = 5
"""Letters of a word that is no other word with two of them the other way round."""
_SOUND_ALIKE = frozenset(map(frozenset, ("ck", "cs", "sz", "iy", "mn", "vw")))
_SHORT = 3
"""Letters of a word in which a slip leaves enough to recognise it."""
_LONG = 10
"""Letters of a word in which two slips do."""

# Nearer than for flags and rule ids: headings are longer, and a wrong guess misleads.
_CLOSE_ENOUGH = 0.8


class NearestName:
    """An index of known headings, fields, columns or values that finds the one that a name was meant to be.

    `tells_apart`: whether two words that look alike mean different things.
    """

    def __init__(self, known: Iterable[str], tells_apart: Callable[[str, str], bool] | None = None) -> None:
        self._by_form = {form: other for other in known for form in forms(other)}
        self._tells_apart = tells_apart
        self._nearest = Nearest(self._by_form, _CLOSE_ENOUGH, self._is_meant)

    def of(self, name: str) -> str:
        """The known name that `name` was probably meant to be, or ""."""
        for form in forms(name):
            found = self._nearest.of(form)
            if found is not None and _abbreviations(name).issubset(re.findall(r"[^\W_]+", found.casefold())):
                return self._by_form[found]
        return ""

    def _is_meant(self, written: str, name: str) -> bool:
        pairs = typing_errors(written, name)
        return pairs is not None and not (self._tells_apart and any(self._tells_apart(*pair) for pair in pairs))


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known heading, field, column or value that `name` was probably meant to be, or ""."""
    return NearestName(known).of(name)


def typing_errors(written: str, name: str) -> list[tuple[str, str]] | None:
    """The words of a name that are written with a typing error, each with what was meant; None if it is another name.

    Names that share a word are no typing errors of each other, however many letters are the same. Words of one or two
    letters, and blanks, may be missing.

    >>> typing_errors("Depednencies in code", "Dependencies of code"), typing_errors("Specification", "Verification")
    ([('depednencies', 'dependencies')], None)
    """
    ours, theirs = _words(written), _words(name)
    if len(ours) != len(theirs):
        one, other = "".join(ours), "".join(theirs)
        return [] if len(one) > _SHORT and one == other else None
    pairs = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return pairs if all(_is_misspelt(*pair) for pair in pairs) else None


def _abbreviations(name: str) -> set[str]:
    """The short words of a name that say something: "PR" is no "of"."""
    words = re.findall(r"[^\W_]+", name) if not name.isupper() else []
    return {word.casefold() for word in words if len(word) <= 2 and word.isalpha() and word.isupper()}


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+", name.casefold())
    return [word for word in words if len(word) > 2 or word.isdigit()] or words


def _is_misspelt(written: str, word: str) -> bool:
    """Whether a word is another with a slip: in a long one two, in a short one no other letter in place of one."""
    longest = max(len(written), len(word))
    if longest < _SHORT or not written.isalpha() or not word.isalpha():
        return False
    if written[1:] == word and written[0] != word[0]:
        # Another letter in front makes another word: "Preview".
        return False
    if longest <= _SWAPPED and len(written) == len(word) and sorted(written) != sorted(word):
        # Letters that sound alike are confused in short words, too: "Riscs".
        differing = {frozenset(pair) for pair in zip(written, word, strict=True) if pair[0] != pair[1]}
        return len(differing) == 1 and differing <= _SOUND_ALIKE
    # Another beginning is another prefix: "Demotivation", "Employment" for "Deployment".
    most = 2 if longest >= _LONG and written[0] == word[0] else 1
    return _edits(written, word) <= most


def _edits(one: str, other: str) -> int:
    """How many letters have to be added, removed, replaced or swapped with the next one."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, there in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != there))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == there:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]


def label_of(title: str) -> str:
    """The word that headings of one form begin with: "Scenario" of "Scenario: Login"; "" of others."""
    found = _LABEL.match(title)
    return found[0] if found else ""


def has_label_of(title: str, example: str) -> bool:
    """Whether a heading begins with the word, and the colon behind it, that an example of a form begins with."""
    label = label_of(example)
    return bool(label) and example.startswith(f"{label}:") and title.startswith(f"{label}:")


def relabelled(title: str, example: str) -> tuple[str, bool]:
    """A heading with a colon right behind the word that its form begins with, and whether it has a colon behind a number.

    >>> relabelled("Scenario 2: Login", "Scenario: Happy"), relabelled("Scenario - Login", "Scenario: Happy")
    (('Scenario: Login', True), ('Scenario: Login', False))
    """
    label = label_of(example)
    if not label or not has_label_of(example, example) or label_of(title) != label or title.startswith(f"{label}:"):
        return title, False
    rest = title[len(label) :]
    number = _NUMBER_OF_ITS_OWN.match(rest)
    rest = (rest[number.end() :] if number else rest).strip(" -\u2013\u2014")
    return (f"{label}: {rest}", number is not None) if rest else (title, False)


def follows(before: str, title: str) -> bool:
    """Whether a heading has the number after that of another: "Phase 2" is no part of "Phase 1", as "Phase 1.2" may be."""
    one, other = _NUMBERED.match(before), _NUMBERED.match(title)
    return one is not None and other is not None and one[1] == other[1] and int(one[2]) + 1 == int(other[2])


def series_of(name: str) -> str:
    """What a numbered name has in common with others of its series: "us-" of "us-7"."""
    return name.rstrip("0123456789")


def is_numbered_as(title: str, example: str) -> bool:
    """Whether a heading begins with a number, and with the words before it that an example of its form begins with.

    >>> is_numbered_as("US-3: Delete", "US-001: Export"), is_numbered_as("3 regions", "US-001: Export")
    (True, False)
    """
    own, other = _NUMBERED.match(title), _NUMBERED.match(example)
    return own is not None and other is not None and own[1].casefold() == other[1].casefold()


def recased(title: str, example: str) -> str:
    """A title in which the words that an example has are written as there.

    >>> recased("scenario: login again", "Scenario: Login")
    'Scenario: Login again'
    """
    written = {word.casefold(): word for word in re.findall(r"\w+", example)}
    return re.sub(r"\w+", lambda found: written.get(found[0].casefold(), found[0]), title)


def is_slip(written: str, name: str) -> bool:
    """Whether a text can only be a name with a slip of the pen.

    In one word two letters are the other way round, or a long one lacks a letter inside. One letter more, less or another
    may else be a word of its own, a plural, or the spelling of another country.

    >>> is_slip("Optoins", "Options"), is_slip("Contacts", "Contracts"), is_slip("Centre", "Center")
    (True, False, False)
    >>> is_slip("Requirments", "Requirements"), is_slip("Requirement", "Requirements")
    (True, False)
    """
    ours, theirs = written.casefold().split(), name.casefold().split()
    differing = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    if len(ours) != len(theirs) or len(differing) != 1:
        return False
    one, other = differing[0]
    if len(one) + 1 == len(other) > _LONG and other.isalpha():
        at = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
        # Whether a letter is doubled depends on the country.
        return 0 < at < len(one) and one[at:] == other[at + 1 :] and other[at] not in (other[at - 1], other[at + 1])
    if len(one) != len(other) or len(one) < _SWAPPED:
        return False
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    first, last = places[0], places[-1]
    pair = one[first : last + 1]
    return last == first + 1 and pair == other[last] + other[first] and pair.isalpha() and set(pair) != set("er")
