"""Why a table that the author wrote is not seen.

Owns: rows in text, code, comments, HTML and footnotes, and what keeps them from being a table.
Never: reports, or runs where the table is found.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from speclint.base.names import all_forms, forms
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.code_blocks import may_hold_text
from speclint.binding.wording import counted
from speclint.markdown import (
    CodeBlock,
    Footnote,
    HtmlBlock,
    Paragraph,
    Table,
    delimiters,
    split_row,
    walk_blocks,
)
from speclint.ruleset import TableSpec
from speclint.ruleset.kinds import with_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.markdown import Block, Comment, Document, TextLine
    from speclint.ruleset import Expectation

_HTML_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
# Nothing but the signs that authors write between a header and its rows.
_LIKE_DELIMITERS = re.compile(r"(?=.*[-=_\u2010-\u2015~])[\s|:+=_~\u2010-\u2015-]+$")


class ContentCause(NamedTuple):
    """Why a table, a list or code is not seen: what was found instead, in words that go on after "...: ", how to fix it, and its first line."""

    message: str
    help: str
    range: Range
    html: bool = False


def table_cause(spec: TableSpec, blocks: Sequence[Block], document: Document) -> ContentCause | None:
    """What is in a section in place of a table that it lacks: the likeliest first, then the first in the document."""
    wanted = [all_forms(each.name, each.aliases) for each in spec.columns if each.presence == "required"]
    found: list[tuple[int, ContentCause]] = []
    paragraphs: list[Paragraph] = []
    for block in walk_blocks(tuple(blocks), footnotes=True):
        if isinstance(block, Paragraph):
            paragraphs.append(block)
        if isinstance(block, CodeBlock) and may_hold_text(block):
            where = f"the code block opened on line {block.line}" if block.fence else "an indented code block"
            help = "Move it out of the code block." if block.fence else "Remove the indentation."
            found.extend((2, each) for each in _hidden(block.lines, wanted, f"the table here is inside {where}", help))
        elif isinstance(block, HtmlBlock) and not block.is_comment:
            found.extend((1, each) for each in _as_html(block, wanted, document))
        elif isinstance(block, Footnote):
            found.extend((4, each) for each in _in_footnote(block, wanted))
        for comment in comments_of(block, document):
            message = f"the table here is inside the comment opened on line {comment.range.start.line}"
            help = "Move it out of the comment."
            found.extend((3, each) for each in _hidden(comment.lines(), wanted, message, help))
    found.extend((0, each) for each in _as_text(paragraphs, wanted))
    return min(found, key=lambda each: (each[0], each[1].range))[1] if found else None


def expected_table(
    expectations: Iterable[Expectation], blocks: Sequence[Block], document: Document
) -> ContentCause | None:
    """What is in a section in place of a table that one of some expectations, or of their options, is about."""
    specs = [each.spec for each in with_options(expectations) if isinstance(each.spec, TableSpec)]
    causes = (table_cause(spec, blocks, document) for spec in specs)
    return next((cause for cause in causes if cause is not None), None)


def table_slip(block: Paragraph) -> ContentCause | None:
    """Why the rows in a paragraph are no table, where it has any; at the first of them."""
    return next((_slip(group, None) for group in _groups(block.text.lines) if len(group) > 1), None)


def _groups(lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    """Lines one after the other that may be rows of one table."""
    for is_row, rows in groupby(lines, lambda line: "|" in line.text):
        if is_row:
            yield list(rows)


def _is_meant(header: str, wanted: Sequence[frozenset[str]]) -> bool:
    """Whether a row has at least half of the required columns. Where none is required, it begins with a bar."""
    if not wanted:
        return header.lstrip().startswith("|") and header.count("|") > 1
    cells = {form for cell in split_row(header.strip()) for form in forms(cell.strip().strip("*_` "))}
    return 2 * sum(1 for names in wanted if not cells.isdisjoint(names)) >= len(wanted)


def _is_delimiters(line: TextLine) -> bool:
    return delimiters(line.text) is not None


def _hidden(
    lines: Iterable[TextLine], wanted: Sequence[frozenset[str]], message: str, help: str
) -> Iterator[ContentCause]:
    for group in _groups(lines):
        header = next((line for line in group if _is_meant(line.text, wanted)), None)
        # Without columns to look for, lines with bars may as well be a drawing.
        if header is not None and (wanted or any(map(_is_delimiters, group[1:2]))):
            yield ContentCause(message, help, header.place)


def _as_html(block: HtmlBlock, wanted: Sequence[frozenset[str]], document: Document) -> Iterator[ContentCause]:
    lines = document.lines_of(block)
    cause = as_tag(lines, _HTML_TABLE, "an HTML table")
    if cause is not None:
        yield cause
        return
    message = f"the table here is inside the HTML block opened on line {block.line}, so it is plain text"
    yield from _hidden(lines, wanted, message, "Put a blank line above it.")


def as_tag(lines: Iterable[TextLine], tag: re.Pattern[str], what: str, help: str = "") -> ContentCause | None:
    """The first of some lines of HTML with a tag, as what was found: "an HTML table"."""
    for line in lines:
        found = tag.search(line.text)
        if found is not None:
            place = Range.at(line.line, line.column + found.start(), len(line.text.rstrip()) - found.start())
            return ContentCause(f"found {what}", help, place, html=True)
    return None


def comments_of(block: Block, document: Document) -> Iterator[Comment]:
    """The comments that a block is, or has in its text."""
    if isinstance(block, (HtmlBlock, Paragraph)):
        yield from document.comments_in(block.range)


def _in_footnote(block: Footnote, wanted: Sequence[frozenset[str]]) -> Iterator[ContentCause]:
    for inner in walk_blocks(block.blocks):
        if isinstance(inner, Table):
            header = " | ".join(cell.text.plain for cell in inner.header.cells)
            if _is_meant(f"| {header} |", wanted):
                yield ContentCause(
                    "the table here is in a footnote", "Move it out of the footnote.", inner.header.range
                )


def _as_text(paragraphs: Sequence[Paragraph], wanted: Sequence[frozenset[str]]) -> Iterator[ContentCause]:
    """Rows in paragraphs. A row alone is one where the next paragraph goes on with rows."""
    for index, block in enumerate(paragraphs):
        for group in _groups(block.text.lines):
            begins = group[0].text.lstrip().startswith("|")
            header = next((line for line in group if _is_meant(line.text, wanted)), None)
            rows = group[group.index(header) :] if header is not None else group
            if header is None and not (begins and len(group) > 1):
                continue
            below = paragraphs[index + 1].text.lines[0] if index + 1 < len(paragraphs) else None
            if len(rows) == 1:
                if below is None or not below.text.lstrip().startswith("|"):
                    continue
                yield _slip(rows, below)
            else:
                yield _slip(rows, None)


def _slip(rows: Sequence[TextLine], below: TextLine | None) -> ContentCause:
    """What is wrong with rows. `below` is a row that a blank line separates from the only one of `rows`."""
    header = rows[0]
    count = len(split_row(header.text.strip()))
    dashes = "|" + "---|" * count
    place = header.place
    if below is not None:
        message = f"a blank line is between the header and line {below.line}"
        return ContentCause(message, "Remove the blank line between the rows.", place)
    if _LIKE_DELIMITERS.match(header.text):
        return ContentCause("no header is above this row of dashes", "Add the header.", place)
    second = rows[1]
    if not _LIKE_DELIMITERS.match(second.text):
        message = f"the text needs the row '{dashes}' below it to be a table"
        return ContentCause(message, f"Add the row '{dashes}' below line {header.line}.", place)
    found = delimiters(second.text)
    help = f"Write line {second.line} as '{dashes}'."
    if found is not None and found != count:
        message = f"the header has {counted(count, 'column')}, and the row of dashes below has {found}"
        if count > found and "`" in header.text:
            help = "Give both the same number of cells. Write a literal bar as '\\|', also in code."
    else:
        message = f"line {second.line} is no row of dashes such as '{dashes}'"
    return ContentCause(message, help, place)
