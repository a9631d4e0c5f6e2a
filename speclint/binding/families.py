"""What kind of thing a document describes: a library, a service, a job.

Owns: finding a declared family in a field's value, a title or a sentence.
Never: finds the field, or decides what is asked of a family.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.markdown import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown import Block
    from speclint.ruleset import FamiliesSpec, FamilySpec

_PART = re.compile(r"[^\W_]+|[^\w\s'\u2019-]")
_MARK = ","
_END = re.compile(
    r",|an?|and|are|as|at|by|for|from|in|into|is|of|on|or|that|the|to|which|with|de|des|du|en|et|para|pour|und|von|f\u00fcr|y"
)
"""Ends of a phrase: signs, and words between two nouns that do not make one of them. A "library for services" is no service."""
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_IS = re.compile(r"\b(?:is|was|will be|ist|est|es) (?:a|an|the|our|ein|eine|un|une|una)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:an?|our|eine?|une?|una?) ", re.IGNORECASE)
_THIS = re.compile(r"(?:this|the|diese[rs]?|die|der|das|cette?|la|le|este|esta|el) ", re.IGNORECASE)
_SUBJECT = 3
_MOST_CHARACTERS = 400
"""No name of a kind is further from the beginning of a text."""


def family_of(text: str, families: FamiliesSpec) -> str:
    """The family that a name says: that of the last word in its first phrase with one; "" for none.

    A "cache library" is a library, a "library for caches" too.
    """
    return _said(_tokens(text), families)


def family_in(blocks: Sequence[Block], families: FamiliesSpec) -> str:
    """The family that the first sentence says, "" for none: "Billing is a service that ...", "A library for ...".

    A sentence that only mentions one ("Stores what the service needs") does not say what is described.
    """
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    if first is None:
        return ""
    text = " ".join(first.text.plain[:_MOST_CHARACTERS].split())
    end = _SENTENCE_END.search(text)
    sentence = text[: end.start()] if end else text
    says = _IS.search(sentence) or _ARTICLE.match(sentence)
    if says:
        return _said(_first_phrase(_tokens(sentence[says.end() :])), families)
    subject = _THIS.match(sentence)
    # "This billing service runs jobs": the subject comes before the verb.
    words = _first_phrase(_tokens(sentence[subject.end() :])) if subject else []
    return next(filter(None, (_said(words[:count], families) for count in range(1, _SUBJECT + 1))), "")


def _said(tokens: Sequence[str], families: FamiliesSpec) -> str:
    """The family of a name. What follows it in the same phrase says more of what it is: "job queue", "queue service"."""
    known, longest = _vocabulary(families.families)
    said, index = "", 0
    while index < len(tokens):
        for end in range(min(index + longest, len(tokens)), index, -1):
            found = known.get(tuple(tokens[index:end]))
            if found is not None:
                said, index = found, end
                break
        else:
            if said and _END.fullmatch(tokens[index]):
                break
            index += 1
    return said


def _first_phrase(tokens: list[str]) -> list[str]:
    end = next((index for index, token in enumerate(tokens) if _END.fullmatch(token)), len(tokens))
    return tokens[:end]


def _tokens(text: str) -> list[str]:
    """The words of a text in lower case, with a mark for each sign between them."""
    # A hyphen inside a word is a blank; one between blanks is a dash.
    shown = text[:_MOST_CHARACTERS].casefold().replace(" - ", " , ")
    return [part if part[0].isalnum() else _MARK for part in _PART.findall(shown)]


@lru_cache(maxsize=16)
def _vocabulary(families: tuple[FamilySpec, ...]) -> tuple[dict[tuple[str, ...], str], int]:
    """The family of each name in singular and plural, and how many words the longest has. The first family wins."""
    known: dict[tuple[str, ...], str] = {}
    for family in families:
        for name in (family.name, *family.words):
            words = [token for token in _tokens(name) if token != _MARK]
            for last in _numbers(words[-1]) if words else ():
                known.setdefault((*words[:-1], last), family.name)
    return known, max(map(len, known), default=0)


def _numbers(word: str) -> tuple[str, ...]:
    """A word and its plural."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word, f"{word[:-1]}ies"
    return word, f"{word}s", f"{word}es"
