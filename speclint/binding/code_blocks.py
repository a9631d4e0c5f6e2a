"""The code blocks of a section, by language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown import CodeBlock, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown import Block, Document, TextLine

_SAME = {
    "yml": "yaml",
    "sh": "bash",
    "shell": "bash",
    "console": "bash",
    "zsh": "bash",
    "js": "javascript",
    "ts": "typescript",
}


_FENCE_OPENING = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\s][^`]*)$")


def same_language(language: str) -> str:
    """One name for languages that people call by several."""
    bare = language.casefold().strip("{}.")
    return _SAME.get(bare, bare)


def code_blocks(blocks: Sequence[Block], languages: tuple[str, ...] = ()) -> list[CodeBlock]:
    """The code blocks in these blocks, also inside lists and quotes; only those in one of `languages`, if any are given."""
    wanted = {same_language(language) for language in languages}
    return [
        block
        for block in walk_blocks(tuple(blocks))
        if isinstance(block, CodeBlock) and (not wanted or same_language(block.language) in wanted)
    ]


def nested_fences(document: Document) -> list[tuple[CodeBlock, TextLine]]:
    """Code blocks that hold the opening fence of another block, each with that line.

    A line of the same fence characters, at least as many, with an info string can neither close the block nor open
    one inside it: the author saw two blocks where there is one.
    """
    found = []
    for block in document.walk():
        if not isinstance(block, CodeBlock) or not block.fence:
            continue
        for line in block.lines:
            opening = _FENCE_OPENING.match(line.text)
            if opening and opening["fence"].startswith(block.fence):
                found.append((block, line))
                break
    return found
