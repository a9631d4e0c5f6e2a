"""Where a section goes.

Owns: the line below which a section that is missing, or is elsewhere, belongs.
Never: knows what is put there.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.source import SourceFile
from speclint.fixes.lines import last_text_line
from speclint.markdown import CodeBlock, HtmlBlock, parse

if TYPE_CHECKING:
    from collections.abc import Collection

    from speclint.binding import Binding, Node, Scope
    from speclint.markdown import Block
    from speclint.ruleset import SectionSpec


_NOWHERE = 1 << 62
"""A line below all documents."""


def place_for(binding: Binding, scope: Scope, spec: SectionSpec, moving: Collection[Node] = ()) -> int | None:
    """The line below which a declared section belongs in its scope; 0 for the beginning of the document.

    After the sections that are declared before it, else before those that are declared after it, else at the end.
    `moving` are sections that will not stay where they are. None where a heading would not be seen as one.
    """
    rank = {each.id: index for index, each in enumerate(scope.specs)}
    place = rank[spec.id]
    leaving = {bound.node for bound, _, _ in binding.moves(scope)} | set(moving)
    staying = [
        bound
        for bound in scope.bound
        if not bound.stray and bound.node not in leaving and bound.node.style == spec.style
    ]
    # Those whose order does not count may be anywhere; they only decide between the others.
    counted = [bound for bound in staying if bound.spec.presence == "required" or scope.order != "relaxed"]
    first = max((bound.node.line for bound in counted if rank[bound.spec.id] <= place), default=0)
    last = min((bound.node.line for bound in counted if rank[bound.spec.id] > place), default=_NOWHERE)
    within = [bound for bound in staying if first <= bound.node.line < last]
    before = [bound.node for bound in within if rank[bound.spec.id] <= place]
    after = [bound.node.line for bound in within if rank[bound.spec.id] > place]
    if before:
        return line_below(binding, end_of(max(before, key=lambda node: node.line)))
    if after or last < _NOWHERE:
        return line_below(binding, min([*after, last]) - 1)
    owner = scope.owner.node if scope.owner is not None else scope.node
    if spec.style == "bold" and owner.children:
        return line_below(binding, owner.children[0].line - 1)
    if scope.owner is not None:
        return line_below(binding, end_of(owner))
    return line_below(binding, len(binding.document.source.lines))


def end_of(node: Node) -> int:
    """The last line of a section with all below it, as the binding understands their levels."""
    return max(each.end_line for each in node.walk())


def line_below(binding: Binding, line: int) -> int | None:
    """The last line with text up to `line`; None where what is put there would become a part of what is above."""
    document = binding.document
    line = last_text_line(document.source, 1, line)
    block = block_at(document.blocks, line)
    return None if block is not None and _is_open(block, document.source) else line


def block_at(blocks: tuple[Block, ...], line: int) -> Block | None:
    """The block of a document that a line is in."""
    index = bisect_right(blocks, line, key=lambda block: block.line) - 1
    return blocks[index] if index >= 0 and blocks[index].range.end.line >= line else None


def _is_open(block: Block, source: SourceFile) -> bool:
    """Whether a block goes on over blank lines: a fence or raw HTML that nothing closes."""
    if isinstance(block, CodeBlock):
        return bool(block.fence) and not block.closed
    if not isinstance(block, HtmlBlock):
        return False
    lines = source.lines[block.line - 1 : block.range.end.line]
    probe = parse(SourceFile("", "\n".join([*lines, "", "# probe"])))
    return not probe.headings
