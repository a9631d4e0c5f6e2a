"""What authors write in the place of what does not apply: "None, the library has no state", and the like.

Owns: recognising such an answer, whether it gives a reason, and what it answers.
Never: reports; `missing-reason` does. The phrases are those of the rule set.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.binding.nodes import is_content
from speclint.binding.unwritten import is_unwritten
from speclint.expressions import whole_matches
from speclint.markdown import ListBlock, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.base.source import Range
    from speclint.binding.fields import FieldValue
    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound
    from speclint.markdown import Block, Text
    from speclint.ruleset import FieldSpec, PlaceholderSpec

_MOST_PARAGRAPHS = 3
"""An answer with its reason is not longer. What follows in more text is content of its own."""
_MOST_CHARACTERS = 200
"""No phrase is further from the beginning of its text."""
_WORD = re.compile(r"[^\W_]+")
_LEAST = 3
"""Letters of a reason: "x" and "no" are none."""
_BREAK = re.compile(r"\s*(?:[.!:;,(\u2013\u2014\u2026\uff1a\u3002]|-+(?=\s)|$)")
"""What ends a phrase: "None of the clients ..." is a sentence about the clients."""
_AROUND = "*_~ \t\n()[].!:;,-\u2013\u2014\u2026"
_REASON = re.compile(
    r"\s+(?:because|since|as|for|to|here|in this|given|due|weil|da|denn|f\u00fcr|hier|car|parce|puisque|pour|ici"
    r"|porque|ya que|pues|para|aqu\u00ed)(?!\w)"
)


class Answer(NamedTuple):
    """A phrase that says that something does not apply, where it is written, and whether a reason follows."""

    phrase: str
    range: Range
    reason: bool


def answer_in(
    blocks: Sequence[Block], phrases: tuple[str, ...], placeholders: Sequence[PlaceholderSpec] = ()
) -> Answer | None:
    """The answer that is all that these blocks hold; None where there is other content, or none.

    `placeholders`: what is one of these says nothing, also in the place of a reason.
    """
    texts = _texts([block for block in blocks if is_content(block)]) if phrases else None
    if not texts or len(texts) > _MOST_PARAGRAPHS:
        return None
    first = texts[0]
    found = said_in(first.plain, phrases, placeholders)
    if found is None:
        return None
    length, reason = found
    phrase = first.plain.strip()[:length]
    start = first.raw.casefold().find(phrase.casefold())
    place = first.range(start, start + length) if start >= 0 else first.range()
    return Answer(phrase, place, reason or any(_says_why(text.plain, phrases, placeholders) for text in texts[1:]))


def said_in(
    text: str, phrases: tuple[str, ...], placeholders: Sequence[PlaceholderSpec] = ()
) -> tuple[int, bool] | None:
    """The length of the phrase that a text begins with, without blanks around, and whether the text goes on to say why."""
    start = text.strip()[:_MOST_CHARACTERS].replace("\u2019", "'").casefold()
    for phrase in _longest_first(phrases):
        if not start.startswith(phrase):
            continue
        end = len(phrase)
        stop = _BREAK.match(start, end)
        if stop:
            return end, _says_why(text.strip()[stop.end() :], phrases, placeholders)
        if _REASON.match(start, end):
            return end, True
    return None


def _says_why(text: str, phrases: tuple[str, ...], placeholders: Sequence[PlaceholderSpec]) -> bool:
    """Whether a text may be a reason: no letter or two, no word again and again, no phrase or placeholder in its place."""
    if len(text) > _MOST_CHARACTERS:
        return True
    found = _WORD.findall(text.casefold())
    words = set(found)
    if sum(map(len, words)) < _LEAST or (len(words) == 1 and len(found) > 1):
        return False
    rest = text.strip(_AROUND)
    said = said_in(rest, phrases, placeholders)
    return (said is None or said[1]) and not is_unwritten(rest, placeholders)


@lru_cache(maxsize=16)
def _longest_first(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({phrase.casefold() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)))


def _texts(blocks: Sequence[Block]) -> list[Text] | None:
    """The paragraphs, where there is nothing else but a list of one item or a quote around them."""
    if len(blocks) == 1:
        only = blocks[0]
        if isinstance(only, Quote):
            return _texts([block for block in only.blocks if is_content(block)])
        if isinstance(only, ListBlock) and len(only.items) == 1:
            return _texts([block for block in only.items[0].blocks if is_content(block)])
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return texts if len(texts) == len(blocks) else None


def find_answers(
    bounds: Iterable[Bound], phrases: tuple[str, ...], placeholders: Sequence[PlaceholderSpec] = ()
) -> dict[Node, Answer]:
    """The sections that are said not to apply, by their headings."""
    found: dict[Node, Answer] = {}
    for node in {bound.node: None for bound in bounds} if phrases else ():
        answer = None if node.children else answer_in(node.blocks, phrases, placeholders)
        if answer is not None:
            found[node] = answer
    return found


def field_answer(spec: FieldSpec, found: FieldValue, phrases: tuple[str, ...]) -> Answer | None:
    """What a field says in the place of a value of its form: "Version: n/a, not released". A list of values is closed."""
    if not spec.pattern or spec.values or found.items or whole_matches(spec.pattern, found.value):
        return None
    said = said_in(found.value, phrases)
    return None if said is None else Answer(found.value.strip()[: said[0]], found.value_range, said[1])
