"""The format `full`: each diagnostic with its source line, a mark below the place, help and related places.

Owns: how wide characters are in a terminal, and what to leave out of long lines.
Never: shows a control character of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.reporters.style import one_line, safe, visible
from speclint.reporters.text import text_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.base.source import Range, SourceFile
    from speclint.reporters.context import Context
    from speclint.reporters.style import Style

_TAB = 4
_LONGEST = 160
"""Characters of a source line that are shown. Tables have long lines; the marked place stays in sight."""
_BEFORE = 60


def render(report: Report, context: Context) -> str:
    """All diagnostics, with an empty line after each."""
    return "".join(_block(diagnostic, context.sources, context.style) + "\n" for diagnostic in report.diagnostics)


def _block(diagnostic: Diagnostic, sources: Mapping[str, SourceFile], style: Style) -> str:
    lines = [text_line(diagnostic, style)]
    lines += _excerpt(diagnostic.range, sources.get(diagnostic.path), style, diagnostic.severity)
    if diagnostic.help:
        lines.append(f"  {style.paint('help:', '1;36')} {one_line(diagnostic.help)}")
    if diagnostic.fix is not None:
        flag = "--fix" if diagnostic.fix.applicability == "safe" else "--fix --unsafe-fixes"
        lines.append(f"  {style.paint('fix:', '1;36')} {one_line(diagnostic.fix.title)} ({flag})")
    for related in diagnostic.related:
        path = related.path if related.path is not None else diagnostic.path
        line, column = related.range.start
        lines.append(f"  {style.paint('see:', '1;36')} {visible(path)}:{line}:{column}: {one_line(related.message)}")
        lines += _excerpt(related.range, sources.get(path), style, "info")
    return "\n".join(lines) + "\n"


def _excerpt(place: Range, source: SourceFile | None, style: Style, severity: str) -> list[str]:
    """The line where a range begins, and marks below the part of it that is in the range."""
    start, end = place
    if source is None or not 1 <= start.line <= len(source.lines):
        return []
    text = source.lines[start.line - 1]
    first = min(start.column - 1, len(text))
    last = min(end.column - 1, len(text)) if end.line == start.line else len(text)
    cut = max(0, first - _BEFORE) if len(text) > _LONGEST else 0
    shown = text[cut : cut + _LONGEST]
    lead = "…" if cut else ""
    trail = "…" if cut + _LONGEST < len(text) else ""
    before = lead + _expanded(shown[: first - cut])
    marked = _expanded(shown[first - cut : max(last - cut, first - cut)], _width(before))
    rest = _expanded(shown[max(last - cut, first - cut) :], _width(before + marked))
    number = str(start.line)
    gutter = " " * len(number)
    mark = style.severity("^" * max(1, _width(marked)), severity)
    bar = style.paint("|", "2")
    return [
        f"  {gutter} {bar}",
        f"  {style.paint(number, '2')} {bar} {before}{marked}{rest}{trail}".rstrip(),
        f"  {gutter} {bar} {' ' * _width(before)}{mark}",
    ]


def _expanded(text: str, column: int = 0) -> str:
    """Text with tabs as spaces up to the next stop, counted from `column`, and controls made visible."""
    result = ""
    for character in safe(text):
        if character == "\t":
            result += " " * (_TAB - (column + _width(result)) % _TAB)
        else:
            result += character
    return result


def _width(text: str) -> int:
    """Cells of a terminal that the text takes."""
    if text.isascii():
        return len(text)
    import unicodedata  # most text is ASCII

    width = 0
    joined = False
    for character in text:
        code = ord(character)
        if code == 0x200D:  # the next character is drawn into the one before
            joined = True
            continue
        if joined or unicodedata.combining(character) or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:
            joined = False
            continue
        width += 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
    return width
