"""The metadata block at the top of a file.

Owns: where it begins and ends.
Never: reads the YAML or TOML in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclint.base.source import Position, Range, SourceFile
from speclint.markdown.model import FrontMatter
from speclint.markdown.syntax import BLANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

_STYLES: dict[str, tuple[Literal["yaml", "toml"], tuple[str, ...]]] = {
    "---": ("yaml", ("---", "...")),
    "+++": ("toml", ("+++",)),
}

_KEY_LINE = {"---": re.compile(r"[A-Za-z_][\w -]*:(?:[ \t]|$)"), "+++": re.compile(r"[A-Za-z_][\w-]*[ \t]*=")}
# What authors write in place of a marker: too many or too few signs, a space before them, dashes of a word processor.
_LIKE_MARKER = re.compile(r"[ \t]*(?:[-\u2013\u2014]{2,}|[\u2013\u2014]|\+{2,})[ \t]*$")
_SURE_KEY = re.compile(r"[a-z_][\w-]*[ \t]*[:=](?:[ \t]+\S+){0,6}[ \t]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_PROSE = {
    "---": re.compile(r"[^\s\-#\]}\"'&*!?%|>\[{](?!.*:(?:[ \t]|$))"),
    "+++": re.compile(r"[^\s#\[\]{}\"'\d](?!.*=)"),
}
"""A line at the left edge that is in no front matter of a style: text without the sign behind a key."""
_BEFORE = re.compile(r"#[ \t]|<!--.*-->[ \t]*$")
"""What authors put above front matter by mistake: the title, a comment."""
_MOST_BEFORE = 20


def find_front_matter(source: SourceFile) -> FrontMatter | None:
    """The front matter of `source`, which begins on line 1; None where there is none.

    It is closed, as GitHub takes it; or it was meant as one, and its markers are wrong (see `FrontMatter.is_sound`): keys
    begin right below a line that is a marker or looks like one.
    """
    opened = source.lines[0].rstrip(BLANKS)
    style = _STYLES.get(opened)
    if style is None:
        return _meant(source, opened) if _LIKE_MARKER.match(opened) else None
    name, closers = style
    for number, line in enumerate(source.lines[1:], 2):
        if line.startswith(closers) and line.rstrip(BLANKS) in closers:
            inside = source.lines[1 : number - 1]
            meant = _meant(source, opened) if _holds_text(inside, opened) else None
            if meant is not None:
                return meant
            end = Position(number, len(line) + 1)
            return FrontMatter(Range(Position(1, 1), end), name, "\n".join(inside), 2, opened, line.rstrip(BLANKS))
    return _meant(source, opened)


def _holds_text(lines: Sequence[str], marker: str) -> bool:
    """Whether a heading and text are between two markers: the second is a rule of the text, and the first is not closed."""
    if marker == "+++" and any(quotes in line for line in lines for quotes in ('"""', "'''")):
        return False
    heading = next((index for index, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    return any(_PROSE[marker].match(line) for line in lines[heading:])


def _meant(source: SourceFile, opened: str) -> FrontMatter | None:
    """Keys below the first line, which was meant as a marker, down to a line like it or to where something else begins."""
    marker = "+++" if "+" in opened else "---"
    key = _KEY_LINE[marker]
    lines = source.lines
    if len(lines) == 1 or not key.match(lines[1]):
        return None
    last, closed, keys = 1, "", 0
    for number, line in enumerate(lines[1:], 2):
        if _LIKE_MARKER.match(line) or line.rstrip(BLANKS) == "...":
            last, closed = number, line.rstrip(BLANKS)
            break
        if key.match(line) and (last == number - 1 or _SURE_KEY.match(line)):
            last, keys = number, keys + 1
        elif last == number - 1 and line[:1] in (" ", "\t", "-"):
            last = number
        elif line.strip(BLANKS) and not (line.startswith("#") and not _HEADING.match(line)):
            break
    if keys < 2 and not (closed or _SURE_KEY.match(lines[1])):
        return None
    text = "\n".join(lines[1 : last - 1 if closed else last])
    end = Position(last, len(lines[last - 1]) + 1)
    return FrontMatter(Range(Position(1, 1), end), _STYLES[marker][0], text, 2, opened, closed)


def misplaced_front_matter(source: SourceFile) -> Range | None:
    """Lines in the form of front matter that are none, since something is above them: a blank line, the title, a comment."""
    for number, line in enumerate(source.lines[:_MOST_BEFORE], 1):
        marker = line.rstrip(BLANKS)
        if marker in _STYLES and number > 1:
            return _closed(source, number, marker)
        if marker and not _BEFORE.match(line):
            return None
    return None


def _closed(source: SourceFile, first: int, marker: str) -> Range | None:
    """The lines from a marker to the next one, where there are only keys and what belongs to them."""
    key = _KEY_LINE[marker]
    for number, line in enumerate(source.lines[first:], first + 1):
        if line.rstrip(BLANKS) in _STYLES[marker][1]:
            return Range(Position(first, 1), Position(number, len(line) + 1)) if number > first + 1 else None
        if not (key.match(line) or (number > first + 1 and line[:1] in (" ", "-", "#"))):
            return None
    return None
