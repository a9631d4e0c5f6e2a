"""The words that a rule set takes for the same, in several languages.

Owns: immutable values, in the normal form in which names are compared.
Never: compares; see `speclint.binding.wordings`.
"""

from __future__ import annotations

import re

from speclint.base.values import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_PLAIN = str.maketrans(
    {**dict(zip("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy", strict=True)), "œ": "oe"}
)
"""Keys of front matter are mostly written without accents."""
_STEM = 3
"""Letters that a word has at least without its plural's ending."""


class Vocabulary(NamedTuple):
    """Which names mean the same.

    `synonyms`: groups of words and phrases that mean the same, in lower case. `qualifiers`: words that change nothing of
    what a heading is about ("procedure" in "Rollback procedure"). `joiners`: words between the parts of a heading of
    several ("and"). `prepositions`: words behind which a heading only says more of its topic ("before" in "Checklist before
    the start"). `stems`: of each phrase of `synonyms` what `stems_of` says, with blanks between.
    """

    synonyms: tuple[tuple[str, ...], ...] = ()
    stems: tuple[tuple[str, ...], ...] = ()
    qualifiers: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()


def stems_of(phrase: str, *, as_written: bool = False) -> tuple[str, ...]:
    """The words of a phrase without plurals, by which phrases are compared. `as_written`: with accents."""
    folded = phrase.casefold()
    return tuple(map(_singular, _WORD.findall(folded if as_written else folded.translate(_PLAIN))))


def _singular(word: str) -> str:
    """An English word without the ending of its plural; of others a form that is as good to compare by.

    >>> [_singular(word) for word in ("policies", "metrics", "process", "status", "patches")]
    ['policy', 'metric', 'process', 'status', 'patch']
    """
    if len(word) <= _STEM or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
