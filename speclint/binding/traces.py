"""What in a document looks like a heading and opens no section.

Owns: one index of headings in code, in comments, in quotes and lists, in HTML, in bold, and of those without their space.
Never: knows what is missing; `speclint.binding.absence` calls this module.

The document is read once, whatever is expected and however often.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.code_blocks import inner_opening, may_hold_text
from speclint.expressions import whole_matches
from speclint.markdown import (
    CodeBlock,
    Heading,
    HtmlBlock,
    ListBlock,
    Paragraph,
    ThematicBreak,
    bold_lines,
    walk_blocks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown import Block, Document, Text, TextLine
    from speclint.ruleset import SectionSpec

_LONGEST = 400
"""Characters. No rule set expects a longer heading, and looking for one costs the square of its length."""
_HTML_TAG = re.compile(r"<(?P<end>/?)h(?P<level>[1-6])\b[^<>]*>", re.IGNORECASE)
_SUMMARY = re.compile(
    r"<summary\b[^<>]{0,80}>(?P<title>(?:[^<]|</?(?:b|i|em|strong|code|h[1-6])>){0,120})</summary>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LABEL = re.compile(r"(\*\*|__)(?P<name>[^*_\n]{1,80})\1")
_ROWS = re.compile(r"<(?:table|t[hdr])\b", re.IGNORECASE)
MARKS = "#\uff03"
"""The mark of a heading, and its full-width form, which makes none."""
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters without a width, which come with copied text. In front of marks they make text of them."""
_SPACES = {"\u00a0": "a no-break space", "\u3000": "an ideographic space"}
# As in CommonMark, but the space after the marks may be missing, or another than a plain one, and the marks may be
# full-width: GitHub shows such a line as text.
_HEADING_LINE = re.compile(
    rf"^ {{0,3}}(?P<marks>[{MARKS}]{{1,6}})(?P<space>[^\S\n]*)(?P<title>[^{MARKS}\s].*?)[ \t]*[{MARKS}]*[ \t]*$"
)
_INDENTED_LINE = re.compile(r"^[ \t]*(?P<marks>#{1,6})[ \t]+(?P<title>[^#\s].*?)[ \t]*#*[ \t]*$")
_PROBES = ("qzx kvw", "Qzx kvw", "Qzx", "QZX 7")
"""Headings that say nothing."""
_UNKNOWN = 0
"""The level of what stands for a heading of any level."""

Form = Literal["code", "comment", "nested", "text"]
FORMS: tuple[Form, ...] = ("code", "comment", "nested", "text")
Shape = Literal["code", "comment", "nested", "underlined", "block", "html", "summary", "bold", "marks", "text"]


class Trace(NamedTuple):
    """Something that looks like a heading. `place` counts traces in the order of the document.

    `title` is its text, `range` its place; `around` is what keeps it from being one: a code block, a comment, or the block
    itself. `level` is 0 where it does not say one. `line`: of one without a space behind its marks, the whole line.
    """

    place: int
    shape: Shape
    title: str
    level: int
    range: Range
    around: Range
    block: CodeBlock | None = None
    line: str = ""
    open_end: bool = False
    """Whether it is in a comment that is never closed."""


def is_telling(spec: SectionSpec) -> bool:
    """Whether a section's pattern says something about what an author meant: one that accepts these accepts anything."""
    return not any(whole_matches(spec.pattern, probe) for probe in _PROBES)


def is_named(title: str, spec: SectionSpec) -> bool:
    """Whether a heading, wherever it is, has the name of a section."""
    if any(form in spec.names for form in forms(title)):
        return True
    return bool(spec.pattern) and whole_matches(spec.pattern, title.strip()) and is_telling(spec)


class Traces:
    """All traces of a document, by form, level and name."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._traces: dict[Form, list[Trace]] = {}
        self._by_name: dict[tuple[Form, str], list[Trace]] = {}
        self._plain: dict[str, list[Trace]] = {}
        self._found: dict[tuple[int, Form], tuple[Trace, ...]] = {}
        self._labels: Counter[str] = Counter()
        self._count = 0
        headings = set(map(id, document.headings))
        levels = [(each.level, each.range.start.line) for each in document.headings]
        self._begun = next(
            (line for number, (level, line) in enumerate(levels) if number or level > 1), len(document.source.lines)
        )
        """The line of the first section: above it are the fields of the document."""
        entries: set[int] = set()
        before: Block | None = None
        for block in walk_blocks(document.blocks, footnotes=True):
            if isinstance(block, CodeBlock):
                if may_hold_text(block) and not (_announces(before) and _is_example(block)):
                    self._read_code(block)
            elif isinstance(block, HtmlBlock):
                self._read_html(block)
            elif isinstance(block, ListBlock):
                # One of several items is an item, whatever name it has; a label in bold has something below it.
                entries.update(
                    id(inner)
                    for item in block.items
                    for inner in item.blocks[:1]
                    if len(block.items) > 1 and (len(item.blocks) == 1 or not bold_lines(item.blocks[:1]))
                )
            elif isinstance(block, Paragraph):
                if id(block) not in entries:
                    self._read_paragraph(block)
            elif isinstance(block, Heading) and id(block) not in headings:
                self._add("nested", "nested", block.text.plain, block.level, block.range, block.range)
            before = block
        for comment in document.comments:
            end = self._source.offset(comment.range.end)
            is_open = not self._source.text[:end].rstrip().endswith("-->")
            for number, text in enumerate(comment.text.split("\n")):
                found = _heading_line(text.strip())
                if found:
                    line = comment.range.start.line + number
                    place = self._place_of(found[0].strip(), line, comment.range)
                    level = len(found["marks"])
                    self._add("comment", "comment", found["title"], level, place, comment.range, open_end=is_open)
        self._read_underlined(document.blocks)

    def all(self, form: Form, spec: SectionSpec) -> tuple[Trace, ...]:
        """The traces of a form that have the name of a section, in the order of the document."""
        key = (id(spec), form)
        if key not in self._found:
            self._found[key] = self._search(form, spec)
        return self._found[key]

    def is_repeated(self, title: str) -> bool:
        """Whether several lines of sections begin with a title in bold, with or without text behind it."""
        return self._labels[forms(title)[0]] > 1

    def of_form(self, form: Form) -> Sequence[Trace]:
        """The traces of a form, whatever they are named; of plain text only what is in some form."""
        return self._traces.get(form, ())

    def _search(self, form: Form, spec: SectionSpec) -> tuple[Trace, ...]:
        found = [trace for name in spec.names for trace in self._by_name.get((form, name), ())]
        if form == "text":
            found += self._plain.get(spec.title.casefold(), ())
        if spec.pattern and is_telling(spec):
            found += [trace for trace in self._traces.get(form, ()) if whole_matches(spec.pattern, trace.title.strip())]
        by_place = {trace.place: trace for trace in found}
        return tuple(sorted(by_place.values(), key=lambda trace: (trace.range.start, trace.place)))

    def _add(
        self,
        form: Form,
        shape: Shape,
        title: str,
        level: int,
        place: Range,
        around: Range,
        block: CodeBlock | None = None,
        line: str = "",
        *,
        open_end: bool = False,
    ) -> None:
        trace = Trace(self._count, shape, title, level, place, around, block, line, open_end)
        self._count += 1
        self._traces.setdefault(form, []).append(trace)
        for name in forms(title):
            self._by_name.setdefault((form, name), []).append(trace)

    def _place_of(self, text: str, line: int, around: Range) -> Range:
        """Where a text is on a line; where it cannot be found there, all that is around it."""
        lines = self._source.lines
        column = lines[line - 1].find(text) if line <= len(lines) else -1
        return Range.at(line, column + 1, len(text)) if column >= 0 else around

    def _read_underlined(self, blocks: Sequence[Block]) -> None:
        """The last line of a list above a row of dashes: without a blank line above, it goes on with the item."""
        for block, rule in pairwise(blocks):
            if not isinstance(block, ListBlock) or not isinstance(rule, ThematicBreak):
                continue
            inner = block.items[-1].blocks[-1:]
            lines = inner[0].text.lines if inner and isinstance(inner[0], Paragraph) else ()
            if len(lines) < 2 or lines[-1].line != rule.line - 1 or lines[-1].column != 1:
                continue
            if not self._source.lines[rule.line - 1].strip().strip("-"):
                place = Range.at(lines[-1].line, 1, len(lines[-1].text))
                self._add("nested", "underlined", lines[-1].text.strip(), 2, place, block.range)

    def _read_code(self, block: CodeBlock) -> None:
        for line in block.lines:
            found = heading_on(line)
            if found is not None:
                level, title, place = found
                self._add("code", "code", title, level, place, block.range, block)

    def _read_html(self, block: HtmlBlock) -> None:
        if _ROWS.search(block.raw):
            return  # a heading there is that of some rows
        for level, title, start, end in _html_headings(block.raw):
            before = block.raw[:start]
            line = block.line + before.count("\n")
            place = self._place_of(block.raw[start:end], line, block.range)
            self._add("text", "html", _TAG.sub("", title).strip(), level, place, block.range)
        for summary in _SUMMARY.finditer(block.raw) if "</summary>" in block.raw.lower() else ():
            if len(summary[0]) <= _LONGEST:
                place = self._place_of(summary[0], block.line + block.raw.count("\n", 0, summary.start()), block.range)
                title = _TAG.sub("", summary["title"]).strip()
                self._add("text", "summary", title, _UNKNOWN, place, block.range)
        if "#" not in block.raw or block.is_comment:
            return
        for number, text in enumerate(block.raw.split("\n")):
            found = _INDENTED_LINE.match(text) if len(text) <= _LONGEST else None
            if found:
                place = self._place_of(found[0].strip(), block.line + number, block.range)
                self._add("nested", "block", found["title"], len(found["marks"]), place, block.range)

    def _read_paragraph(self, block: Paragraph) -> None:
        for bold in bold_lines([block]):
            self._add("text", "bold", bold.text, _UNKNOWN, bold.range, block.range)
        for line in block.text.lines:
            label = _LABEL.match(line.text)
            if label and line.line > self._begun:
                self._labels[forms(label["name"].removesuffix(":"))[0]] += 1
            written = line.text.lstrip().lstrip(INVISIBLE)
            found = _heading_line(written) if written[:1] in tuple(MARKS) else None
            if found and marks_fault(line.text):
                place = Range.at(line.line, line.column, len(line.text))
                level = len(found["marks"])
                self._add("text", "marks", found["title"], level, place, block.range, None, line.text)
        # Only the very heading: an alias, or one with a colon, is as likely the first line of something else.
        # Nor a link to the heading, in a table of contents.
        if len(block.text.lines) == 1 and len(block.text.raw) <= _LONGEST and not _is_link(block.text):
            title = block.text.plain.removeprefix("\\").lstrip("# ").casefold()
            trace = Trace(self._count, "text", title, _UNKNOWN, block.range, block.range)
            self._plain.setdefault(title, []).append(trace)
            self._count += 1


def _is_example(block: CodeBlock) -> bool:
    """Whether a code block may be an example of what was announced: it ends where its author ended it."""
    return block.closed and inner_opening(block) is None


def _announces(block: Block | None) -> bool:
    """Whether the text before a code block says that an example follows."""
    return isinstance(block, Paragraph) and block.text.raw.rstrip().endswith(":")


def _is_link(text: Text) -> bool:
    """Whether a text is nothing but a link, as in a table of contents: that refers to a section, and is none."""
    return text.raw.startswith("[") and any(each.kind == "link" and each.range == text.range() for each in text.inlines)


def marks_fault(line: str) -> str:
    """Why the marks in front of a line make no heading of it, in words; "" where they do."""
    shown = line.lstrip()
    written = shown.lstrip(INVISIBLE)
    title = written.lstrip(MARKS)
    marks = written[: len(written) - len(title)]
    if written != shown:
        return f"an invisible character before '{marks}'"
    if marks.strip("#"):
        return f"full-width marks '{marks}'"
    sign = title[:1]
    if not sign.isspace():
        return f"no space after '{marks}'"
    return "" if sign in " \t" else f"{_SPACES.get(sign, 'a special space')} after '{marks}'"


def heading_on(line: TextLine) -> tuple[int, str, Range] | None:
    """The heading that a line of code looks like: level, text and place."""
    found = _heading_line(line.text) if "#" in line.text else None
    if found is None or found["marks"].strip("#"):
        return None
    written = line.text.rstrip()
    begin = len(written) - len(written.lstrip())
    place = Range.at(line.line, line.column + begin, len(written) - begin)
    return len(found["marks"]), found["title"], place


def _heading_line(text: str) -> re.Match[str] | None:
    return _HEADING_LINE.match(text) if len(text) <= _LONGEST else None


def _html_headings(raw: str) -> Iterator[tuple[int, str, int, int]]:
    """The headings in a piece of HTML: level, text, where they begin and end. One that is not closed is none."""
    opened: dict[str, re.Match[str]] = {}
    for tag in _HTML_TAG.finditer(raw):
        if not tag["end"]:
            opened.setdefault(tag["level"], tag)
        elif tag["level"] in opened:
            start = opened.pop(tag["level"])
            if tag.start() - start.end() <= _LONGEST:
                yield int(tag["level"]), raw[start.end() : tag.start()].strip(), start.start(), tag.end()
