"""Whether two names say the same in other words.

Owns: the key of a name, in which synonyms, plurals, hyphens and the order of words make no difference, and its parts.
Never: decides which section is meant; `sections` and `topics` do, and only where no name fits as it is written.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.remembering import MadeOnce
from speclint.ruleset.vocabulary import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.ruleset.vocabulary import Vocabulary

Key = frozenset[str]
"""What a name is about: its words, each in the place of all that mean the same. Empty where it says nothing."""

_SIGNS = re.compile(r"[&/,;+|\u00b7]|\s[-\u2013\u2014]\s")
"""Between the parts of a heading of several, beside the words that a vocabulary names."""
_LONGEST = 80
"""Characters. Longer names are sentences."""
_MOST_DECLARED = 10_000
"""Declared names that are remembered: those of the rule sets of a project, or of several in a server."""


def wordings_of(vocabulary: Vocabulary) -> Wordings:
    """Names by what they are about. A vocabulary is read once for all documents."""
    return _read(vocabulary).anew()


@MadeOnce
@lru_cache(maxsize=16)
def _read(vocabulary: Vocabulary) -> Wordings:
    # Most rule sets of a project have the same one.
    return Wordings(vocabulary)


@MadeOnce
def _words_of(vocabulary: Vocabulary) -> frozenset[str]:
    """Every word, with its accents. Few documents have a name that they are needed for."""
    phrases = (phrase for group in vocabulary.synonyms for phrase in group)
    return frozenset(word for phrase in phrases for word in stems_of(phrase, as_written=True))


class Wordings:
    """Names by what they are about, by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        small = (*vocabulary.qualifiers, *(word for word in vocabulary.joiners if " " not in word))
        self._qualifiers = {stem for word in small for stem in stems_of(word)}
        self._concepts: dict[tuple[str, ...], str] = {}
        self._alone: dict[tuple[str, ...], str] = {}
        """What a qualifier is about where it is all that a heading says: "Overview"."""
        for group, phrases in zip(vocabulary.synonyms, vocabulary.stems, strict=True):
            for phrase in phrases:
                stems = tuple(phrase.split())
                known = self._alone if self._qualifiers.issuperset(stems) else self._concepts
                known.setdefault(stems, group[0])
        self._names = frozenset(group[0] for group in vocabulary.synonyms)
        self._longest = max(map(len, self._concepts), default=1)
        self._groups = {group[0]: group for group in vocabulary.synonyms}
        self._vocabulary = vocabulary
        joiners = "|".join(re.escape(word) for word in vocabulary.joiners)
        self._joiners = re.compile(rf"\s+(?:{joiners})\s+") if joiners else None
        prepositions = "|".join(re.escape(word) for word in vocabulary.prepositions)
        self._tail = re.compile(rf"\s(?:{prepositions})\s") if prepositions else None
        self._declared: dict[tuple[str, ...], frozenset[Key]] = {}
        """Of names that rule sets declare: the same for all documents."""
        self.forget()

    def anew(self) -> Wordings:
        """The same vocabulary, with nothing remembered of any document."""
        fresh = copy(self)
        fresh.forget()
        return fresh

    def forget(self) -> None:
        """Remember no name any more."""
        self._keys: dict[str, Key] = {}
        self._parts: dict[str, tuple[Key, ...]] = {}

    def key(self, name: str) -> Key:
        """What a name is about."""
        if name not in self._keys:
            self._keys[name] = self._of(forms(name)[-1]) if len(name) <= _LONGEST else frozenset()
        return self._keys[name]

    def concepts(self, text: str) -> frozenset[str]:
        """The groups of words of which a text has one, by their names."""
        return frozenset(self._named(stems_of(text))).intersection(self._names)

    def words(self, name: str) -> tuple[str, ...]:
        """What a name says in its own words, in their order and without plurals; qualifiers only where it has no others."""
        stems = stems_of(forms(name)[-1]) if len(name) <= _LONGEST else ()
        return tuple(stem for stem in stems if stem not in self._qualifiers) or stems

    def tells_apart(self, written: str, name: str) -> bool:
        """Whether two words that look alike mean different things: the one that is written is known, and not as the other."""
        (one,), (other,) = ((stems[:1] or ("",)) for stems in (stems_of(written), stems_of(name)))
        if one == other or (one in self._qualifiers and other in self._qualifiers):
            return False
        known = one in self._qualifiers or (one,) in self._concepts or (one,) in self._alone
        return known and self._concepts.get((one,), one) != self._concepts.get((other,), other)

    def keys(self, names: tuple[str, ...]) -> frozenset[Key]:
        """What the names of something declared are about, without those that say nothing."""
        found = self._declared.get(names)
        if found is None:
            if len(self._declared) >= _MOST_DECLARED:
                self._declared.clear()
            found = self._declared[names] = frozenset(filter(None, map(self.key, names)))
        return found

    @property
    def has_words(self) -> bool:
        """Whether there is a vocabulary at all."""
        return bool(self._groups)

    def knows(self, word: str) -> bool:
        """Whether a word is one of the vocabulary's, in a phrase or alone, with its accents: "Succes" is not "succès"."""
        return not _words_of(self._vocabulary).isdisjoint(stems_of(word, as_written=True))

    def phrases(self, name: str) -> tuple[str, ...]:
        """Everything that the vocabulary has for a name that is about one thing."""
        key = self.key(name)
        return self._groups.get(next(iter(key)), ()) if len(key) == 1 else ()

    def parts(self, name: str) -> tuple[Key, ...]:
        """What the parts of a heading are about, such as "Monitoring, logging & alerting"; none where it has one part."""
        if name not in self._parts:
            self._parts[name] = tuple(self._split(forms(name)[-1])) if len(name) <= _LONGEST else ()
        return self._parts[name]

    def heads(self, name: str) -> Iterator[Key]:
        """What a heading is about without what it says more of that ("Checklist before the start"), the longest first."""
        text = forms(name)[-1] if len(name) <= _LONGEST else ""
        tails = list(self._tail.finditer(text)) if self._tail else []
        for found in reversed(tails):
            yield self._of(text[: found.start()])

    def _split(self, name: str) -> Iterator[Key]:
        pieces = [
            part for piece in _SIGNS.split(name) for part in (self._joiners.split(piece) if self._joiners else [piece])
        ]
        if len(pieces) > 1:
            yield from filter(None, map(self._of, pieces))

    def _of(self, name: str) -> Key:
        stems = stems_of(name)
        if stems in self._alone:
            return frozenset((self._alone[stems],))
        found = list(self._named(stems))
        telling = [word for word in found if word not in self._qualifiers]
        return frozenset(telling or found)

    def _named(self, stems: tuple[str, ...]) -> Iterator[str]:
        """The words, and in place of words and phrases of a group its name; longer phrases come first."""
        at = 0
        while at < len(stems):
            length = next(
                (
                    size
                    for size in range(min(self._longest, len(stems) - at), 0, -1)
                    if stems[at : at + size] in self._concepts
                ),
                0,
            )
            yield self._concepts[stems[at : at + length]] if length else stems[at]
            at += length or 1
