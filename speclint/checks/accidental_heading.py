"""accidental-heading: a list item without text makes a heading of the line above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.source import Position, Range
from speclint.binding.nodes import is_accidental
from speclint.binding.wording import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each such dash."""
    for heading in binding.document.headings:
        if not is_accidental(heading, binding.document):
            continue
        line = heading.range.end.line
        text = binding.document.source.lines[line - 1]
        column = text.index("-") + 1
        yield Finding(
            Range(Position(line, column), Position(line, column + 1)),
            f"This dash turns the line above it, '{short(heading.text.plain)}', into a heading",
            "Finish the list item, or remove the dash. Leave a blank line above the first item of a list.",
            None,
            binding.path_at(line),
        )
