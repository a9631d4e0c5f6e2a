"""The metadata block at the top of a file.

Owns: where it begins and ends.
Never: reads the YAML or TOML in it.
"""

from __future__ import annotations

import re
from typing import Literal

from speclint.base.source import Position, Range, SourceFile
from speclint.markdown.model import FrontMatter
from speclint.markdown.syntax import BLANKS

_STYLES: dict[str, tuple[Literal["yaml", "toml"], tuple[str, ...]]] = {
    "---": ("yaml", ("---", "...")),
    "+++": ("toml", ("+++",)),
}

_KEY_LINE = {"---": re.compile(r"[A-Za-z_][\w -]*:(?:[ \t]|$)"), "+++": re.compile(r"[A-Za-z_][\w-]*[ \t]*=")}
_BEFORE = re.compile(r"#[ \t]|<!--.*-->[ \t]*$")
"""What authors put above front matter by mistake: the title, a comment."""
_MOST_BEFORE = 20


def find_front_matter(source: SourceFile) -> FrontMatter | None:
    """The front matter of `source`: it begins on line 1 and is closed; else there is none."""
    style = _STYLES.get(source.lines[0].rstrip(BLANKS))
    if style is None:
        return None
    name, closers = style
    for number, line in enumerate(source.lines[1:], 2):
        if line.startswith(closers) and line.rstrip(BLANKS) in closers:
            text = "\n".join(source.lines[1 : number - 1])
            return FrontMatter(Range(Position(1, 1), Position(number, len(line) + 1)), name, text, 2)
    return None


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
