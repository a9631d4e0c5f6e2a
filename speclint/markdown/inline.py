"""What is inside a text: links, code, emphasis, HTML; and the text as a reader sees it.

Owns: one scan over a text that finds all of these with their places.
Never: knows blocks. mistune's inline parser is not used: its tokens say what there is, but not where.

CommonMark's precedence: code spans, HTML and autolinks bind closest, then links, then emphasis.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speclint.base.source import Position, Range
from speclint.markdown.autolinks import ANGLE_AUTOLINK, scan_url
from speclint.markdown.emphasis import Run, Runs
from speclint.markdown.syntax import (
    INLINE_TAG,
    LABEL,
    SPACES,
    footnote_key,
    normal_label,
    scan_destination,
    scan_title,
    unescape,
)
from speclint.markdown.text import Inline, InlineKind

if TYPE_CHECKING:
    from speclint.markdown.text import WrittenText

_ANY_MARK = re.compile(r"[*_`<&\[\\!~]")
_ANY_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_SPECIAL = re.compile(
    r"\\[\s\S]|`+|\*+|_+|~+|!\[(?!\^)|\[|\]|<|&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?i:(?<![a-z0-9])(?:https?|ftp)://|(?<![^\s*_~(])www\.)"
)
_BACKTICKS = re.compile(r"`+")
_LINE_BREAK_TAG = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_MARKED = (("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_DECLARATION = re.compile(r"<![A-Za-z]")
_LONGEST_LABEL = 1000


def plain_text(text: WrittenText) -> str:
    """`text` as a reader sees it. Line ends stay; a `<br>` is one too."""
    if not _ANY_MARK.search(text.raw):
        return text.raw
    return _scanned(text).plain()


def parse_inlines(text: WrittenText) -> tuple[Inline, ...]:
    """The inline elements of `text`, in the order in which they begin; of two that begin together the outer first."""
    if not _ANY_MARK.search(text.raw) and not _ANY_ADDRESS.search(text.raw):
        return ()
    found = _scanned(text).found
    found.sort(key=lambda element: (element[1], -element[2]))
    starts = [0]
    for line in text.lines:
        starts.append(starts[-1] + len(line.text) + 1)

    def place(offset: int) -> Position:
        index = min(bisect_right(starts, offset), len(text.lines)) - 1
        line = text.lines[index]
        return Position(line.line, line.column + offset - starts[index])

    return tuple(
        [
            Inline(kind, Range(place(start), place(end)), content, target, text.raw)
            for kind, start, end, content, target in found
        ]
    )


def _scanned(text: WrittenText) -> _Scan:
    scan = _Scan(text)
    scan.run()
    return scan


class _Bracket:
    """A `[` or `![` that may begin a link or an image."""

    __slots__ = ("active", "followed", "found", "image", "last_run", "slot", "start", "text_start")

    def __init__(self, start: int, text_start: int, slot: int, found: int, last_run: Run | None) -> None:
        self.start = start
        self.text_start = text_start
        self.image = text_start - start == 2
        self.slot = slot
        self.found = found
        self.last_run = last_run
        self.active = True
        self.followed = False


class _Scan:
    """One pass over a text. `found` collects kind, start, end, content (or where it begins and ends) and target; `_out` the pieces of plain text."""

    __slots__ = (
        "_as_written",
        "_brackets",
        "_in_table",
        "_missing",
        "_open_runs",
        "_out",
        "_raw",
        "_runs",
        "_targets",
        "_ticks",
        "found",
    )

    def __init__(self, text: WrittenText) -> None:
        self.found: list[tuple[InlineKind, int, int, str | tuple[int, int], str]] = []
        self._raw = text.raw
        self._targets = text.targets
        self._in_table = text.in_table
        self._out: list[str] = []
        self._brackets: list[_Bracket] = []
        self._runs = Runs()
        self._open_runs: list[Run] = []
        self._as_written: list[tuple[int, int, int]] = []
        """References to no footnote: their place in the output, their start and end."""
        self._ticks: dict[int, list[int]] | None = None
        self._missing: set[str] = set()
        """Closing marks that do not occur any more: not to be searched for again."""

    def plain(self) -> str:
        """The text as a reader sees it, once the scan has run."""
        return "".join(self._out)

    def run(self) -> None:
        """Scan the text."""
        raw = self._raw
        out = self._out
        position = 0
        open_runs = self._open_runs
        while match := _SPECIAL.search(raw, position):
            start, end = match.span()
            if start > position:
                out.append(raw[position:start])
            first = raw[start]
            if first in "*_~":
                run = Run(raw, start, end, len(out))
                out.append(match.group())
                if run.can_open or run.can_close:
                    self._runs.add(run)
                    open_runs.append(run)
                position = end
            elif first == "\\":
                if self._in_table and raw.startswith("\\\\|", start):
                    # GitHub takes the escape before the bar out of a cell first. What is left escapes the bar again.
                    end += 1
                    out.append("|")
                else:
                    out.append(_escaped(match.group()))
                position = end
            elif first == "`":
                position = self._code(start, end)
            elif first == "<":
                position = self._angle(start)
            elif first == "&":
                out.append(unescape(match.group()))
                position = end
            elif first == "]":
                position = self._close_bracket(start)
            elif first in "![":
                if self._brackets:
                    self._brackets[-1].followed = True
                self._brackets.append(_Bracket(start, end, len(out), len(self.found), self._runs.last))
                out.append(match.group())
                position = end
            else:
                position = self._address(start, end)
        out.append(raw[position:])
        self._pair(None)
        for run in open_runs:
            out[run.slot] = run.mark * run.count
        for slot, start, end in self._as_written:
            out[slot] = self._cell(raw[start:end])

    def _pair(self, bottom: Run | None) -> None:
        """Resolve the emphasis above `bottom`."""
        for mark, used, start, end in self._runs.pair(bottom):
            if mark != "~":
                self.found.append(("strong" if used == 2 else "emphasis", start, end, (start + used, end - used), ""))

    def _code(self, start: int, end: int) -> int:
        """A code span, if the run of backticks at `start` has a partner; return where to go on."""
        if self._ticks is None:
            self._ticks = {}
            for ticks in _BACKTICKS.finditer(self._raw):
                self._ticks.setdefault(ticks.end() - ticks.start(), []).append(ticks.start())
        length = end - start
        partners = self._ticks.get(length, [])
        index = bisect_left(partners, end)
        if index == len(partners):
            self._out.append(self._raw[start:end])
            return end
        close = partners[index]
        content = self._raw[end:close].replace("\n", " ")
        content = self._cell(content)
        if content.startswith(" ") and content.endswith(" ") and content.strip(" "):
            content = content[1:-1]
        self.found.append(("code", start, close + length, content, ""))
        self._out.append(content)
        return close + length

    def _angle(self, start: int) -> int:
        """An autolink, a comment or other HTML, if `<` begins one; return where to go on."""
        raw = self._raw
        autolink = ANGLE_AUTOLINK.match(raw, start)
        if autolink:
            address = autolink.group(1)
            target = address if ":" in address else f"mailto:{address}"
            self.found.append(("autolink", start, autolink.end(), address, target))
            self._out.append(address)
            return autolink.end()
        end = self._html_end(start)
        if end is None:
            self._out.append("<")
            return start + 1
        html = raw[start:end]
        if html.startswith("<!--"):
            self.found.append(("comment", start, end, html[4:-3], ""))
        else:
            self.found.append(("html", start, end, html, ""))
            if _LINE_BREAK_TAG.fullmatch(html):
                self._out.append("\n")
        return end

    def _html_end(self, start: int) -> int | None:
        raw = self._raw
        tag = INLINE_TAG.match(raw, start)
        if tag:
            return tag.end()
        if raw.startswith("<!--", start):
            return self._comment_end(start)
        for opener, closer in _MARKED:
            if raw.startswith(opener, start):
                if closer in self._missing or (opener == "<!" and not _DECLARATION.match(raw, start)):
                    return None
                end = raw.find(closer, start + len(opener))
                if end < 0:
                    self._missing.add(closer)
                    return None
                return end + len(closer)
        return None

    def _comment_end(self, start: int) -> int | None:
        """The end of the comment at `start`. GitHub takes dashes by threes, so that not every `-->` ends a comment."""
        if "-->" in self._missing:
            return None
        if self._raw.startswith(("<!-->", "<!--->"), start):
            return self._raw.index(">", start) + 1
        first = start + len("<!--")
        end = self._raw.find("-->", first)
        while end >= 0:
            begin = end
            while begin > first and self._raw[begin - 1] == "-":
                begin -= 1
            if (end + 2 - begin) % 3 == 2:
                return end + 3
            end = self._raw.find("-->", end + 3)
        self._missing.add("-->")
        return None

    def _address(self, start: int, end: int) -> int:
        """A bare web address; return where to go on."""
        found = None if self._brackets else scan_url(self._raw, start)
        if found is None:
            self._out.append(self._raw[start:end])
            return end
        address = self._raw[start:found]
        target = f"http://{address}" if address[:4].lower() == "www." else address
        self.found.append(("autolink", start, found, address, target))
        self._out.append(unescape(address))
        return found

    def _close_bracket(self, start: int) -> int:
        """A link or an image, if the `]` at `start` ends one; return where to go on."""
        if not self._brackets:
            self._out.append("]")
            return start + 1
        bracket = self._brackets.pop()
        resolved = self._target(bracket, start) if bracket.active else None
        if resolved is None:
            if not bracket.active or bracket.image or not self._footnote(bracket, start):
                self._out.append("]")
            return start + 1
        target, end = resolved
        kind: InlineKind = "image" if bracket.image else "link"
        self.found.append((kind, bracket.start, end, (bracket.text_start, start), target))
        self._out[bracket.slot] = ""
        self._pair(bracket.last_run)
        if not bracket.image:
            # A link holds no other link.
            for outer in reversed(self._brackets):
                if not outer.image:
                    if not outer.active:
                        break
                    outer.active = False
        return end

    def _cell(self, text: str) -> str:
        """A part of the text as it is written, in a cell without the marks before bars."""
        return text.replace("\\|", "|") if self._in_table else text

    def _footnote(self, bracket: _Bracket, close: int) -> bool:
        """Read `[^label]` up to its `]`; False if it is none. GitHub shows a reference to no footnote as it is written."""
        raw = self._raw
        start = bracket.text_start
        if not raw.startswith("^", start) or close == start + 1:
            return False
        # Nothing between the brackets is anything else.
        self._pair(bracket.last_run)
        del self.found[bracket.found :]
        del self._out[bracket.slot :]
        while self._open_runs and self._open_runs[-1].slot >= bracket.slot:
            self._open_runs.pop()
        while self._as_written and self._as_written[-1][0] >= bracket.slot:
            self._as_written.pop()
        self._out.append("")
        may_exist = bool(self._targets) and not bracket.followed and close - start <= _LONGEST_LABEL
        label = self._cell(raw[start + 1 : close]) if may_exist else ""
        if may_exist and footnote_key(label) in self._targets:
            self.found.append(("footnote", bracket.start, close + 1, label, ""))
        else:
            self._as_written.append((bracket.slot, bracket.start, close + 1))
        return True

    def _target(self, bracket: _Bracket, close: int) -> tuple[str, int] | None:
        """The target of the link whose text ends at `close`, and the index after the link."""
        raw = self._raw
        after = close + 1
        if raw.startswith("(", after):
            inline = _inline_target(raw, after + 1)
            if inline:
                return inline
        label = LABEL.match(raw, after)
        if label:
            target = self._targets.get(normal_label(label.group(1)))
            return (target, label.end()) if target is not None else None
        # The text itself is the label; one with brackets in it cannot be.
        if bracket.followed or close - bracket.text_start > 999 or not self._targets:
            return None
        target = self._targets.get(normal_label(raw[bracket.text_start : close]))
        if target is None:
            return None
        return target, after + 2 if raw.startswith("[]", after) else after


def _inline_target(raw: str, start: int) -> tuple[str, int] | None:
    """The target of an inline link from after its `(` on, and the index after its `)`."""
    begin = _after_spaces(raw, start)
    found = scan_destination(raw, begin)
    if found is None:
        return None
    target, end = found
    title_start = _after_spaces(raw, end)
    if title_start > end:
        end = scan_title(raw, title_start) or title_start
        end = _after_spaces(raw, end)
    return (target, end + 1) if raw.startswith(")", end) else None


def _after_spaces(raw: str, start: int) -> int:
    spaces = SPACES.match(raw, start)
    return spaces.end() if spaces else start


def _escaped(pair: str) -> str:
    """What a backslash and the character after it stand for."""
    return pair[1] if pair[1] == "\n" or unescape(pair) != pair else pair
