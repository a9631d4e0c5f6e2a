"""A syntax error of the YAML library, and its diagnostic.

Owns: the two shapes, and looking at the lines of the text around a place.
Never: knows which mistakes there are; that is `messages`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_EXCERPT = 40
_COMMENT = re.compile(r"(?:^|\s)#.*")
_LINE_END = re.compile(r"[\r\n]")


class Fault(NamedTuple):
    """A syntax error with its places as indices into `text`.

    `at` is where the library noticed it; `context_at` where the construct began that it was reading; `open_at` where
    the innermost open collection starts.
    """

    text: str
    problem: str
    context: str
    at: int
    context_at: int | None = None
    open_at: int | None = None

    @property
    def char(self) -> str:
        """The character where the error was noticed; empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def line(self) -> Line:
        """The line where the error was noticed."""
        return line_at(self.text, self.at)

    @property
    def before(self) -> str:
        """That line, up to the error."""
        return self.text[self.line.start : self.at]

    def here(self, message: str, advice: str = "") -> Explanation:
        """An explanation that points at the character where the error was noticed."""
        width = 0 if self.char in "\r\n" else 1
        return Explanation(self.at, self.at + width, message, advice)


class Explanation(NamedTuple):
    """Where the fix goes (indices into the text), what is wrong, and how to fix it."""

    start: int
    end: int
    message: str
    advice: str = ""


class Line(NamedTuple):
    """A line without its end, and the index of its first character."""

    start: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks it starts with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def first(self) -> int:
        """The index of its first character that is not blank."""
        return self.start + self.indent

    @property
    def end(self) -> int:
        """The index after its last character that is not blank."""
        return self.start + len(self.text.rstrip())


def line_at(text: str, index: int) -> Line:
    """The line that holds the character at `index`."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    end = _LINE_END.search(text, index)
    return Line(start, text[start : end.start() if end else len(text)])


def line_above(text: str, line: Line) -> Line | None:
    """The nearest line above `line` that is not blank."""
    end = line.start
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return line_at(text, end - 1) if end else None


def without_comment(text: str) -> str:
    """A line's text without a comment at its end. A `#` in quotes is taken for one too; this is for excerpts only."""
    return _COMMENT.sub("", text).strip()


def excerpt(text: str) -> str:
    """A piece of the user's text, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
