"""The words that a rule set takes for the same, in several languages.

Owns: immutable values, in the normal form in which names are compared.
Never: compares; see `speclint.binding.wordings`.
"""

from __future__ import annotations

from speclint.base.values import NamedTuple


class Vocabulary(NamedTuple):
    """Which names mean the same.

    `synonyms`: groups of words and phrases that mean the same, in lower case. `qualifiers`: words that change nothing of
    what a heading is about ("procedure" in "Rollback procedure"). `joiners`: words between the parts of a heading of
    several ("and"). `prepositions`: words behind which a heading only says more of its topic ("before" in "Checklist before
    the start").
    """

    synonyms: tuple[tuple[str, ...], ...] = ()
    qualifiers: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
