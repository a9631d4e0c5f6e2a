"""What fixing would change, as a unified diff that `git apply -p0` and `patch -p0` understand.

Owns: that form, also for a last line without a line end, and for a file that gets another name.
Never: decides what is changed.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from speclint.reporters.style import PLAIN, Style, safe

if TYPE_CHECKING:
    from speclint.base.source import SourceFile

_PLAIN = frozenset(range(0x20, 0x7F)) - set(b'"\\')
_COLORS = {"+": "32", "-": "31", "@": "36"}


def render_diff(
    before: SourceFile, after: SourceFile, rename: str = "", style: Style = PLAIN, *, for_terminal: bool = False
) -> str:
    """The difference of two texts of one file; `rename` is the path that it gets.

    `for_terminal`: controls of the document are made visible; else every character exists as it is.
    """
    old, new = before.path, rename or after.path
    shown_old, shown_new = (_name(path).rstrip("\t") for path in (old, new))
    lines = (
        [f"diff --git {shown_old} {shown_new}", f"rename from {shown_old}", f"rename to {shown_new}"] if rename else []
    )
    hunks = unified_diff(_lines(before), _lines(after), _name(old), _name(new))
    for line in hunks:
        text = line.removesuffix("\n")
        lines.append(text)
        if not line.endswith("\n"):
            lines.append("\\ No newline at end of file")
    if for_terminal:
        lines = [safe(line) for line in lines]
    return "".join(f"{_painted(line, style)}\n" for line in lines)


def _name(path: str) -> str:
    """A path as those programs read it.

    They look for a tab behind one with a blank, and take one in quotes that could be mistaken for more than a path.
    """
    if not path.isprintable() or '"' in path or "\\" in path:
        data = path.encode("utf-8", "surrogateescape")
        return '"' + "".join(chr(each) if each in _PLAIN else f"\\{each:03o}" for each in data) + '"'
    return f"{path}\t" if " " in path else path


def _lines(source: SourceFile) -> list[str]:
    """The lines as diff programs see them: what ends one is a line feed and nothing else."""
    lines = [f"{line}\n" for line in source.to_bytes().decode("utf-8").split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _painted(line: str, style: Style) -> str:
    if line.startswith(("---", "+++", "diff ", "rename ")):
        return style.paint(line, "1")
    return style.paint(line, _COLORS[line[0]]) if line[:1] in _COLORS else line
