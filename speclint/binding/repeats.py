"""What a document says twice: headings among siblings, and sections with the same content.

Owns: finding both, once for each document.
Never: knows whether something else explains them.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.binding.nodes import is_content
from speclint.binding.not_applicable import answer_in
from speclint.binding.placeholders import texts_in
from speclint.markdown import CodeBlock, ListBlock, Paragraph, Quote, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.source import Range
    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.markdown import Block

_WORD = re.compile(r"\w")
_LEAST = 12
"""Words. Less may well be the same in two places: a short list, one command."""
_LEAST_PROSE = 45
"""Words of mere paragraphs. Less is the answer to two questions: "No data is stored, so there is nothing to migrate."."""


class Repeat(NamedTuple):
    """A section, and an earlier one that it repeats."""

    node: Node
    first: Node


def repeated_headings(binding: Binding) -> dict[Range, Repeat]:
    """Headings that repeat one of a sibling. Neither case nor a slash at the end matters. A remark in parentheses is no name."""
    found: dict[Range, Repeat] = {}
    for parent in (binding.root, *binding.nodes):
        firsts: dict[str, Node] = {}
        for node in parent.children:
            remark = node.title[:1] == "(" and node.title[-1:] == ")"
            name = "" if remark else node.names[0].rstrip("/ ")
            first = firsts.setdefault(name, node) if name else node
            if first is not node and first.range != node.range:
                found[node.range] = Repeat(node, first)
    return found


def copied_sections(binding: Binding) -> list[Repeat]:
    """Sections whose content is that of an earlier one, the outermost ones; those with the same heading are left out.

    What two sections share on purpose has the same heading in both: the errors of each endpoint.
    """
    whole: dict[Node, int] = {}
    own: dict[Node, tuple[int, bool]] = {}
    for node in reversed(binding.nodes):
        content = [block for block in node.blocks if is_content(block)]
        words = tuple(_words(content))
        own[node] = hash(words), _says_enough(binding, content, words)
        inner = tuple((child.names[0], whole[child]) for child in node.children)
        whole[node] = hash((words, inner)) if inner else own[node][0]
    found: list[Repeat] = []
    firsts: dict[tuple[bool, int], Node] = {}
    done = 0
    for node in binding.nodes:
        if node.line <= done:
            continue
        same = _first(firsts, (True, whole[node]), node) if node.children else None
        if same is None and own[node][1]:
            same = _first(firsts, (False, own[node][0]), node)
        elif same is not None:
            done = max(each.end_line for each in node.walk())
        if same is not None and _may_not_share(binding, same, node):
            found.append(Repeat(node, same))
    return found


def _says_enough(binding: Binding, content: Sequence[Block], words: Sequence[str]) -> bool:
    """Whether the content of a section is its own. What does not apply, and what a note says, may be the same in two places."""
    least = _LEAST_PROSE if _is_prose(content) else _LEAST
    enough = next(islice((word for word in words if _WORD.search(word)), least - 1, None), None)
    if enough is None or all(isinstance(block, Quote) for block in content):
        return False
    return answer_in(content, binding.ruleset.not_applicable, binding.ruleset.placeholders) is None


def _is_prose(content: Sequence[Block]) -> bool:
    """Whether there are only paragraphs, or a list of one item."""
    if len(content) == 1 and isinstance(content[0], ListBlock):
        return len(content[0].items) == 1 and _is_prose(content[0].items[0].blocks)
    return all(isinstance(block, Paragraph) for block in content)


def _first(firsts: dict[tuple[bool, int], Node], key: tuple[bool, int], node: Node) -> Node | None:
    first = firsts.setdefault(key, node)
    return None if first is node else first


def _may_not_share(binding: Binding, one: Node, other: Node) -> bool:
    """Whether two sections should differ: their headings do, and they are not two of a kind that may repeat."""
    if _is_same_name(binding, one, other):
        return False
    specs = [{bound.spec.id: bound.spec for bound in binding.bound_at(node)} for node in (one, other)]
    return all(specs[0][id].max_count == 1 for id in specs[0].keys() & specs[1].keys())


def _is_same_name(binding: Binding, one: Node, other: Node) -> bool:
    """Whether two headings differ only in numbers, plurals and words that change nothing, and not below one parent.

    Entries of a log have only a number or a date for a heading.
    """
    first, second = (
        [word for word in binding.wordings().words(node.title) if not word.isdecimal()] for node in (one, other)
    )
    if not first and not second:
        return one.title[:1].isdecimal() and other.title[:1].isdecimal()
    return one.parent is not other.parent and (one.names[0] == other.names[0] or first == second)


def _words(content: Sequence[Block]) -> Iterator[str]:
    """All that a reader sees, between blanks."""
    for text in texts_in(content):
        yield from text.plain.casefold().split()
    for block in walk_blocks(tuple(content)):
        if isinstance(block, CodeBlock):
            for line in block.lines:
                yield from line.text.split()
