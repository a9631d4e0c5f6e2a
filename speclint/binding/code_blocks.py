"""The code blocks of a section, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.document import CodeBlock, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.document import Block

_SAME = {
    "yml": "yaml",
    "sh": "bash",
    "shell": "bash",
    "console": "bash",
    "zsh": "bash",
    "js": "javascript",
    "ts": "typescript",
}


def same_language(language: str) -> str:
    """One name for languages that people call by several."""
    bare = language.casefold().strip("{}.")
    return _SAME.get(bare, bare)


def code_blocks(blocks: Sequence[Block], languages: tuple[str, ...] = ()) -> list[CodeBlock]:
    """The code blocks in these blocks, also inside lists and quotes; only those in one of `languages`, if any are given."""
    wanted = {same_language(language) for language in languages}
    return [
        block
        for block in walk_blocks(blocks)
        if isinstance(block, CodeBlock) and (not wanted or same_language(block.language) in wanted)
    ]
