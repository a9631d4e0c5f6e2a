"""What must hold of everything that the program says, whatever it was given."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from speclint.base.report import build
from speclint.reporters import FORMATS, Context, render

from .target import promise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import Position, Range, SourceFile

_LINE_BREAK = re.compile(r"[\n\r]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, but the line feed."""
_JSON_LINES = ("json-lines",)
_JSON = ("json", "sarif", "gitlab", "rdjson")


def is_in(position: Position, source: SourceFile) -> bool:
    """Whether a place is one of the document."""
    line, column = position
    return 1 <= line <= len(source.lines) and 1 <= column <= len(source.lines[line - 1]) + 1


def keeps_range(place: Range, source: SourceFile, what: str) -> None:
    """A range lies in its document, and does not end before it begins."""
    promise(is_in(place.start, source) and is_in(place.end, source), f"{what} lies outside of the document")
    promise(place.start <= place.end, f"{what} ends before it begins")


def keeps_line(text: str, what: str) -> None:
    """A text for a reader is not empty, and is one line."""
    promise(text.strip(), f"{what} is empty")
    promise(not _LINE_BREAK.search(text), f"{what} has more than one line")


def keeps_findings(found: Iterable[Diagnostic], source: SourceFile) -> None:
    """Findings on a document are sound: places, messages and edits."""
    for each in found:
        keeps_range(each.range, source, f"a finding of {each.rule}")
        keeps_line(each.message, f"a message of {each.rule}")
        promise(not _LINE_BREAK.search(each.help), f"a help of {each.rule} has more than one line")
        for other in each.related:
            if other.path is None:
                keeps_range(other.range, source, f"a related place of {each.rule}")
            keeps_line(other.message, f"the word on a related place of {each.rule}")
        if each.fix is not None:
            keeps_line(each.fix.title, f"the title of a fix of {each.rule}")
            edits = sorted(each.fix.edits)
            for edit in edits:
                keeps_range(edit.range, source, f"an edit of {each.rule}")
            promise(
                all(one.range.end <= other.range.start for one, other in pairwise(edits)),
                f"edits of {each.rule} overlap",
            )


def keeps_output(found: Sequence[Diagnostic], source: SourceFile, formats: Iterable[str] = FORMATS) -> None:
    """Findings come out whole in every format: no controls for people, one line each, valid JSON for programs."""
    report = build(found, files=1)
    context = Context({source.path: source}, (source.path,))
    for format in formats:
        text = render(format, report, context)
        data = text.encode("utf-8", "backslashreplace")
        if FORMATS[format].for_people:
            promise(not _CONTROL.search(text), f"the format {format} writes controls")
        if format == "text":
            promise(text.count("\n") == len(report.diagnostics), "the format text writes one line for each finding")
        if format in _JSON:
            json.loads(data, parse_constant=_no_constant)
        elif format in _JSON_LINES:
            promise(len(text.splitlines()) == len(report.diagnostics), f"{format} writes one line for each finding")
            for line in data.splitlines():
                json.loads(line, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    promise(kept=False, said=f"{name} is no JSON")
