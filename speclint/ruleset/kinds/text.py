"""`text`: prose, and how much of it."""

from __future__ import annotations

from typing import Annotated

from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.content import UNBOUNDED
from speclint.ruleset.kinds.kind import ContentKind, Key, Noun, nothing
from speclint.ruleset.words import count_words, joined


class TextSpec(NamedTuple):
    """Prose: everything but code blocks, tables and comments."""

    min_words: Annotated[int, Key("Minimum number of words.")] = 0
    max_words: Annotated[int, Key("Maximum number of words.")] = UNBOUNDED
    min_characters: Annotated[int, Key("Minimum number of characters.")] = 0
    max_characters: Annotated[int, Key("Maximum number of characters.")] = UNBOUNDED
    min_paragraphs: Annotated[int, Key("Minimum number of paragraphs.")] = 0
    pattern: Annotated[Pattern, Key("Regular expression that must match somewhere, in text or tables.", "matches")] = ""
    forbidden: Annotated[
        Pattern, Key("Regular expression that must not match anywhere, in text or tables.", "forbids")
    ] = ""
    mentions: Annotated[
        tuple[str, ...],
        Key(
            "Name of a group of `vocabulary` (or several): a word of one of them must be somewhere, in text or tables.",
            form="one or several",
        ),
    ] = ()


def _words(spec: TextSpec) -> str:
    parts = [
        count_words(low, high, unit)
        for low, high, unit in (
            (spec.min_words, spec.max_words, "words"),
            (spec.min_characters, spec.max_characters, "characters"),
            (spec.min_paragraphs, UNBOUNDED, "paragraphs"),
        )
        if low or high != UNBOUNDED
    ]
    said = f"text: {', '.join(parts)}" if parts else "text"
    more = ["with the expected words"] if spec.pattern else []
    more += [f"that mentions {joined(spec.mentions, 'or')}"] if spec.mentions else []
    more += ["without the forbidden words"] if spec.forbidden else []
    return f"{said}{',' if parts and more else ''} {', '.join(more)}" if more else said


def _nouns(spec: TextSpec) -> tuple[Noun, ...]:
    """None for a text that only an expression describes."""
    words = f"{spec.min_words} word" + ("" if spec.min_words == 1 else "s")
    return (Noun(f"at least {words} of text"),) if spec.min_words else ()


def _needs(spec: TextSpec) -> bool:
    return bool(spec.min_words or spec.min_characters or spec.min_paragraphs or spec.pattern or spec.mentions)


TEXT = ContentKind(
    "text",
    TextSpec,
    "Prose, and how much of it.",
    "{min_words: 3, min_paragraphs: 2}",
    _words,
    _nouns,
    needs=_needs,
    loose=nothing,
)
