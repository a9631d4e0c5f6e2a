"""bad-list-item: an item of a list is not as items of this list are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.lists import label_of, pair_lists, points_in
from speclint.binding.wording import short
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
        if case.binding.placeholder_in(item.range):
            continue
        wrong = _wrong(item, spec)
        if wrong is not None:
            text = item.text
            range = text.range(0, len(text.lines[0].text)) if text is not None else item.range
            yield Finding(range, *wrong)


def _wrong(item: ListItem, spec: ListSpec) -> tuple[str, str] | None:
    plain = " ".join(item.text.plain.split()) if item.text is not None else ""
    name = short(plain, 40)
    if not plain and not item.blocks:
        return "This item is empty", "Fill it in, or remove it."
    if spec.labelled and not label_of(item):
        return f"Item '{name}' does not begin with a label", "Begin it with what it is about: '**Label**: ...'."
    if spec.pattern and not found_in(spec.pattern, plain):
        return f"Item '{name}' does not say what items of this list say", f"It matches {spec.pattern}"
    if points_in(item) < spec.nested:
        points = points_in(item)
        has = "only 1 point" if points == 1 else f"only {points} points" if points else "no points"
        needed = f"; at least {spec.nested} are needed" if spec.nested > 1 else ""
        return f"Item '{name}' has {has} below it{needed}", "Add them below the item, indented, each as '- ...'."
    if spec.all_done and item.task is False:
        return f"Item '{name}' is not ticked", "Do it and tick the box, or remove the item."
    return None
