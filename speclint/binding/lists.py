"""Pairing a declared list with the lists of a section.

Owns: which list is meant, and the label of an item.
Never: judges items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.markdown import ListBlock, ListItem, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown import Block
    from speclint.ruleset import ListSpec

# "**Label**: text", "**Label:** text", "Label: text", "`label`: text", also with a dash for the colon after a mark.
_LABEL = re.compile(
    r"\s*(?:(?:\*\*|__)(?P<bold>[^*_\n]+?):?(?:\*\*|__)\s*(?:\([^)\n]*\)\s*)?(?P<after>[:\u2013\u2014-]?)"
    r"|`(?P<code>[^`\n]+)`\s*[:\u2013\u2014-]"
    r"|(?P<plain>[^\W\d_][^:\n*`]{0,60}?)\s*:(?=\s|$))"
)


class ListPairing(NamedTuple):
    """The lists that are meant, and those of another kind that were passed over."""

    lists: tuple[ListBlock, ...]
    others: tuple[ListBlock, ...]

    @property
    def items(self) -> tuple[ListItem, ...]:
        """The items of all lists that are meant, in document order."""
        return tuple(item for block in self.lists for item in block.items)


def lists_in(blocks: Sequence[Block]) -> Iterator[ListBlock]:
    """The outermost lists in these blocks, also those in quotes."""
    for block in blocks:
        if isinstance(block, ListBlock):
            yield block
        elif isinstance(block, Quote):
            yield from lists_in(block.blocks)


def pair_lists(spec: ListSpec, blocks: Sequence[Block]) -> ListPairing:
    """All lists of the wanted kind. Several lists count as one: authors break lists with a sentence in between."""
    fitting: list[ListBlock] = []
    others: list[ListBlock] = []
    for block in lists_in(blocks):
        (fitting if _is_kind(block, spec.kind) else others).append(block)
    return ListPairing(tuple(fitting), tuple(others))


def _is_kind(block: ListBlock, kind: str) -> bool:
    if kind == "ordered":
        return block.ordered
    if kind == "bullet":
        return not block.ordered
    if kind == "task":
        return any(item.task is not None for item in block.items)
    return True


def has_box(item: ListItem) -> bool:
    """Whether an item has a box to tick, or only groups items that have one."""
    if item.task is not None:
        return True
    inner = [each for block in lists_in(item.blocks) for each in block.items]
    return bool(inner) and all(map(has_box, inner))


def is_done(item: ListItem) -> bool:
    """Whether the box of an item is ticked, or those of all items that it groups."""
    if item.task is not None:
        return item.task
    return all(is_done(each) for block in lists_in(item.blocks) for each in block.items)


def label_of(item: ListItem) -> str:
    """The label that an item begins with; "" if it has none."""
    if item.text is None:
        return ""
    found = _LABEL.match(item.text.raw)
    if found is None:
        return ""
    return (found["bold"] or found["code"] or found["plain"] or "").strip()


def points_in(item: ListItem) -> int:
    """How many items the lists inside an item have."""
    return sum(len(block.items) for block in lists_in(item.blocks))
