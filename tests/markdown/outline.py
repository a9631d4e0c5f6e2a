"""A document as lines of text: `kind range details`, children indented. Ranges are `line:column-line:column`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.source import Range, SourceFile
from speclint.markdown import (
    Block,
    CodeBlock,
    Footnote,
    Heading,
    HtmlBlock,
    LinkDefinition,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.markdown import Document


def place(found: Range) -> str:
    (line, column), (end_line, end_column) = found
    return f"{line}:{column}-{end_line}:{end_column}"


def document(text: str) -> Document:
    return parse(SourceFile("spec.md", text))


def outline(text: str) -> list[str]:
    """The front matter, blocks, comments and inline elements of a document."""
    parsed = document(text)
    lines = []
    if parsed.front_matter:
        lines.append(f"{parsed.front_matter.style} {place(parsed.front_matter.range)} {parsed.front_matter.text!r}")
    lines += _blocks(parsed.blocks)
    lines += [f"comment {place(comment.range)} {comment.text!r}" for comment in parsed.comments]
    for item in parsed.texts():
        for inline in item.inlines:
            target = f" -> {inline.target}" if inline.target else ""
            if inline.kind != "comment":
                lines.append(f"inline {inline.kind} {place(inline.range)} {inline.content!r}{target}")
    return lines


def _blocks(blocks: Iterable[Block], indent: str = "") -> Iterator[str]:
    for block in blocks:
        where = f"{indent}{{}} {place(block.range)}"
        if isinstance(block, Heading):
            yield f"{where.format(f'{block.style}{block.level}')} {block.text.raw!r}"
        elif isinstance(block, Paragraph):
            texts = " / ".join(f"{line}:{column} {text}" for line, column, text in block.text.lines)
            yield f"{where.format('paragraph')} {texts}"
        elif isinstance(block, CodeBlock):
            state = "" if block.closed else " not closed"
            yield f"{where.format('code')} {block.fence or 'indented'}{state} {block.info!r} {block.language!r}"
            yield from (f"{indent}  | {line}:{column} {text!r}" for line, column, text in block.lines)
        elif isinstance(block, ListBlock):
            kind = f"ordered from {block.start}" if block.ordered else "bullet"
            yield f"{where.format('list')} {kind} {'tight' if block.tight else 'loose'}"
            for item in block.items:
                task = "" if item.task is None else f" task {'done' if item.task else 'open'}"
                yield f"{indent}  item {place(item.range)} {item.marker}{task}"
                yield from _blocks(item.blocks, indent + "    ")
        elif isinstance(block, Quote):
            yield where.format("quote")
            yield from _blocks(block.blocks, indent + "  ")
        elif isinstance(block, Footnote):
            yield f"{where.format('footnote')} {block.label}"
            yield from _blocks(block.blocks, indent + "  ")
        elif isinstance(block, Table):
            yield where.format("table")
            for row in (block.header, *block.rows):
                cells = " ; ".join(f"{place(cell.range)} {cell.text.raw}".rstrip() for cell in row.cells)
                yield f"{indent}  row {place(row.range)} {cells}"
        elif isinstance(block, HtmlBlock):
            yield f"{where.format('html')}{' comment' if block.is_comment else ''} {block.raw!r}"
        elif isinstance(block, LinkDefinition):
            yield f"{where.format('definition')} {block.label} -> {block.target}"
        else:
            yield where.format("break")
