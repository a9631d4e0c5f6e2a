"""What in a document looks like a heading and opens no section.

Owns: one index of headings in code, in comments, in quotes and lists, in HTML, in bold, and of those without their space.
Never: knows what is missing; `speclint.binding.absence` calls this module.

The document is read once, whatever is expected and however often.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.expressions import whole_matches
from speclint.markdown import CodeBlock, Heading, HtmlBlock, Paragraph, bold_lines, walk_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown import Document
    from speclint.ruleset import SectionSpec

_LONGEST = 400
"""Characters. No rule set expects a longer heading, and looking for one costs the square of its length."""
_HTML_TAG = re.compile(r"<(?P<end>/?)h(?P<level>[1-6])\b[^<>]*>", re.IGNORECASE)
# As in CommonMark, but the space after the marks may be missing: GitHub shows such a line as text.
_HEADING_LINE = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?P<space>[ \t]*)(?P<title>[^#\s].*?)[ \t]*#*[ \t]*$")
_ANY = 0
"""The level of what stands for a heading of any level."""

Form = Literal["code", "comment", "nested", "text"]
Shape = Literal["code", "comment", "nested", "html", "bold", "marks", "text"]


class Trace(NamedTuple):
    """Something that looks like a heading. `place` counts traces in the order of the document.

    `title` is its text, `range` its place; `around` is what keeps it from being one: a code block, a comment, or the block
    itself. `line`: of one without a space behind its marks, the whole line.
    """

    place: int
    shape: Shape
    title: str
    level: int
    range: Range
    around: Range
    block: CodeBlock | None = None
    line: str = ""


def is_telling(spec: SectionSpec) -> bool:
    """Whether a section's pattern says something about what an author meant: one that accepts this accepts anything."""
    return not whole_matches(spec.pattern, "qzx kvw")


def is_named(title: str, spec: SectionSpec) -> bool:
    """Whether a heading, wherever it is, has the name of a section."""
    if any(form in spec.names for form in forms(title)):
        return True
    return bool(spec.pattern) and whole_matches(spec.pattern, title.strip()) and is_telling(spec)


class Traces:
    """All traces of a document, by form, level and name."""

    def __init__(self, document: Document) -> None:
        self._traces: dict[tuple[Form, int], list[Trace]] = {}
        self._by_name: dict[tuple[Form, int, str], Trace] = {}
        self._plain: dict[str, Trace] = {}
        self._found: dict[tuple[int, Form, int], Trace | None] = {}
        self._count = 0
        headings = set(map(id, document.headings))
        for block in walk_blocks(document.blocks, footnotes=True):
            if isinstance(block, CodeBlock):
                self._read_code(block)
            elif isinstance(block, HtmlBlock):
                self._read_html(block)
            elif isinstance(block, Paragraph):
                self._read_paragraph(block)
            elif isinstance(block, Heading) and id(block) not in headings:
                self._add("nested", Trace(self._count, "nested", block.text.plain, _ANY, block.range, block.range))
        for comment in document.comments:
            start = comment.range.start
            for number, text in enumerate(comment.text.split("\n")):
                found = _heading_line(text.strip())
                if found:
                    place = Range.at(start.line + number, start.column if number == 0 else 1)
                    self._add("comment", Trace(self._count, "comment", found["title"], _ANY, place, comment.range))

    def first(self, form: Form, spec: SectionSpec, level: int = _ANY) -> Trace | None:
        """The first trace of a form that has the name of a section, of code at a level."""
        key = (id(spec), form, level)
        if key not in self._found:
            self._found[key] = self._search(form, spec, level)
        return self._found[key]

    def _search(self, form: Form, spec: SectionSpec, level: int) -> Trace | None:
        named = (self._by_name.get((form, level, name)) for name in spec.names)
        found = [trace for trace in named if trace is not None]
        if form == "text" and (plain := self._plain.get(spec.title.casefold())) is not None:
            found.append(plain)
        if spec.pattern and is_telling(spec):
            fitting = (
                trace
                for trace in self._traces.get((form, level), ())
                if whole_matches(spec.pattern, trace.title.strip())
            )
            found += [trace for trace in (next(fitting, None),) if trace is not None]
        return min(found, default=None)

    def _add(self, form: Form, trace: Trace) -> None:
        self._count += 1
        self._traces.setdefault((form, trace.level), []).append(trace)
        for name in forms(trace.title):
            self._by_name.setdefault((form, trace.level, name), trace)

    def _read_code(self, block: CodeBlock) -> None:
        for line in block.lines:
            found = _heading_line(line.text) if "#" in line.text else None
            if found:
                place = Range.at(line.line, line.column, len(line.text))
                level = len(found["marks"])
                self._add("code", Trace(self._count, "code", found["title"], level, place, block.range, block))

    def _read_html(self, block: HtmlBlock) -> None:
        for title in _html_headings(block.raw):
            self._add("text", Trace(self._count, "html", title, _ANY, block.range, block.range))

    def _read_paragraph(self, block: Paragraph) -> None:
        for bold in bold_lines([block]):
            self._add("text", Trace(self._count, "bold", bold.text, _ANY, bold.range, block.range))
        for line in block.text.lines:
            found = _heading_line(line.text) if line.text.lstrip().startswith("#") else None
            if found and not found["space"]:
                place = Range.at(line.line, line.column, len(line.text))
                self._add(
                    "text", Trace(self._count, "marks", found["title"], _ANY, place, block.range, None, line.text)
                )
        # Only the very heading: an alias, or one with a colon, is as likely the first line of something else.
        if len(block.text.lines) == 1 and len(block.text.raw) <= _LONGEST:
            title = block.text.plain.removeprefix("\\").lstrip("# ").casefold()
            if title not in self._plain:
                self._plain[title] = Trace(self._count, "text", title, _ANY, block.range, block.range)
            self._count += 1


def _heading_line(text: str) -> re.Match[str] | None:
    return _HEADING_LINE.match(text) if len(text) <= _LONGEST else None


def _html_headings(raw: str) -> Iterator[str]:
    """The texts of the headings in a piece of HTML. One that is not closed is none."""
    opened: dict[str, int] = {}
    for tag in _HTML_TAG.finditer(raw):
        if not tag["end"]:
            opened.setdefault(tag["level"], tag.end())
        elif tag["level"] in opened:
            start = opened.pop(tag["level"])
            if tag.start() - start <= _LONGEST:
                yield raw[start : tag.start()].strip()
