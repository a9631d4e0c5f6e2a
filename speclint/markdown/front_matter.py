"""The metadata block at the top of a file.

Owns: where it begins and ends.
Never: reads the YAML or TOML in it.
"""

from __future__ import annotations

from typing import Literal

from speclint.base.source import Position, Range, SourceFile
from speclint.markdown.model import FrontMatter
from speclint.markdown.syntax import BLANKS

_STYLES: dict[str, tuple[Literal["yaml", "toml"], tuple[str, ...]]] = {
    "---": ("yaml", ("---", "...")),
    "+++": ("toml", ("+++",)),
}


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
