"""Sections that stand at the wrong place.

Owns: moving a section, with all that stands in it, to its place.
Never: changes a word of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Fix, TextEdit
from speclint.fixes.lines import around_block, take_out
from speclint.fixes.places import place_for

if TYPE_CHECKING:
    from speclint.binding import Binding, Bound, Scope


def move_section(binding: Binding, bound: Bound, scope: Scope) -> Fix | None:
    """Move a section into the declared order of its scope, or below the section that it belongs to."""
    node = bound.node
    below = list(node.walk())
    # What the binding takes for another level than is written would come to stand elsewhere.
    if node.style != "heading" or any(each.level != each.written_level for each in below):
        return None
    line = place_for(binding, scope, bound.spec, {node})
    last = max(each.end_line for each in below)
    if line is None or node.line <= line <= last:
        return None
    source = binding.document.source
    removal, text = take_out(source, node.line, last)
    if removal.range.start.line == line:
        return None  # it stands there already, and only its level keeps it out
    place, before, after = around_block(source, line)
    # The text keeps the line ends that it has.
    edits = (removal, TextEdit(place, before + text + after))
    into = f"into '{scope.owner.node.title}'" if bound.stray and scope.owner is not None else "to its place"
    return Fix(f"Move the section {into}", "unsafe", tuple(sorted(edits)))
