"""too-many-items: a list has more items than it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.lists import pair_lists
from speclint.binding.wording import too_many
from speclint.ruleset import UNBOUNDED, ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the first item that is too many."""
    spec = case.expectation.spec
    if not isinstance(spec, ListSpec) or spec.max_items == UNBOUNDED:
        return
    items = pair_lists(spec, case.blocks).items
    if len(items) > spec.max_items:
        message = too_many("list items", case.place, len(items), spec.max_items)
        yield Finding(items[spec.max_items].range, message, "Remove this item and those below it.")
