"""Every range covers exactly what it says, and no text makes the parser fail."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from speclint.base.source import Range, SourceFile
from speclint.markdown import CodeBlock, Document, Heading, ListBlock, Paragraph, Table, parse

from ..amount import amount  # noqa: TID252 - tests are no installed package

PIECES = [
    *[
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "* ",
        "# ",
        "a",
        "b c",
        "|",
        "|-|",
        "é",
        "𝒳",
    ],
    *[
        "```",
        "~~~",
        "---",
        "===",
        "<!--",
        "-->",
        "<b>",
        "<div>",
        "[",
        "]",
        "](x)",
        "[a]: b",
        "*",
        "**",
        "_",
        "`",
        "\\",
        "&amp;",
    ],
    *["[ ] ", "\u2028", "\x0c", "\x85", "\ufeff", "http://a.b", "!", "~~", "+++", "..."],
]
documents = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def slice_of(source: SourceFile, found: Range) -> str:
    """The source at `found`, its line ends as line feeds."""
    (line, column), (end_line, end_column) = found
    if line == end_line:
        return source.lines[line - 1][column - 1 : end_column - 1]
    first, last = source.lines[line - 1][column - 1 :], source.lines[end_line - 1][: end_column - 1]
    return "\n".join([first, *source.lines[line : end_line - 1], last])


def check_ranges(document: Document) -> None:
    lines = document.source.lines
    last = 1
    for block in document.walk():
        start, end = block.range
        assert (1, 1) <= start <= end
        assert end.line <= len(lines)
        assert start.column <= len(lines[start.line - 1]) + 1
        assert end.column <= len(lines[end.line - 1]) + 1
        assert start.line >= last, "blocks are in document order"
        last = start.line
        if isinstance(block, ListBlock):
            for item in block.items:
                assert slice_of(document.source, item.range).startswith(item.marker)
        if isinstance(block, CodeBlock):
            for line, column, text in block.lines:
                # Where a container took a part of a tab, spaces stand for the rest of it.
                here = lines[line - 1][column - 1 :]
                assert here == text or here.lstrip(" \t") == text.lstrip(" \t")


def check_texts(document: Document) -> None:
    for text in document.texts():
        for line, column, content in text.lines:
            assert document.source.lines[line - 1][column - 1 : column - 1 + len(content)] == content
        assert text.raw.count("\n") == len(text.lines) - 1
        for inline in text.inlines:
            start, end = inline.range
            assert text.range().start <= start < end <= text.range().end
            if start.line == end.line and inline.kind not in {"autolink", "code"}:
                assert inline.content in slice_of(document.source, inline.range)


def check_document(markdown: str) -> None:
    document = parse(SourceFile("spec.md", markdown))
    check_ranges(document)
    check_texts(document)
    for comment in document.comments:
        assert slice_of(document.source, comment.range).startswith("<!--")
        for word in re.finditer(r"\S+", comment.text):
            assert slice_of(document.source, comment.place(word.start(), len(word[0]))) == word[0]
    for block in document.walk():
        if isinstance(block, Heading):
            assert slice_of(document.source, block.range).startswith(
                block.text.lines[0].text[:1] if block.style == "setext" else "#"
            )
        elif isinstance(block, Paragraph):
            assert block.range == block.text.range()
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row.cells:
                    assert slice_of(document.source, cell.range) == cell.text.raw
    for line in range(1, len(document.source.lines) + 1):
        section = document.section_at(line)
        assert section.range.start.line <= line <= section.range.end.line


@settings(max_examples=amount(600, 10_000), deadline=None)
@given(documents)
@example("> - <!--\n>   a\n>   --> b")
@example("-\t> \ta\n \t ```\n\t\tb")
def test_all_ranges_cover_what_they_name(markdown: str) -> None:
    check_document(markdown)


@settings(max_examples=amount(200, 3000), deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_parser_fail(markdown: str) -> None:
    check_document(markdown)
