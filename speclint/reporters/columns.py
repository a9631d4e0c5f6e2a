"""Columns in the units of other programs.

Owns: counting UTF-16 code units and UTF-8 bytes before a place.
Never: changes lines; all count them from 1, as we do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclint.base.source import Position, SourceFile


def utf16_column(source: SourceFile | None, place: Position) -> int:
    """The 1-based column in UTF-16 code units. Without the source, that in characters, which seldom differs."""
    return _column(source, place, "utf-16-le", 2)


def utf8_column(source: SourceFile | None, place: Position) -> int:
    """The 1-based column in bytes of UTF-8. Without the source, that in characters, which is right for ASCII."""
    return _column(source, place, "utf-8", 1)


def _column(source: SourceFile | None, place: Position, encoding: str, unit: int) -> int:
    if source is None or not 1 <= place.line <= len(source.lines):
        return place.column
    before = source.lines[place.line - 1][: place.column - 1]
    if before.isascii():
        return place.column
    beyond = place.column - 1 - len(before)
    return len(before.encode(encoding, "surrogatepass")) // unit + beyond + 1
