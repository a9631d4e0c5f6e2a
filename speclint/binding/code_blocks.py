"""The code blocks of a section, by language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from speclint.markdown import CodeBlock, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown import Block, Document, TextLine

_PARSED = frozenset({"json", "yaml", "toml"})
"""Names that have no other, and are common."""

_PLAIN = frozenset({"", "markdown", "md", "text", "txt", "plain", "plaintext"})
"""Languages of code blocks that may hold the document's own Markdown: in others, what looks like it is code."""
_MAY_HOLD_TEXT = _PLAIN | {"json", "xml", "html", "csv", "sql"}
"""These, and languages in which the mark of a heading begins no comment."""
_FENCE_OPENING = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\s][^`]*)$")


def same_language(language: str) -> str:
    """One name for languages that GitHub knows by several."""
    bare = _bare(language)
    return bare if bare in _PARSED else _one_name().get(bare, bare)


def _bare(language: str) -> str:
    """A language without what is around it: `{.python}`, `rust,ignore`, `Objective C`."""
    return "-".join(language.partition(",")[0].casefold().strip("{}. ").split())


@cache
def _one_name() -> dict[str, str]:
    from speclint.binding.language_names import NAMES  # only where a rule set and a fence differ

    names = {other: name for name, others in NAMES.items() for other in others}
    # What is typed into a shell is shown with or without its prompt.
    return {**names, **dict.fromkeys(("shellsession", *NAMES["shellsession"]), "shell")}


def code_blocks(blocks: Sequence[Block], languages: tuple[str, ...] = ()) -> list[CodeBlock]:
    """The code blocks in these blocks, also inside lists and quotes; only those in one of `languages`, if any are given."""
    code = (block for block in walk_blocks(tuple(blocks)) if isinstance(block, CodeBlock))
    return [block for block in code if is_in(block.language, languages)]


def is_in(language: str, languages: tuple[str, ...]) -> bool:
    """Whether a language is one of some; where there are none, any is."""
    wanted = set(map(_bare, languages))
    if not wanted:
        return True
    bare = _bare(language)
    return bare in wanted or (bool(bare) and same_language(bare) in set(map(same_language, wanted)))


def may_hold_text(block: CodeBlock) -> bool:
    """Whether what is in a code block may be meant as text of the document, which a fence in the wrong place hides."""
    return _bare(block.language) in _MAY_HOLD_TEXT or not block.closed or inner_opening(block) is not None


def nested_fences(document: Document) -> list[tuple[CodeBlock, TextLine]]:
    """Code blocks that hold the opening fence of another block, each with that line.

    A line of the same fence characters, at least as many, with an info string can neither close the block nor open
    one inside it: the author saw two blocks where there is one.
    """
    found = []
    for block in document.walk():
        if not isinstance(block, CodeBlock) or not block.fence:
            continue
        line = inner_opening(block)
        if line is not None:
            found.append((block, line))
    return found


def inner_opening(block: CodeBlock) -> TextLine | None:
    """The first line in a fenced code block that opens another."""
    for line in block.lines if block.fence else ():
        opening = _FENCE_OPENING.match(line.text)
        if opening and opening["fence"].startswith(block.fence):
            return line
    return None
