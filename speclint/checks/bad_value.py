"""bad-value: what an agreement finds in a document is no value of the expected type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.suggest import nearest
from speclint.binding.values import own_values_of
from speclint.binding.wording import after, short
from speclint.ruleset.value_types import known_values, value_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each such value."""
    # Two agreements may find one value, one of them in a whole row.
    said: set[tuple[int, str]] = set()
    for spec in binding.ruleset.agreements:
        if spec.relation != "type" or not binding.applies(spec.when):
            continue
        for value in own_values_of(binding, spec.each):
            expected = value_fault(spec.type, value.text, spec.least, spec.most)
            found = (value.range.start.line, value.text)
            if not expected or found in said:
                continue
            said.add(found)
            near = nearest(value.text, known_values(spec.type))
            message = f"Invalid value '{short(value.text)}': " + (
                f"did you mean '{near}'?" if near else f"expected {expected}"
            )
            section = binding.path(value.bound.node) if value.bound else binding.path_at(value.range.start.line)
            yield Finding(value.range, after(spec.message, message), f"Write {expected}.", spec.severity, section)
