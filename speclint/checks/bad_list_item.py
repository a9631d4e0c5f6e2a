"""bad-list-item: a list item is empty, or lacks what its list expects of each item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.values import NamedTuple
from speclint.binding.lists import has_box, is_done, label_of, pair_lists, points_in
from speclint.binding.neighbours import shared
from speclint.binding.wording import after, short, too_few
from speclint.expressions import found_in
from speclint.ruleset import ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.base.source import Range
    from speclint.binding import Case
    from speclint.markdown import ListItem


def check(case: Case) -> Iterator[Finding]:
    """One finding at each item, for the first thing that is wrong with it.

    Where all items of a list are wrong in the same, the list has another form than is expected: one finding. Where most have no
    label or nothing nested, those that have are no mistake of the others.
    """
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec):
        return
    guidance = case.expectation.guidance
    for block in pair_lists(spec, case.blocks).lists:
        items = [_Item(item, case.binding.unfilled(item.range), _wrong(item, spec, guidance)) for item in block.items]
        # An item that is not filled in says nothing about the others.
        written = [each for each in items if each.behind is None]
        common = shared([each.wrong and each.wrong.whole for each in written])
        alike = [each for each in written if common and each.wrong is not None and each.wrong.whole == common]
        if alike and len(alike) == len(written) and alike[0].wrong is not None:
            message = f"None of the {len(alike)} list items has {common}"
            yield Finding(_place(alike[0].item), message, alike[0].wrong.help)
        elif common == _FORM:
            common = None
        undone = [each for each in written if each.wrong is not None and each.wrong.undone]
        for each in items:
            if each.wrong is None or each.behind == "error":
                continue
            # What one statement says of the whole list ("a criterion is open") is one finding.
            if case.expectation.message and len(undone) > 1 and each in undone:
                message = f"{len(undone)} of {len(items)} list items are not ticked"
                yield Finding(
                    _place(each.item), message, "Complete them and tick the boxes, or remove them.", joins=True
                )
                continue
            if common is None or each.behind is not None or each.wrong.whole != common:
                yield Finding(_place(each.item), each.wrong.message, each.wrong.help, behind=each.behind)


_FORM = "the expected form"


class _Wrong(NamedTuple):
    """What is wrong with an item. `whole`: what none of the items has where all are wrong in this; None for one item's own.

    `undone`: it is open in a list that has to be done, which several open items are one finding about.
    """

    message: str
    help: str
    whole: str | None = None
    undone: bool = False


class _Item(NamedTuple):
    """An item, with the severity of the finding that explains what is wrong with it."""

    item: ListItem
    behind: Severity | None
    wrong: _Wrong | None


def _place(item: ListItem) -> Range:
    text = item.text
    return text.range(0, len(text.lines[0].text)) if text is not None else item.range


_ALMOST_BOX = re.compile(r"\[[ xX]?\]")
_BOX = "Begin it with a box and a space: '- [ ] ...'."
_ROOM = 120
"""Characters of a message that holds the guidance of its list."""


def _has_form(item: ListItem, plain: str, pattern: str) -> bool:
    """Whether a pattern occurs in an item, as it is rendered or with its box in front."""
    if found_in(pattern, plain):
        return True
    return item.task is not None and found_in(pattern, f"[{'x' if item.task else ' '}] {plain}")


def _wrong(item: ListItem, spec: ListSpec, guidance: str) -> _Wrong | None:
    plain = " ".join(item.text.plain.split()) if item.text is not None else ""
    name = short(plain, 40)
    if not plain and not item.blocks:
        return _Wrong("Empty list item", "Fill it in, or remove it.")
    if spec.labelled and not label_of(item):
        return _Wrong(f"List item '{name}' has no label", "Begin it with a label: '**Label**: ...'.", "a label")
    # An item that begins with a heading hides a section, or is none of the things to do.
    if plain and (spec.kind == "task" or spec.all_done) and not has_box(item):
        almost = _ALMOST_BOX.match(plain)
        return _Wrong(f"List item '{name}' has no box" + (f": '{almost.group()}' is none" if almost else ""), _BOX)
    if spec.pattern and not _has_form(item, plain, spec.pattern):
        message = f"List item '{name}' does not have the expected form"
        longer = after(message, guidance.rstrip("."))
        shown = guidance and len(longer) <= _ROOM
        return _Wrong(longer if shown else message, guidance or "Rewrite it in the expected form.", _FORM)
    if points_in(item) < spec.nested:
        points = points_in(item)
        help = "Add them below the item, indented, each as '- ...'."
        if not points:
            whole = "nested items" if spec.nested == 1 else f"{spec.nested} nested items"
            return _Wrong(f"List item '{name}' has no nested items", help, whole)
        return _Wrong(too_few("nested items", f" in list item '{name}'", points, spec.nested), help)
    if spec.all_done and not is_done(item):
        what = "is not ticked" if item.task is False else "has nested items that are not ticked"
        return _Wrong(f"List item '{name}' {what}", "Complete it and tick the box, or remove the item.", undone=True)
    return None
