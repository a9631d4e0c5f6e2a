"""Example documents of a rule set, annotated with the findings that they must give.

Owns: the annotation, and the comparison of what was expected with what was found.
Never: lints or reads a file.

The annotation is a comment at the very end of the document, in the words of the format `text` without the path:

    <!-- speclint-expect
    12:1: error: Section 'Rollback' is missing [missing-section]
    -->

The message may be left out: `12:1: error [missing-section]`. A document without the comment must give no finding. The
comment is no part of the document that is linted, so it can be in any document without changing a line.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.source import SourceFile
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.base.diagnostics import Diagnostic

_COMMENT = re.compile(r"(?:^|(?<=\n))<!-- ?speclint-expect[ \t]*\r?\n(?P<body>.*?)-->\s*\Z", re.DOTALL)
_MARK = "speclint-expect"
_LINE = re.compile(
    r"(?P<line>[1-9][0-9]*):(?P<column>[1-9][0-9]*): (?P<severity>error|warning|info)"
    r"(?:: (?P<message>.*))? \[(?P<rule>[a-z-]+)\]"
)


class Expected(NamedTuple):
    """A finding that a document must give; an empty message stands for any."""

    line: int
    column: int
    severity: str
    rule: str
    message: str = ""

    def __str__(self) -> str:
        message = f": {self.message}" if self.message else ""
        return f"{self.line}:{self.column}: {self.severity}{message} [{self.rule}]"


class Fault(NamedTuple):
    """A line of an annotation that cannot be read."""

    line: int
    message: str


class Example(NamedTuple):
    """A document without its annotation, and what the annotation says."""

    text: str
    expected: tuple[Expected, ...]
    faults: tuple[Fault, ...]


class Mismatch(NamedTuple):
    """A finding that was expected and not given, or given and not expected."""

    finding: Expected
    given: bool


def read_example(text: str) -> Example:
    """A document and its annotation."""
    source = SourceFile("", text)
    shift = len(text) - len(source.text)  # a byte-order mark
    found = _COMMENT.search(text)
    body = text[: found.start()] if found else text
    faults: list[Fault] = []
    expected: list[Expected] = []
    if _MARK in body:
        line = source.position(body.index(_MARK) - shift).line
        faults.append(Fault(line, "this comment must begin a line at the end of the file"))
    if found:
        first = source.position(found.start("body") - shift).line
        for number, line_text in enumerate(SourceFile("", found["body"]).lines, first):
            written = line_text.strip()
            if not written:
                continue
            read = _LINE.fullmatch(written)
            if read is None:
                faults.append(
                    Fault(number, f"`{written}` does not have the form `line:column: severity: message [rule]`")
                )
            else:
                expected.append(
                    Expected(
                        int(read["line"]), int(read["column"]), read["severity"], read["rule"], read["message"] or ""
                    )
                )
    return Example(body, tuple(expected), tuple(faults))


def compare(expected: Iterable[Expected], diagnostics: Iterable[Diagnostic]) -> list[Mismatch]:
    """What does not agree, in the order of the document. Each finding answers to one expectation."""
    given = Counter(
        Expected(
            found.range.start.line,
            found.range.start.column,
            found.severity,
            found.rule,
            " ".join(found.message.split()),
        )
        for found in diagnostics
    )
    mismatches: list[Mismatch] = []
    alike: dict[tuple[object, ...], list[Expected]] = {}
    for found in sorted(given):
        alike.setdefault(found[:4], []).append(found)
    # Those with a message first: one without must not take the finding that another names.
    for wanted in sorted(expected, key=lambda each: not each.message):
        fits = next(
            (found for found in alike.get(wanted[:4], ()) if given[found] and wanted.message in ("", found.message)),
            None,
        )
        if fits is None:
            mismatches.append(Mismatch(wanted, given=False))
        else:
            given[fits] -= 1
    mismatches += [Mismatch(found, given=True) for found in given.elements()]
    return sorted(mismatches)
