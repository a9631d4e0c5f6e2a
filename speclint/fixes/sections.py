"""Sections that are missing.

Owns: putting them in at their place with the rule set's template, and writing what is in their place as a heading.
Never: takes anything out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.authoring.template import depth_of, headings_of, included_ids, render_section
from speclint.base.diagnostics import Fix, TextEdit
from speclint.base.names import normalise
from speclint.base.source import Range
from speclint.binding.cause import written
from speclint.binding.traces import INVISIBLE, MARKS
from speclint.fixes.headings import rename_heading
from speclint.fixes.lines import insert_block
from speclint.fixes.outlook import outlook_of
from speclint.fixes.places import block_at, place_for
from speclint.fixes.slips import applicability_of
from speclint.markdown import HtmlBlock, Paragraph
from speclint.ruleset.marks import sampled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.diagnostics import Applicability
    from speclint.base.source import SourceFile
    from speclint.binding import Binding, Missing, Scope
    from speclint.binding.cause import Cause
    from speclint.ruleset import SectionSpec

_DEEPEST = 6
_ANCHOR = re.compile(r"""\b(?:id|name)\s*=\s*["']?(?P<name>[^"'\s>]+)""")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_NUMBERED = re.compile(r"[^\W\d_][^\d]*\d+")


def fix_missing(binding: Binding, missing: Missing, cause: Cause | None) -> Fix | None:
    """Add a section, or fix what keeps the one that exists from being seen."""
    if cause is None:
        return insert_sections(binding, missing.scope, [missing.spec], missing.level)
    if cause.kind == "marks":
        return _space_marks(cause)
    if cause.node is not None and cause.kind == "misspelt":
        if cause.node.style == "bold":
            return as_line(
                binding, cause.range, written(missing, cause.text), applicability_of(cause.node.title, cause.text)
            )
        return rename_heading(binding, cause.node, cause.text, applicability_of(cause.node.title, cause.text))
    if cause.node is not None and cause.kind == "renamed":
        return rename_heading(binding, cause.node, missing.spec.title, "unsafe")
    if cause.kind in ("bold", "text", "html"):
        return as_line(binding, cause.range, written(missing, cause.text), "unsafe") if cause.text else None
    return None


def _space_marks(cause: Cause) -> Fix:
    """Spaces between the marks and the heading; without one, marks that close it would become part of it, too."""
    line, column = cause.range.start
    invisible = len(cause.text) - len(cause.text.lstrip(INVISIBLE))
    if invisible:
        return Fix("Remove the invisible character", "safe", (TextEdit(Range.at(line, column, invisible), ""),))
    marks = len(cause.text) - len(cause.text.lstrip(MARKS))
    # Another space than a plain one is replaced.
    others = len(cause.text) - marks - len(cause.text[marks:].lstrip())
    wide = cause.text[:marks].strip("#")
    first = 0 if wide else marks
    edits = [TextEdit(Range.at(line, column + first, marks + others - first), f"{'#' * (marks - first)} ")]
    title = cause.text.rstrip()
    closing = title.rstrip(MARKS)
    end = title[len(closing) :]
    if end.strip("#"):
        # GitHub would show full-width marks at the end as a part of the heading.
        place = Range.at(line, column + len(closing.rstrip()), len(title) - len(closing.rstrip()))
        edits.append(TextEdit(place, f" {'#' * len(end)}"))
    elif end and not closing[-1:].isspace():
        edits.append(TextEdit(Range.at(line, column + len(closing)), " "))
    what = f"Change the marks to '{'#' * marks}'" if wide else f"Add a space after '{'#' * marks}'"
    return Fix(what, "safe", tuple(edits))


def insert_sections(binding: Binding, scope: Scope, specs: Sequence[SectionSpec], level: int) -> Fix | None:
    """Add sections to a scope, each at its place, with their headings at `level`, 1 to 6."""
    owner = scope.owner
    if level > _DEEPEST or (owner is not None and owner.node.style == "bold"):
        return None
    outlook = binding.once(outlook_of)
    coming = [name for each in specs for name in (each.id, *included_ids(each.sections, each.groups, outlook))]
    outlook = outlook._replace(sections=(outlook.sections or frozenset()).union(coming))
    if any(level + depth_of(spec, outlook) > _DEEPEST + 1 for spec in specs):
        return None
    texts: dict[int, list[str]] = {}
    for spec in specs:
        line = place_for(binding, scope, spec)
        if line is None:
            return None
        texts.setdefault(line, []).extend(render_section(each, level, outlook) for each in _absent(scope, spec))
    source = binding.document.source
    if any(parts and _would_hold(parts[-1], source, line) for line, parts in texts.items()):
        return None
    edits = [insert_block(source, line, "\n\n".join(parts)) for line, parts in sorted(texts.items()) if parts]
    if not edits:
        return None
    named = ", ".join(f"'{spec.title}'" for spec in specs)
    return Fix(f"Add the section{'' if len(specs) == 1 else 's'} {named}", "unsafe", tuple(edits))


def _would_hold(text: str, source: SourceFile, line: int) -> bool:
    """Whether a text ends in a list of which what follows below a line, for it is indented, would become a part."""
    below = next((each for each in source.lines[line:] if each.strip()), "")
    return below[:1].isspace() and _ITEM.match(text.rpartition("\n")[2]) is not None


def _absent(scope: Scope, spec: SectionSpec) -> list[SectionSpec]:
    """One declaration for each heading to add: where some of several exist, others than those."""
    count = scope.count(spec)
    lacking = max(spec.min_count, 1) - count
    if not spec.pattern or not count:
        return [spec._replace(title=heading, min_count=1) for heading in headings_of(spec)[:lacking]]
    there = [normalise(sampled(bound.node.title)[-1]) for bound in scope.bound if bound.spec is spec]
    more = headings_of(spec._replace(min_count=spec.min_count + count))
    # "Phase 1: Begin" next to "Phase 1: Start" would be the same phase twice.
    taken = {*there, *(found[0] for title in there if (found := _NUMBERED.match(title)))}
    fresh = [heading for heading in dict.fromkeys(more) if taken.isdisjoint(_names(normalise(heading)))]
    return [spec._replace(title=heading, min_count=1) for heading in fresh[:lacking]]


def _names(title: str) -> tuple[str, ...]:
    found = _NUMBERED.match(title)
    return (title, found[0]) if found else (title,)


def as_line(binding: Binding, place: Range, title: str, applicability: Applicability) -> Fix | None:
    """Turn a line of its own that has the name of a section into the one that opens it. What follows becomes its content.

    `title` is that line: a heading with its marks, or a bold line.
    """
    source = binding.document.source
    line = place.start.line
    block = block_at(binding.document.blocks, line)
    text = source.lines[line - 1]
    if not isinstance(block, (Paragraph, HtmlBlock)) or title.startswith("#" * (_DEEPEST + 1)):
        return None
    if isinstance(block, HtmlBlock) and block.range.start.line != block.range.end.line:
        return None  # the rest of it would become something else
    if any(f"#{found['name']}" in source.text for found in _ANCHOR.finditer(text)):
        return None  # links lead to it, and would lead nowhere
    if "](" in text or "][" in text:
        return None  # it is a link, which would be lost
    whole = place.start.line == place.end.line and text.strip() == source.text[
        source.offset(place.start) : source.offset(place.end)
    ].rstrip("\\")
    if not whole or not text:
        return None
    what = "heading" if title.startswith("#") else "bold line"
    return Fix(f"Turn it into the {what} '{title}'", applicability, (TextEdit(Range.at(line, 1, len(text)), title),))
