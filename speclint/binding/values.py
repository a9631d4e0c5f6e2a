"""Values that are in a section, for parts of a document that must name the same things.

Owns: finding them with their places: cells, labels, headings, and what a pattern finds in text and code.
Never: compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.binding.lists import label_of, lists_in
from speclint.binding.placeholders import texts_in
from speclint.binding.tables import tables_in
from speclint.expressions import values_in
from speclint.markdown import CodeBlock, Text, TextLine, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.binding.binding import Binding
    from speclint.binding.sections import Bound
    from speclint.markdown import Block
    from speclint.ruleset import ValuesSpec


def values_of(binding: Binding, spec: ValuesSpec) -> Iterator[tuple[str, Range, Bound]]:
    """Each value that is not blank and no placeholder, its place, and the section that it is in."""
    for bound in binding.sections.bound:
        if bound.spec.id != spec.section:
            continue
        for value, place in _in_section(binding, bound, spec):
            text = " ".join(value.split())
            if text and not binding.placeholder_in(place):
                yield text, place, bound


def _in_section(binding: Binding, bound: Bound, spec: ValuesSpec) -> Iterator[tuple[str, Range]]:
    if spec.kind == "headings":
        for child in bound.children:
            yield child.node.title, child.node.range
        declared = {child.node for child in bound.children}
        yield from ((node.title, node.range) for node in bound.node.children if node not in declared)
        return
    blocks = _all_blocks(binding, bound)
    if spec.kind == "column":
        wanted = forms(spec.name)[0]
        for table in tables_in(blocks):
            columns = [number for number, cell in enumerate(table.header.cells) if wanted in forms(cell.text.plain)]
            for row in table.rows:
                for cell in (row.cells[number] for number in columns[:1] if number < len(row.cells)):
                    yield cell.text.plain, cell.range
    elif spec.kind == "labels":
        for block in lists_in(blocks):
            for item in block.items:
                if item.text is not None:
                    first = item.text.lines[0]
                    label = Text((TextLine(first.line, first.column, label_of(item)),), item.text.targets)
                    yield label.plain, item.text.range()
    else:
        yield from _matches(spec.name, blocks)


def _all_blocks(binding: Binding, bound: Bound) -> list[Block]:
    """The content of a section and of its declared subsections."""
    blocks = list(binding.content(bound))
    for child in bound.children:
        blocks += _all_blocks(binding, child)
    return blocks


def _matches(pattern: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Range]]:
    """What a pattern finds in each text as it is rendered; where that is nothing, in the text as it is written."""
    for text in texts_in(blocks):
        plain, cursor = text.plain, 0
        spans = values_in(pattern, plain)
        for start, end in spans:
            value = plain[start:end]
            offset = text.raw.find(value, cursor)
            cursor = max(offset, 0) + len(value) if offset >= 0 else cursor
            yield value, text.range(offset, offset + len(value)) if offset >= 0 else text.range()
        for start, end in () if spans or plain == text.raw else values_in(pattern, text.raw):
            place = text.range(start, end)
            value = Text((TextLine(*place.start, text.raw[start:end].replace("\n", " ")),), text.targets).plain
            yield value, place
    for block in walk_blocks(tuple(blocks)):
        for line in block.lines if isinstance(block, CodeBlock) else ():
            for start, end in values_in(pattern, line.text):
                yield line.text[start:end], Range.at(line.line, line.column + start, end - start)
