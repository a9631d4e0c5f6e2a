"""bad-list-item: a list item is empty, or lacks what its list expects of each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.lists import has_box, is_done, label_of, pair_lists, points_in
from speclint.binding.wording import after, short, too_few
from speclint.expressions import found_in
from speclint.ruleset import ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.markdown import ListItem


def check(case: Case) -> Iterator[Finding]:
    """One finding at each item, for the first thing that is wrong with it."""
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec):
        return
    for item in pair_lists(spec, case.blocks).items:
        behind = case.binding.unfilled(item.range)
        if behind == "error":
            continue
        wrong = _wrong(item, spec, case.expectation.guidance)
        if wrong is not None:
            text = item.text
            range = text.range(0, len(text.lines[0].text)) if text is not None else item.range
            yield Finding(range, *wrong, behind=behind)


_ALMOST_BOX = re.compile(r"\[[ xX]?\]")
_BOX = "Begin it with a box and a space: '- [ ] ...'."
_ROOM = 120
"""Characters of a message that holds the guidance of its list."""


def _has_form(item: ListItem, plain: str, pattern: str) -> bool:
    """Whether a pattern occurs in an item, as it is rendered or with its box in front."""
    if found_in(pattern, plain):
        return True
    return item.task is not None and found_in(pattern, f"[{'x' if item.task else ' '}] {plain}")


def _wrong(item: ListItem, spec: ListSpec, guidance: str) -> tuple[str, str] | None:
    plain = " ".join(item.text.plain.split()) if item.text is not None else ""
    name = short(plain, 40)
    if not plain and not item.blocks:
        return "Empty list item", "Fill it in, or remove it."
    if spec.labelled and not label_of(item):
        return f"List item '{name}' has no label", "Begin it with a label: '**Label**: ...'."
    # An item that begins with a heading hides a section, or is none of the things to do.
    if plain and (spec.kind == "task" or spec.all_done) and not has_box(item):
        almost = _ALMOST_BOX.match(plain)
        return f"List item '{name}' has no box" + (f": '{almost.group()}' is none" if almost else ""), _BOX
    if spec.pattern and not _has_form(item, plain, spec.pattern):
        message = f"List item '{name}' does not have the expected form"
        longer = after(message, guidance.rstrip("."))
        shown = guidance and len(longer) <= _ROOM
        return longer if shown else message, guidance or "Rewrite it in the expected form."
    if points_in(item) < spec.nested:
        points = points_in(item)
        help = "Add them below the item, indented, each as '- ...'."
        if not points:
            return f"List item '{name}' has no nested items", help
        return too_few("nested items", f" in list item '{name}'", points, spec.nested), help
    if spec.all_done and not is_done(item):
        what = "is not ticked" if item.task is False else "has nested items that are not ticked"
        return f"List item '{name}' {what}", "Complete it and tick the box, or remove the item."
    return None
