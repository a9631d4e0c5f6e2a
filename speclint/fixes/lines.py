"""Putting whole lines into a document.

Owns: blank lines and line ends around what is put in or taken out.
Never: knows what is on the lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import TextEdit
from speclint.base.source import Position, Range

if TYPE_CHECKING:
    from speclint.base.source import SourceFile


def last_text_line(source: SourceFile, first: int, last: int) -> int:
    """The last line from `first` to `last` that is not blank; the one before `first` if all are."""
    while last >= first and not source.lines[last - 1].strip():
        last -= 1
    return last


def around_block(source: SourceFile, line: int) -> tuple[Range, str, str]:
    """Where blocks go that are put below a line (0: at the very beginning), and the line ends before and after them.

    Blank lines that follow stay where they are; one is added where none separates the blocks from what follows.
    """
    end = source.line_end(max(line, 1))
    if line == 0:
        return Range.at(1), "", end * (2 if source.lines[0].strip() else 1)
    separated = line >= len(source.lines) or not source.lines[line].strip()
    return Range.at(line, len(source.lines[line - 1]) + 1), end * 2, "" if separated else end


def insert_block(source: SourceFile, line: int, text: str) -> TextEdit:
    r"""Put a text as blocks of their own below a line; 0: at the very beginning. `text` has "\n" between its lines."""
    place, before, after = around_block(source, line)
    return TextEdit(place, before + text.replace("\n", source.line_end(max(line, 1))) + after)


def insert_line(source: SourceFile, line: int, text: str) -> TextEdit:
    """Put one line right below another; `text` is without line ends. 0: at the very beginning."""
    if line == 0:
        return TextEdit(Range.at(1), text + source.line_end(1))
    return TextEdit(Range.at(line, len(source.lines[line - 1]) + 1), source.line_end(line) + text)


def take_out(source: SourceFile, first: int, last: int) -> tuple[TextEdit, str]:
    """Remove the lines from `first` to `last` with the blank ones above them; and the removed text, without those.

    Blank lines below stay, so that what follows is as far from what is above as before.
    """
    last = last_text_line(source, first, last)
    above = last_text_line(source, 1, first - 1)
    end = Position(last, len(source.lines[last - 1]) + 1)
    text = source.text[source.offset(Position(first, 1)) : source.offset(end)]
    if above:
        return TextEdit(Range(Position(above, len(source.lines[above - 1]) + 1), end), ""), text
    below = last + 1
    while below < len(source.lines) and not source.lines[below - 1].strip():
        below += 1
    if below <= len(source.lines):
        end = Position(below, 1)
    return TextEdit(Range(Position(1, 1), end), ""), text
