"""Headings of sections that are missing, each with its template.

Owns: which sections may still be at a place, and the one that comes next first.
Never: offers a section that the rule set does not want for this document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.authoring.template import render_section
from speclint.base.source import SourceFile
from speclint.fixes.outlook import outlook_of
from speclint.lsp.completion.model import covers
from speclint.reporters.guide import render_section_guide
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, Scope
    from speclint.lsp.completion.model import Cursor
    from speclint.ruleset import SectionSpec

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*))?")
_PRESENCE = ("required", "recommended", "optional")
_DEEPEST = 6


def section_items(cursor: Cursor) -> list[types.CompletionItem] | None:
    """Sections that may be begun on this line; None where nothing begins one."""
    found = _HEADING.fullmatch(cursor.before)
    # On an empty line, only an explicit request is answered.
    if found is None and (cursor.before.strip() or cursor.after.strip() or cursor.trigger):
        return None
    level = len(found["marks"]) if found else 0
    probe = _without_line(cursor)
    if probe is None:
        return []
    items = []
    for scope in probe.sections.scopes:
        if scope.owner is not None and not covers(scope.owner, cursor.place.line):
            continue
        inner = _level(probe, scope)
        if inner > _DEEPEST or level not in (0, inner):
            continue
        items += [_item(cursor, probe, scope, spec, rank) for spec, rank in _missing(probe, scope, cursor.place.line)]
    if found is None:
        from speclint.lsp.completion.fields import fields_here

        items += fields_here(cursor, len(cursor.before))
    return items


def _without_line(cursor: Cursor) -> Binding | None:
    """The document as if nothing was on the cursor's line: what is being written there must not hide anything."""
    space, path = cursor.opened.space, cursor.opened.shown.path or ""
    source = cursor.opened.source
    number = cursor.place.line
    if not cursor.line.strip() or number > len(source.lines):
        return cursor.binding
    lines = [*source.lines[: number - 1], "", *source.lines[number:]]
    probe = SourceFile(source.path, "\n".join(lines) + "\n")
    return space.judge.binding(probe, path, space.project_of(path))


def _missing(binding: Binding, scope: Scope, line: int) -> Iterator[tuple[SectionSpec, str]]:
    """The sections that a scope lacks, or may have more of, with what sorts them."""
    order = {spec.id: index for index, spec in enumerate(scope.specs)}
    above = max((order[each.spec.id] for each in scope.bound if each.node.line < line), default=-1)
    below = min((order[each.spec.id] for each in scope.bound if each.node.line > line), default=len(order))
    for spec in scope.specs:
        count = scope.count(spec)
        if (spec.max_count != UNBOUNDED and count >= spec.max_count) or not binding.applies(spec.when):
            continue
        there = count >= max(spec.min_count, 1)
        elsewhere = not above <= order[spec.id] <= below
        presence = len(_PRESENCE) if there else _PRESENCE.index(spec.presence)
        yield spec, f"{int(elsewhere)}{presence}{order[spec.id]:03}"


def _level(binding: Binding, scope: Scope) -> int:
    return scope.owner.node.level + 1 if scope.owner is not None else binding.ruleset.heading_level


def _item(cursor: Cursor, binding: Binding, scope: Scope, spec: SectionSpec, rank: str) -> types.CompletionItem:
    level = _level(binding, scope)
    text = render_section(spec._replace(min_count=1), level, outlook_of(binding))
    prefix = cursor.before[: len(cursor.before) - len(cursor.before.lstrip("# "))]
    marks = "#" * level
    return cursor.item(
        f"**{spec.title}**" if spec.style == "bold" else f"{marks} {spec.title}",
        text,
        0,
        end=len(cursor.line),
        kind=types.CompletionItemKind.Module,
        detail=f"{spec.presence} section",
        documentation=render_section_guide(spec, scope.owner.spec if scope.owner is not None else None),
        # What was typed so far has to be its beginning: with or without the space.
        filter=f"{prefix or marks + ' '}{spec.title}",
        rank=rank,
    )
