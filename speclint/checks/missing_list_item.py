"""missing-list-item: a list has too few items, or lacks one with a certain label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.names import forms
from speclint.binding.lists import label_of, pair_lists
from speclint.binding.wording import too_few
from speclint.ruleset import ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.markdown import ListItem


def _label(item: ListItem) -> str:
    """The label of an item; "" for an option of a command line, `--version`."""
    label = label_of(item)
    return "" if label.strip("`").startswith("-") else label


def check(case: Case) -> Iterator[Finding]:
    """Findings at the first list of the section."""
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec):
        return
    pairing = pair_lists(spec, case.blocks)
    if not pairing.lists:
        return
    items = pairing.items
    place = pairing.lists[0].items[0].range if pairing.lists[0].items else pairing.lists[0].range
    where = case.place
    if len(items) < spec.min_items:
        yield Finding(place, too_few("list items", where, len(items), spec.min_items), "Add the missing items.")
    labels = {form for item in items for form in forms(_label(item))}
    for label in spec.labels:
        if not labels.intersection(forms(label)):
            message = f"Missing list item '{label}'{where}"
            yield Finding(place, message, f"Add an item such as '- **{label}**: ...'.")
