"""Why a list or a code block that the author wrote is not seen, or any of several kinds of content.

Owns: items and fences in text, code, comments, HTML and footnotes, and what keeps them from being a list or a code block.
Never: reports, or runs where the content is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.base.source import Range
from speclint.binding.code_blocks import code_blocks, is_in, may_hold_text
from speclint.binding.lists import lists_in
from speclint.binding.table_traces import ContentCause, as_tag, comments_of, expected_table
from speclint.markdown import CodeBlock, Footnote, HtmlBlock, Paragraph, walk_blocks
from speclint.ruleset.kinds import kind_of, with_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.binding.binding import Case
    from speclint.markdown import Block, Document, TextLine
    from speclint.ruleset import CodeSpec, ListSpec

# "-Export" or "1.Export"; "-5" and "1.5" are numbers.
_NO_SPACE = re.compile(r"(?:[-+]|[0-9]{1,9}[.)])(?=[^\W\d_])")
_BULLET = re.compile(r"[\u2022\u25cf\u25e6\u2023\u25aa\u2219\u00b7](?=[ \t\u00a0]*\S)")
"""Signs that stand for items in other programs."""
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+](?P<box>[ \t]+\[[ xX]\])?|(?P<number>[0-9]{1,9}[.)]))[ \t]+\S")
_LIST_TAG = re.compile(r"<(?:ul|ol)[\s>]", re.IGNORECASE)
_PRE_TAG = re.compile(r"<pre[\s>]", re.IGNORECASE)
_FENCE = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})[ \t]*(?P<language>[^\s`]*)[^`]*$")


def content_for(case: Case) -> ContentCause | None:
    """What is in a section in place of what an expectation, or one of its options, is about: of tables, lists and code."""
    document = case.binding.document
    table = expected_table([case.expectation], case.blocks, document)
    if table is not None:
        return table
    for each in with_options([case.expectation]):
        find = _CAUSES.get(kind_of(each.spec).key)
        cause = find(each.spec, case.blocks, document) if find is not None else None
        if cause is not None:
            return cause
    return None


def list_cause(spec: ListSpec, blocks: Sequence[Block], document: Document) -> ContentCause | None:
    """What is in a section in place of a list that it lacks: the likeliest first, then the first in the document."""
    found: list[tuple[int, ContentCause]] = []
    for block in walk_blocks(tuple(blocks), footnotes=True):
        if isinstance(block, Paragraph):
            found.extend((0, each) for each in _as_text(block, spec.kind))
        elif isinstance(block, CodeBlock) and may_hold_text(block):
            where = f"the code block opened on line {block.line}" if block.fence else "an indented code block"
            help = "Move it out of the code block." if block.fence else "Remove the indentation."
            found.extend((2, each) for each in _items(block.lines, spec.kind, f"the list here is inside {where}", help))
        elif isinstance(block, HtmlBlock) and not block.is_comment:
            lines = document.lines_of(block)
            tagged = as_tag(lines, _LIST_TAG, "an HTML list", "Write it as a Markdown list.")
            found.extend((1, each) for each in (tagged,) if each is not None)
            message = f"the list here is inside the HTML block opened on line {block.line}, so it is plain text"
            lines = [line for line in lines if not line.text.lstrip().startswith("<")]
            found.extend((1, each) for each in _items(lines, spec.kind, message, "Put a blank line above it."))
        elif isinstance(block, Footnote) and any(True for _ in lists_in(block.blocks)):
            place = _first_line(next(lists_in(block.blocks)))
            found.append((4, ContentCause("the list here is in a footnote", "Move it out of the footnote.", place)))
        for comment in comments_of(block, document):
            message = f"the list here is inside the comment opened on line {comment.range.start.line}"
            help = "Move it out of the comment."
            found.extend((3, each) for each in _items(comment.lines(), spec.kind, message, help))
    return min(found, key=lambda each: (each[0], each[1].range))[1] if found else None


def code_cause(spec: CodeSpec, blocks: Sequence[Block], document: Document) -> ContentCause | None:
    """The same for a code block."""
    for block in walk_blocks(tuple(blocks), footnotes=True):
        if isinstance(block, Footnote):
            code = code_blocks(block.blocks, spec.languages)
            if code:
                place = _first_line(code[0])
                return ContentCause("the code block here is in a footnote", "Move it out of the footnote.", place)
        elif isinstance(block, HtmlBlock) and not block.is_comment:
            lines = document.lines_of(block)
            message = f"the code block here is inside the HTML block opened on line {block.line}"
            help = "Write it as a Markdown code block with a fence."
            cause = as_tag(lines, _PRE_TAG, "code in HTML", help)
            cause = cause or _fence(lines, spec, message, "Put a blank line above it.")
            if cause is not None:
                return cause
        for comment in comments_of(block, document):
            message = f"the code block here is inside the comment opened on line {comment.range.start.line}"
            cause = _fence(comment.lines(), spec, message, "Move it out of the comment.")
            if cause is not None:
                return cause
    return None


def _first_line(block: Block) -> Range:
    """The place of a block as far as its first sign: nobody looks for its end."""
    return Range.at(block.line, block.range.start.column, 1)


def _as_text(block: Paragraph, kind: str) -> Iterator[ContentCause]:
    """Lines that would be items with a space after their marks, or with a mark that makes items."""
    for line in block.text.lines:
        found = _NO_SPACE.match(line.text)
        if found:
            message = f"no space is after '{found.group()}', so it is plain text"
            yield ContentCause(message, "Add a space after each marker.", line.place)
        elif (found := _BULLET.match(line.text)) is not None:
            message = f"'{found.group()}' makes no list item"
            yield ContentCause(message, "Begin each item with '- '." if kind in ("any", "bullet") else "", line.place)


def _items(lines: Sequence[TextLine], kind: str, message: str, help: str) -> Iterator[ContentCause]:
    """Lines that hold a list of a kind and nothing else."""
    written = [line for line in lines if line.text.strip()]
    least = min((len(line.text) - len(line.text.lstrip()) for line in written), default=0)
    items = [_ITEM.match(line.text[least:]) for line in written]
    if not written or items[0] is None:
        return
    # What goes on with an item is indented.
    if any(item is None and not line.text[least:].startswith("  ") for line, item in zip(written, items, strict=True)):
        return
    is_kind = {
        "any": True,
        "ordered": items[0]["number"] is not None,
        "bullet": items[0]["number"] is None,
        "task": items[0]["box"] is not None,
    }[kind]
    if is_kind:
        yield ContentCause(message, help, written[0].place)


def _fence(lines: Sequence[TextLine], spec: CodeSpec, message: str, help: str) -> ContentCause | None:
    """The first line that opens code in a language that is expected."""
    for line in lines:
        found = _FENCE.match(line.text)
        if found is not None and is_in(found["language"], spec.languages):
            return ContentCause(message, help, line.place)
    return None


_CAUSES: dict[str, Callable[[Any, Sequence[Block], Document], ContentCause | None]] = {
    "list": list_cause,
    "code": code_cause,
}
"""What finds the cause, by the key of the kind of content."""
