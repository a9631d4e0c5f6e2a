"""Diagnostics to render, and the sources that they are about."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

from speclint.base.diagnostics import Diagnostic, Fix, RelatedLocation, TextEdit
from speclint.base.report import Report, Skipped, build
from speclint.base.source import Position, Range, SourceFile
from speclint.reporters import Context, render


def one(start: int = 1, length: int = 1, message: str = "Wrong", **more: Any) -> Diagnostic:
    """An error in line 1 of a.md."""
    return Diagnostic("a.md", Range.at(1, start, length), "bad-cell", "error", message)._replace(**more)


def spanning(first: int, last: int, column: int = 1) -> Range:
    """From the first column of a line to a column of another."""
    return Range(Position(first, 1), Position(last, column))


TEXT = "# A 🔥 ü\n\n| a | b |\n|---|---|\n| x |  |\n"


def everything() -> tuple[Report, Context]:
    """A report with all that a report can have: each severity, fixes, related places, two equal findings, skipped files."""
    fix = Fix("Fix it", "safe", (TextEdit(Range.at(1, 5, 1), "🚒"), TextEdit(Range.at(5, 7), "y")))
    related = (RelatedLocation(Range.at(1, 7, 1), "first here"), RelatedLocation(Range.at(3), "and there", "b/c d.md"))
    found = [
        one(7, 1, "Wrong letter", help="Write another.", section=("A",), spec_type="note", fix=fix, related=related),
        one(1, 1, "Twice", range=Range.at(3, 1, 2), severity="warning", rule="placeholder"),
        one(1, 1, "Twice", range=Range.at(5, 1, 2), severity="warning", rule="placeholder"),
        one(1, 1, "All of it", range=spanning(1, 5, 4), severity="info", rule="nested-fence"),
        one(1, 1, "No such form", path="b/c d.md", rule="bad-file-name", fix=Fix("Rename", "unsafe", (), "c-d.md")),
    ]
    return (
        build(found, [Skipped("README.md", "it has no type")], 3),
        Context(
            {"a.md": SourceFile("a.md", TEXT)},
            ("a.md", "b/c d.md", "clean.md"),
            (("gone.md", "no such file or folder"), ("", "git does not answer")),
            {"a.md": "error", "b/c d.md": "error"},
            {"bad-cell": "# bad-cell\n\nA cell is blank,\nor wrong.\n\n## Why\n\nSo.\n"},
        ),
    )


def parse_xml(text: str) -> ET.Element:
    """The root of what a reporter wrote."""
    return ET.fromstring(text.encode("utf-8", "backslashreplace"))  # noqa: S314 - it is ours


def rendered(format: str) -> Any:
    """The report with everything, as its readers parse it."""
    text = render(format, *everything())
    if format in ("junit", "checkstyle"):
        assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
        return parse_xml(text)
    return text if format in ("azure", "markdown", "grouped") else json.loads(text)
