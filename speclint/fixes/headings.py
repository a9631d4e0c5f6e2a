"""Headings: another name, another level.

Owns: the edits of a heading line, and of the links in the same document that lead to it.
Never: moves a section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Applicability, Fix, TextEdit
from speclint.base.names import SHORTCODE, tidy
from speclint.base.source import Range
from speclint.project.anchors import anchors_of, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, Node
    from speclint.markdown import Document, Heading

_MARKS = re.compile(r"#{1,6}")
_CLOSING = re.compile(r"[ \t](?P<marks>#+)[ \t]*$")
_UNDERLINE = {1: "=", 2: "-"}


def rename_heading(binding: Binding, node: Node, title: str, applicability: Applicability) -> Fix | None:
    """Write a heading as `title`. Numbers, signs and notes around the name stay as the author wrote them.

    Links in the document that lead to the heading follow it; None where they cannot, or where the name is not in the
    heading as it is read.
    """
    heading = heading_of(binding.document, node)
    if heading is None:
        return None
    part = tidy(node.title)
    if SHORTCODE.match(f":{part}") and f":{part}" in node.title:
        # What looks like an emoji's name and is none goes as a whole.
        part = f":{part}"
    if part.endswith(")") and not title.endswith(")"):
        part = part[: part.rfind("(")].rstrip() or part
    raw = heading.text.raw
    if not part or raw.count(part) != 1 or part == title:
        return None
    start = raw.index(part)
    place = heading.text.range(start, start + len(part))
    if place.start.line != place.end.line:
        return None
    followed = list(_follow(binding.document, heading, node.title.replace(part, title, 1)))
    if None in followed:
        return None
    edits = [TextEdit(place, title), *(edit for edit in followed if edit is not None)]
    return Fix(f"Rename the heading to '{title}'", applicability, tuple(sorted(edits)))


def set_levels(binding: Binding, node: Node) -> Fix | None:
    """Give a heading, and those below it that the binding corrected with it, the level that they need."""
    edits: list[TextEdit] = []
    for each in node.walk():
        if each is not node and each in binding.sections.relevelled:
            continue  # has a finding of its own
        if each.level == each.written_level or each.style != "heading":
            continue
        heading = heading_of(binding.document, each)
        edit = _level(binding.document, heading, each.level) if heading is not None else None
        if edit is None:
            return None
        edits += edit
    return Fix(f"Change the heading to level {node.level}", "safe", tuple(edits)) if edits else None


def heading_of(document: Document, node: Node) -> Heading | None:
    """The heading that opens a section; None for a bold line."""
    found = (heading for heading in document.headings if heading.range == node.range)
    return next(found, None) if node.style == "heading" else None


def _level(document: Document, heading: Heading, level: int) -> list[TextEdit] | None:
    start = heading.range.start
    line = document.source.lines[start.line - 1]
    if heading.style == "atx":
        marks = _MARKS.match(line, start.column - 1)
        if marks is None:
            return None
        edits = [TextEdit(Range.at(start.line, start.column, len(marks[0])), "#" * level)]
        closing = _CLOSING.search(line, marks.end())
        if closing is not None and len(closing["marks"]) == len(marks[0]):
            edits.append(TextEdit(Range.at(start.line, closing.start("marks") + 1, len(marks[0])), "#" * level))
        return edits
    last = heading.range.end.line
    underline = document.source.lines[last - 1]
    marks_start = len(underline) - len(underline.lstrip())
    length = len(underline.strip())
    if level in _UNDERLINE:
        return [TextEdit(Range.at(last, marks_start + 1, length), _UNDERLINE[level] * length)]
    if last - start.line != 1:
        return None
    # A third level cannot be underlined: the line gets marks, and loses what was below it.
    end = heading.text.range().end
    return [
        TextEdit(Range.at(start.line, start.column), f"{'#' * level} "),
        TextEdit(Range(end, heading.range.end), ""),
    ]


def _follow(document: Document, heading: Heading, title: str) -> Iterator[TextEdit | None]:
    """The edits of the links to a heading that gets another title; None for one that cannot follow."""
    anchor, other = (slug(" ".join(each.split("\n"))) for each in (heading.text.plain, title))
    if anchor == other or f"#{anchor}" not in document.source.text:
        return
    known = list(anchors_of(document))
    simple = known.count(anchor) == 1 and other not in known and f"{anchor}-1" not in known
    source = document.source
    places = [
        inline.range
        for text in document.texts()
        if f"#{anchor}" in text.raw
        for inline in text.inlines
        if inline.kind == "link" and inline.target == f"#{anchor}"
    ]
    places += [each.range for each in document.link_definitions if each.target == f"#{anchor}"]
    for place in places:
        start = source.offset(place.start)
        found = source.text.rfind(f"#{anchor}", start, source.offset(place.end))
        if found >= 0:
            target = Range(source.position(found + 1), source.position(found + 1 + len(anchor)))
            yield TextEdit(target, other) if simple else None
    if re.search(rf"""href\s*=\s*["']?#{re.escape(anchor)}["'\s>]""", source.text):
        yield None
