"""The block pass: mistune's block parser, made to keep positions and to agree with GitHub.

Owns: which line begins, continues or ends which leaf block. Quotes, lists and footnotes are in `containers`.
Never: looks inside a text (see `inline`) or knows about sections.

mistune gives the scanner of rules, their dispatch, fences and thematic breaks. The other rules are replaced, because
they differ from CommonMark or from cmark-gfm, GitHub's parser; the reason is at each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, cast

from mistune.block_parser import BlockParser

from speclint.base.source import Range
from speclint.markdown.containers import OpenFootnote, OpenList, OpenQuote
from speclint.markdown.model import CodeBlock, Heading, HtmlBlock, Table, Text, ThematicBreak
from speclint.markdown.syntax import (
    BLANKS,
    FOOTNOTE_MARK,
    HTML_INTERRUPTS,
    HTML_START,
    THEMATIC_BREAK,
    html_block_end,
    unescape,
)
from speclint.markdown.tables import DELIMITER_ROW, split_row, table_row
from speclint.markdown.text import TextLine

if TYPE_CHECKING:
    from mistune.core import BlockState

    from speclint.markdown.line_state import LineState

MAX_NESTING = 60
"""Quotes, list items and footnotes inside each other. Deeper ones stay text, so that no input can exhaust the stack."""

_HEADING = r"#{1,6}(?:[ \t]|$)"
_FENCE = r"(?:`{3,}[^`\n]*|~{3,}.*)$"

# The lines that may end a paragraph. An empty item, an ordered list that starts at 2, an indented line or a single
# tag of any name cannot (CommonMark 4.4, 4.6, 5.3).
_PARAGRAPH_END = re.compile(
    r"^(?:(?P<blank>[ \t]*\n)"
    r"|(?P<setext> {0,3}(?:=+|-+)[ \t]*\n)"
    rf"|(?P<start> {{0,3}}(?:>|{_HEADING}|{_FENCE}|(?:[*+-]|0{{0,8}}1[.)])[ \t]+[^ \t\n]|{FOOTNOTE_MARK}|{HTML_INTERRUPTS})|{THEMATIC_BREAK})"
    rf"|(?P<delimiters> {{0,3}}{DELIMITER_ROW}\n))",
    re.MULTILINE,
)
_HTML_COMMENTS_ONLY = re.compile(r"\s*(?:<!--(?:(?!-->)[\s\S])*(?:-->|\Z)\s*)+\Z")
_BLANK_LINE = re.compile(r"^[ \t]*\n", re.MULTILINE)
_INDENT = re.compile(r"^ {1,4}", re.MULTILINE)
_NOT_CODE = re.compile(r"^(?! {4}|[ \t]*\n)", re.MULTILINE)


class SpecBlockParser(BlockParser):
    """Parses a `LineState` into blocks. Stateless: one instance serves all documents.

    The methods take a `BlockState` because mistune's do; they are only ever given a `LineState`.
    """

    SPECIFICATION: ClassVar[dict[str, str]] = {
        # mistune also takes VT and FF for blanks.
        "blank_line": r"(?:^[ \t]*\n)+",
        "indent_code": r"^ {4}",
        "block_quote": r"^ {0,3}>",
        "atx_heading": rf"^ {{0,3}}(?P<atx_1>{_HEADING})",
        # mistune's pattern lets a fence with a backtick in its info string match, and fails only later.
        "fenced_code": r"^(?P<fenced_1> {0,3})(?=`{3,}[^`\n]*$|~{3})(?P<fenced_2>`{3,}|~{3,})[ \t]*(?P<fenced_3>.*)$",
        "block_html": rf"^ {{0,3}}{HTML_START}",
        # mistune's pattern remembers every mark of a long line, to give them back one by one.
        "thematic_break": rf"^{THEMATIC_BREAK}",
        # mistune's plugin takes all footnotes out before it reads the rest, so that one ends no paragraph and no table.
        "footnote": rf"^ {{0,3}}{FOOTNOTE_MARK}",
        # mistune takes the digits of all scripts.
        "list": r"^(?P<list_1> {0,3})(?P<list_2>[*+-]|[0-9]{1,9}[.)])(?=[ \t]|$)",
    }

    def __init__(self) -> None:
        super().__init__()
        self.rules = list(self.SPECIFICATION)
        self._leaf_rules = [rule for rule in self.rules if rule not in {"block_quote", "footnote", "list"}]
        self._starts = self.compile_sc()

    def starts(self, state: LineState) -> re.Pattern[str]:
        """What begins a block in `state` when no paragraph is open."""
        return self._starts if state.level < MAX_NESTING else self.compile_sc(self._leaf_rules)

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:  # noqa: ARG002 -- mistune's signature
        """Parse the text that `state` took, leaving open what a lazy line may continue.

        mistune's loop searches for the next rule from anywhere in a paragraph and joins the texts afterwards. Here
        an open paragraph is part of the state, because what may follow depends on it: setext underlines, tables,
        lazy lines, link definitions.
        """
        state = cast("LineState", state)
        starts = self.starts(state)
        source = state.src
        if state.container is not None:
            state.cursor = state.container.run(self, state)
        while state.cursor < state.cursor_max:
            cursor = state.cursor
            if state.paragraph is None:
                # No block begins with a letter.
                match = None if source[cursor].isalpha() else starts.match(source, cursor)
                if match is not None:
                    state.cursor = self.parse_method(match, state) or state.cursor_max
                    continue
                end = source.find("\n", cursor)
                state.paragraph = [(state.line_at(cursor), source[cursor:end])]
                state.table_refused = False
                state.cursor = end + 1
            self._continue_paragraph(state)

    def _continue_paragraph(self, state: LineState) -> None:
        """Take lines into the open paragraph until one ends it."""
        source = state.src
        paragraph = state.paragraph
        while paragraph is not None and state.cursor < state.cursor_max:
            match = _PARAGRAPH_END.search(source, state.cursor)
            end = match.start() if match else state.cursor_max
            if end > state.cursor:
                line = state.line_at(state.cursor)
                paragraph += enumerate(source[state.cursor : end - 1].split("\n"), line)
                state.cursor = end
            if match is None:
                return
            kind = match.lastgroup
            if kind == "blank" or (kind == "start" and self.starts(state).match(source, end)):
                state.close_paragraph()
            elif kind == "setext" and self._setext_heading(match, state):
                state.cursor = match.end()
            elif not (kind == "delimiters" and self._table(match, state)) and state.paragraph is not None:
                line_end = source.find("\n", end)
                state.paragraph.append((state.line_at(end), source[end:line_end]))
                state.cursor = line_end + 1
            paragraph = state.paragraph

    def parse_blank_line(self, m: re.Match[str], state: BlockState) -> int:
        """Note the gap; blank lines are not blocks."""
        state = cast("LineState", state)
        state.blank = True
        return m.end()

    def parse_thematic_break(self, m: re.Match[str], state: BlockState) -> int:
        """Add the break."""
        state = cast("LineState", state)
        line = state.line_at(m.start())
        state.add(ThematicBreak(state.block_range(line, m.group(), line)))
        return m.end() + 1

    def parse_atx_heading(self, m: re.Match[str], state: BlockState) -> int:
        """Add the heading. mistune's pattern for the closing marks is quadratic in the white space before them."""
        state = cast("LineState", state)
        line = state.line_at(m.start())
        end = state.find_line_end() - 1
        rest = state.src[m.end() : end].lstrip(BLANKS)
        text = rest.rstrip(BLANKS)
        unmarked = text.rstrip("#")
        if not unmarked or unmarked[-1] in " \t":
            text = unmarked.rstrip(BLANKS)
        place = TextLine(line, state.column(line, rest), text)
        level = m.group("atx_1").count("#")
        block_range = state.block_range(line, state.src[m.start() : end], line)
        state.add(Heading(block_range, level, Text((place,), state.env["targets"]), "atx"))
        return end + 1

    def _setext_heading(self, match: re.Match[str], state: LineState) -> bool:
        """Turn the open paragraph into the heading that `match` underlines.

        mistune underlines also what is no paragraph (a table), takes `=-=` for an underline and does not know that
        link definitions above it are not text.
        """
        state.paragraph = state.without_definitions()
        if not state.paragraph:
            return False
        text = state.text(state.paragraph)
        state.paragraph = None
        end = state.end_of(state.line_at(match.start()))
        state.add(Heading(Range(text.position(0), end), 1 if "=" in match.group() else 2, text, "setext"))
        return True

    def parse_fenced_code(self, m: re.Match[str], state: BlockState) -> int:
        """Add the block. mistune reads it; here it gets its places, and whether the fence was closed."""
        state = cast("LineState", state)
        line = state.line_at(m.start())
        end = super().parse_fenced_code(m, state) or state.cursor_max
        token = state.tokens.pop()
        marker = m.group("fenced_2")
        content_end = state.src.rfind("\n", 0, end - 1) + 1
        last = state.src[content_end : end - 1].rstrip(" \t")
        closed = content_end > m.end() and last.lstrip(" ") == marker[0] * max(len(marker), len(last.lstrip(" ")))
        closed = closed and len(last) - len(last.lstrip(" ")) < 4
        raw = token["raw"]
        lines = state.code_lines(line + 1, raw[:-1].split("\n") if raw else [])
        info = unescape(m.group("fenced_3")).strip(BLANKS)
        block_range = state.block_range(line, m.group(), state.line_at(end - 1))
        state.add(CodeBlock(block_range, info, lines, marker, closed))
        return end

    def parse_indent_code(self, m: re.Match[str], state: BlockState) -> int:
        """Add the block. mistune drops the blank lines at its start and the line ends inside it."""
        state = cast("LineState", state)
        line = state.line_at(m.start())
        stop = _NOT_CODE.search(state.src, m.start())
        end = stop.start() if stop else state.cursor_max
        code = state.src[m.start() : end].rstrip(" \t\n")
        # Trailing white space belongs to the code if it is on a line with code.
        code = state.src[m.start() : state.find_line_end_at(m.start() + len(code)) - 1]
        texts = _INDENT.sub("", code).split("\n")
        lines = state.code_lines(line, texts)
        state.add(
            CodeBlock(Range(state.start_of(line, texts[0]), state.end_of(line + len(texts) - 1)), "", lines, "", True)
        )
        state.blank = code.count("\n") + 1 < state.src.count("\n", m.start(), end)
        return end

    def parse_block_html(self, m: re.Match[str], state: BlockState) -> int:
        """Add raw HTML. mistune ends a block of a single tag too late, and lets it interrupt a paragraph."""
        state = cast("LineState", state)
        line = state.line_at(m.start())
        source = state.src
        closing = html_block_end(source, m.start() + len(m.group()) - len(m.group().lstrip(" ")))
        if closing is None:
            blank = _BLANK_LINE.search(source, m.end())
            end = blank.start() if blank else state.cursor_max
        else:
            found = closing.search(source, m.start())
            end = state.find_line_end_at(found.end()) if found else state.cursor_max
        raw = source[m.start() : end - 1]
        block_range = state.block_range(line, raw, state.line_at(end - 1))
        state.add(HtmlBlock(block_range, raw, _HTML_COMMENTS_ONLY.match(raw) is not None))
        return end

    def parse_block_quote(self, m: re.Match[str], state: BlockState) -> int:  # noqa: ARG002 -- mistune's signature
        """Add a quote, or leave it open at the end of the text."""
        state = cast("LineState", state)
        return OpenQuote(state).run(self, state)

    def parse_footnote(self, m: re.Match[str], state: BlockState) -> int:
        """Add a footnote, or leave it open at the end of the text."""
        state = cast("LineState", state)
        return OpenFootnote(m, state).run(self, state)

    def parse_list(self, m: re.Match[str], state: BlockState) -> int:
        """Add a list, or leave it open at the end of the text."""
        state = cast("LineState", state)
        return OpenList(m).run(self, state)

    def _table(self, match: re.Match[str], state: LineState) -> bool:
        """Turn the last line of the open paragraph into the header of the table whose delimiter row is `match`.

        mistune's plugin drops the whole table if one row has another number of cells, knows no table under a
        paragraph and goes on over the start of other blocks.
        """
        if state.paragraph is None or state.table_refused:
            return False
        delimiters = split_row(match.group().strip(BLANKS + "\n"))
        header = table_row(state, state.paragraph[-1])
        if header is None or len(header.cells) != len(delimiters):
            # As cmark-gfm does: a paragraph is tried once.
            state.table_refused = True
            return False
        state.paragraph.pop()
        if state.paragraph:
            state.close_paragraph()
        state.paragraph = None
        starts = self.starts(state)
        source = state.src
        cursor = match.end()
        number = last = state.line_at(match.start())
        rows = []
        while cursor < state.cursor_max:
            if source[cursor] != "|" and starts.match(source, cursor):
                break
            end = source.find("\n", cursor)
            number += 1
            row = table_row(state, (number, source[cursor:end]))
            if row is None:
                break
            rows.append(row)
            last = number
            cursor = end + 1
        end_position = rows[-1].range.end if rows else state.end_of(last)
        state.add(Table(Range(header.range.start, end_position), header, tuple(rows)))
        state.cursor = cursor
        return True
