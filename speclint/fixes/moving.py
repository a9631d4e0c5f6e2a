"""Sections that are at the wrong place.

Owns: moving a section, with all that is in it, to its place.
Never: changes a word of it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Fix, TextEdit
from speclint.fixes.lines import around_block, take_out
from speclint.fixes.places import end_of, line_below, place_for

if TYPE_CHECKING:
    from speclint.binding import Binding, Bound, Scope

_ELEMENT = re.compile(r"(?m)^ {0,3}<(?P<closes>/?)(?P<name>details|div|section|table|ul|ol|center)\b", re.IGNORECASE)


def move_section(binding: Binding, bound: Bound, scope: Scope) -> Fix | None:
    """Move a section into the declared order of its scope, or below the section that it belongs to."""
    node = bound.node
    below = list(node.walk())
    # What the binding takes for another level than is written would end up elsewhere.
    if node.style != "heading" or any(each.level != each.written_level for each in below):
        return None
    if any(each.node.style == "bold" and each.node.line < node.line for each in scope.bound):
        return None  # a bold line below it would become a part of it
    last = max(each.end_line for each in below)
    line = _place(binding, bound, scope)
    if line is None or node.line <= line <= last or line_below(binding, last) is None:
        return None
    source = binding.document.source
    if _cuts_html("\n".join(source.lines[node.line - 1 : last])):
        return None
    removal, text = take_out(source, node.line, last)
    if removal.range.start.line == line:
        return None  # it is already in place, and only its level keeps it out
    place, before, after = around_block(source, line)
    # The text keeps the line ends that it has.
    edits = (removal, TextEdit(place, before + text + after))
    into = f"into '{scope.owner.node.title}'" if bound.stray and scope.owner is not None else "to the right place"
    return Fix(f"Move the section {into}", "unsafe", tuple(sorted(edits)))


def _place(binding: Binding, bound: Bound, scope: Scope) -> int | None:
    """The line below which a section belongs: between those that the finding names, where it names any."""
    if bound.stray:
        # The same for all that are somewhere else, and none of them is in the order.
        key = (id(scope), bound.spec.id)
        known = binding.once(_known_places)
        if key not in known:
            known[key] = place_for(binding, scope, bound.spec)
        return known[key]
    line = place_for(binding, scope, bound.spec, {bound.node})
    for moved, before, after in binding.moves(scope):
        if moved is not bound:
            continue
        first = end_of(before.node) if before is not None else 0
        if after is not None and first >= after.node.line:
            return None  # as it is written it is in the other: its level comes first
        if before is not None and (line is None or line < before.node.line or (after and line >= after.node.line)):
            return line_below(binding, first)
        if before is None and after is not None and (line is None or line >= after.node.line):
            return line_below(binding, after.node.line - 1)
    return line


def _known_places(_: Binding) -> dict[tuple[int, str], int | None]:
    return {}


def _cuts_html(text: str) -> bool:
    """Whether a text opens or closes an HTML element that it does not hold whole, such as `<details>`."""
    depth: Counter[str] = Counter()
    for found in _ELEMENT.finditer(text):
        depth[found["name"].lower()] += -1 if found["closes"] else 1
    return any(depth.values())
