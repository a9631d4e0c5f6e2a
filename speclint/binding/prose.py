"""The prose of a section: its words and paragraphs, without code blocks, tables, comments and template text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.expressions import first_in
from speclint.markdown import ListBlock, Paragraph, Quote, Table, Text, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.markdown import Block

_IN_LINE = re.compile(r"[^\n]")
_WORD = re.compile(r"\w[\w'\u2019-]*")
# Scripts that are written without spaces: each character counts as a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")


def prose(blocks: Sequence[Block]) -> Iterator[Text]:
    """Paragraphs, list items and quoted text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from prose(item.blocks)
        elif isinstance(block, Quote):
            yield from prose(block.blocks)


def texts_of(blocks: Sequence[Block]) -> Iterator[Text]:
    """What `prose` gives, and the cells of tables."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in (block.header, *block.rows) for cell in row.cells)
        elif isinstance(block, ListBlock):
            yield from (text for item in block.items for text in texts_of(item.blocks))
        elif isinstance(block, Quote):
            yield from texts_of(block.blocks)
        else:
            yield from prose((block,))


def count_words(text: str) -> int:
    """How many words a text has. Chinese, Japanese and Thai characters count as one word each."""
    if text.isascii():
        return len(_WORD.findall(text))
    return len(_UNSPACED.findall(text)) + len(_WORD.findall(_UNSPACED.sub(" ", text)))


def words_in(blocks: Sequence[Block]) -> int:
    """How many words the prose has."""
    return sum(count_words(text.plain) for text in prose(blocks))


def characters_in(blocks: Sequence[Block]) -> int:
    """How many characters the prose has, runs of white space counted as one."""
    return sum(len(" ".join(text.plain.split())) for text in prose(blocks))


def paragraphs_in(blocks: Sequence[Block]) -> int:
    """How many paragraphs are at the top level."""
    return sum(1 for block in blocks if isinstance(block, Paragraph))


def first_with(pattern: str, blocks: Sequence[Block], *, in_code: bool = True) -> tuple[Text, str] | None:
    """The first text in which a pattern occurs, in tables as well, and what it found there. `in_code`: code in the text counts."""
    for each in texts_of(blocks):
        text = each if in_code else _without_code(each)
        found = first_in(pattern, text.plain)
        if found is not None:
            return text, found
    return None


def _without_code(text: Text) -> Text:
    """The text with its code blanked; everything else stays in its place."""
    places = (inline.range for inline in text.inlines if inline.kind == "code")
    raw = blanked(text.raw, [(text.offset(place.start), text.offset(place.end)) for place in places], " ")
    parts = raw.split("\n")
    lines = tuple(TextLine(line.line, line.column, part) for line, part in zip(text.lines, parts, strict=True))
    return Text(lines, text.targets)


def blanked(text: str, spans: Iterable[tuple[int, int]], filling: str) -> str:
    """The text with some spans, which may overlap, filled; what ends a line stays."""
    parts = []
    done = 0
    for start, end in sorted(spans):
        parts.append(text[done:start])
        parts.append(_IN_LINE.sub(filling, text[max(start, done) : end]))
        done = max(done, end)
    parts.append(text[done:])
    return "".join(parts)
