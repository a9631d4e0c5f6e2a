"""Quotes, lists and footnotes: which lines belong to them.

Owns: container marks, lazy continuation lines, items, tightness.
Never: parses what is inside; that goes back to the block parser.

mistune collects the lines of a quote or an item first and parses them afterwards, so it has to guess whether a line
without the container's mark still continues a paragraph inside. Here the inside is parsed as far as it goes, and
asked. Each line is still read once at each level.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.base.source import Position, Range
from speclint.markdown.line_state import LineState
from speclint.markdown.model import Footnote, ListBlock, ListItem, Quote
from speclint.markdown.syntax import footnote_key

if TYPE_CHECKING:
    from speclint.markdown.line_state import Parser

_NOT_QUOTED = re.compile(r"^(?! {0,3}>)", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_TAB_AFTER_MARK = re.compile(r"^ {0,3}>[ ]*\t", re.MULTILINE)
_BLANK = re.compile(r"[ \t]*(?:\n|\Z)")
_NOT_IN_FOOTNOTE = re.compile(r"^(?! {4}|\n)", re.MULTILINE)
_FOOTNOTE_INDENT = re.compile(r"^ {4}", re.MULTILINE)
_EMPTY_LINE = re.compile(r"^\n", re.MULTILINE)
_TASK = re.compile(r"\[([ xX])\][ \t]+")


class OpenQuote:
    """A block quote that is being read."""

    __slots__ = ("_first", "_last", "child")

    def __init__(self, state: LineState) -> None:
        self.child = LineState(state.source_lines, state)
        line = state.line_at(state.cursor)
        self._first = state.start_of(line, state.src[state.cursor : state.find_line_end() - 1])
        self._last = line

    def run(self, parser: Parser, state: LineState) -> int:
        """Take the lines of the quote from `state.cursor` on; return where it ended or the text did."""
        state.container = self
        source = state.src
        while state.cursor < state.cursor_max:
            stop = _NOT_QUOTED.search(source, state.cursor)
            end = stop.start() if stop else state.cursor_max
            if end > state.cursor:
                text = source[state.cursor : end]
                line = state.line_at(state.cursor)
                if _TAB_AFTER_MARK.search(text):
                    text = _unquoted_with_tabs(state, text, line)
                else:
                    text = _QUOTE_MARK.sub("", text)
                self.child.take(text, line)
                parser.parse(self.child)
                self._last = state.line_at(end - 1)
                state.cursor = end
            if end < state.cursor_max and not _take_lazy_line(parser, state, self.child):
                state.close()
                break
            self._last = max(self._last, state.line_at(state.cursor - 1))
        return state.cursor

    def close(self, state: LineState) -> None:
        """Add the quote to `state`."""
        self.child.close()
        state.add(Quote(Range(self._first, state.end_of(self._last)), tuple(self.child.blocks)))


class OpenList:
    """A list that is being read. `child` is the state of its open item; None where a blank line ended an empty one."""

    __slots__ = (
        "_blank",
        "_first",
        "_indent",
        "_items",
        "_kind",
        "_loose",
        "_marker",
        "_ordered",
        "_start",
        "_task",
        "child",
    )

    def __init__(self, match: re.Match[str]) -> None:
        marker = match.group("list_2")
        self._kind = marker[-1]
        self._ordered = len(marker) > 1
        self._start = int(marker[:-1]) if self._ordered else 1
        self._items: list[ListItem] = []
        self._loose = False
        self._blank = False
        self._task: bool | None = None
        self.child: LineState | None = None

    def run(self, parser: Parser, state: LineState) -> int:
        """Take the lines of the list from `state.cursor` on; return where it ended or the text did."""
        starts = parser.starts(state)
        if state.container is self:
            self._take_indented(parser, state)
        state.container = self
        while state.cursor < state.cursor_max:
            match = starts.match(state.src, state.cursor)
            kind = match.lastgroup if match else None
            if match and kind == "list" and match.group("list_2")[-1] == self._kind:
                self._finish_item()
                self._begin_item(parser, state, match)
            elif match and kind == "blank_line":
                # Only where the item is already closed: an open one takes its blank lines.
                self._blank = True
                state.cursor = match.end()
            elif self.child is not None and _take_lazy_line(parser, state, self.child):
                self._take_indented(parser, state)
            else:
                state.close()
                break
        return state.cursor

    def _begin_item(self, parser: Parser, state: LineState, match: re.Match[str]) -> None:
        """Begin an item at its marker, with the rest of the line and the indented lines that follow."""
        source = state.src
        self._loose = self._loose or self._blank
        self._blank = False
        self._marker = match.group("list_2")
        line = state.line_at(match.start())
        end = source.find("\n", match.end())
        rest = source[match.end() : end]
        column = state.column(line, rest)
        self._first = Position(line, column - len(self._marker))
        text = rest.lstrip(" ")
        if text.startswith("\t"):
            rest = _expanded(rest, _screen_column(state, line, rest))
            text = rest.lstrip(" ")
        # Five or more spaces: one belongs to the marker, the others indent a code block.
        spaces = len(rest) - len(text) if text and len(rest) - len(text) < 5 else 1
        self._indent = match.end() - match.start() + spaces
        self.child = LineState(state.source_lines, state)
        state.cursor = end + 1
        task = _TASK.match(text) if spaces == len(rest) - len(text) else None
        self._task = task.group(1) != " " if task else None
        if task:
            # GitHub takes what is after the box for text, even if it looks like a heading or a list.
            self.child.paragraph = [(line, text[task.end() :])]
            self._take_indented(parser, state)
            return
        if text:
            self._take_indented(parser, state, rest[spaces:] + "\n")
            return
        cursor = state.cursor
        while blank := _BLANK.match(source, cursor):
            # An item that begins with two blank lines is over, unless the second is indented as far as the item.
            if blank.end() == len(source) or len(blank.group()) <= self._indent:
                self._finish_item()
                return
            cursor = blank.end()
        self._take_indented(parser, state)

    def _take_indented(self, parser: Parser, state: LineState, text: str = "") -> None:
        """Parse `text`, the first line of an item, and the indented and blank lines that follow."""
        child = self.child
        if child is None:
            return
        outside, indent = _indentation(self._indent)
        stop = outside.search(state.src, state.cursor)
        end = stop.start() if stop else state.cursor_max
        line = state.line_at(state.cursor) - (1 if text else 0)
        if end > state.cursor:
            child.take(text + indent.sub("", state.src[state.cursor : end]), line)
            state.cursor = end
            parser.parse(child)
        elif text[:1].isalpha():
            # The usual item, one line of text: no block begins with a letter.
            child.paragraph = [(line, text[:-1])]
        elif text:
            child.take(text, line)
            parser.parse(child)

    def _finish_item(self) -> None:
        """Close the open item, if there is one, and add it to the list."""
        child = self.child
        if child is None:
            return
        self.child = None
        child.close()
        self._blank = child.blank
        self._loose = self._loose or child.gap
        blocks = tuple(child.blocks)
        line, column = self._first
        end = blocks[-1].range.end if blocks else Position(line, column + len(self._marker))
        self._items.append(ListItem(Range(self._first, end), self._marker, self._task, blocks))

    def close(self, state: LineState) -> None:
        """Add the list to `state`."""
        self._finish_item()
        items = tuple(self._items)
        block_range = Range(items[0].range.start, items[-1].range.end)
        state.add(ListBlock(block_range, self._ordered, self._start, not self._loose, items))
        state.blank = self._blank


class OpenFootnote:
    """A footnote that is being read: the rest of its first line, and the lines below that are indented by four."""

    __slots__ = ("_label", "_range", "_rest", "child")

    def __init__(self, match: re.Match[str], state: LineState) -> None:
        mark = match.group().strip()
        self._label = mark[2:-2]
        line = state.line_at(match.start())
        self._rest = state.src[match.end() : state.src.find("\n", match.end())]
        column = state.column(line, match.group()[match.group().index("[") :] + self._rest)
        self._range = Range.at(line, column, len(mark))
        self.child = LineState(state.source_lines, state)

    def run(self, parser: Parser, state: LineState) -> int:
        """Take the lines of the footnote from `state.cursor` on; return where it ended or the text did."""
        if state.container is self:
            self._take_indented(parser, state)
        else:
            state.container = self
            state.cursor = state.find_line_end()
            self._take_indented(parser, state, self._rest and self._rest + "\n")
        while state.cursor < state.cursor_max:
            if not _take_lazy_line(parser, state, self.child):
                state.close()
                break
            self._take_indented(parser, state)
        return state.cursor

    def _take_indented(self, parser: Parser, state: LineState, text: str = "") -> None:
        """Parse `text`, the rest of the first line, and the indented and empty lines that follow."""
        source = state.src
        stop = _NOT_IN_FOOTNOTE.search(source, state.cursor)
        end = stop.start() if stop else state.cursor_max
        line = state.line_at(state.cursor)
        if state.level:
            # A line that is only empty because a quote or an item took its beginning ends the footnote.
            for empty in _EMPTY_LINE.finditer(source, state.cursor, end):
                if state.source_lines[state.line_at(empty.start()) - 1]:
                    end = empty.start()
                    break
        taken = text + _FOOTNOTE_INDENT.sub("", source[state.cursor : end])
        state.cursor = end
        if taken:
            self.child.take(taken, line - (1 if text else 0))
            parser.parse(self.child)

    def close(self, state: LineState) -> None:
        """Add the footnote to `state`."""
        child = self.child
        child.close()
        blocks = tuple(child.blocks)
        end = blocks[-1].range.end if blocks else self._range.end
        state.env["targets"].setdefault(footnote_key(self._label), "")
        state.add(Footnote(Range(self._range.start, end), self._label, blocks))
        state.blank = child.blank


def _take_lazy_line(parser: Parser, state: LineState, child: LineState) -> bool:
    """Add the line at `state.cursor` to the paragraph that is open inside `child`; False if it is not a lazy line."""
    match = parser.starts(state).match(state.src, state.cursor)
    if match and match.lastgroup != "indent_code":
        return False
    paragraph = child.open_paragraph()
    if paragraph is None:
        return False
    end = state.find_line_end()
    paragraph.append((state.line_at(state.cursor), state.src[state.cursor : end - 1]))
    state.cursor = end
    return True


def _unquoted_with_tabs(state: LineState, text: str, line: int) -> str:
    """The quoted lines `text` without their marks, where a tab may follow a mark: it fills up to the next tab stop."""
    lines = []
    for number, quoted in enumerate(text[:-1].split("\n"), line):
        rest = quoted[quoted.index(">") + 1 :]
        rest = _expanded(rest, _screen_column(state, number, rest))
        lines.append(rest.removeprefix(" "))
    return "\n".join(lines) + "\n"


def _screen_column(state: LineState, line: int, rest: str) -> int:
    """How many screen cells are before `rest`, the end of source line `line`: tab stops count from there."""
    return len(state.source_lines[line - 1][: state.column(line, rest) - 1].expandtabs(4))


def _expanded(text: str, column: int) -> str:
    """`text`, which begins at screen cell `column`, with the tabs of its indentation as spaces."""
    body = text.lstrip(" \t")
    shift = column % 4
    return (" " * shift + text[: len(text) - len(body)]).expandtabs(4)[shift:] + body


@lru_cache(maxsize=64)
def _indentation(width: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The start of the first line that is neither blank nor indented by `width`; and the indentation to remove."""
    return re.compile(rf"^(?! {{{width}}}|[ \t]*\n)", re.MULTILINE), re.compile(rf"^ {{1,{width}}}", re.MULTILINE)
