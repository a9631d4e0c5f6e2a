"""duplicate-value: a document gives one of the values twice that should each be there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.names import forms
from speclint.binding.repeats import repeated_headings
from speclint.binding.values import Value, own_values_of
from speclint.binding.wording import after, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each later value that is the same as an earlier one."""
    # Two agreements may find one slip, each with a part of the line.
    said: set[int] = set()
    for spec in binding.ruleset.agreements:
        if spec.relation != "unique" or not binding.applies(spec.when):
            continue
        firsts: dict[tuple[str, str, int], Value] = {}
        for value in own_values_of(binding, spec.each):
            name = forms(value.text)[0].rstrip("/ ")
            first = firsts.setdefault((name, value.key, value.group if spec.siblings else 0), value)
            if first is value or first.range == value.range or value.range in binding.once(repeated_headings):
                continue
            if value.range.start.line in said:
                continue
            said.add(value.range.start.line)
            line = first.range.start.line
            section = binding.path(value.bound.node) if value.bound else binding.path_at(value.range.start.line)
            yield Finding(
                value.range,
                after(spec.message, f"Duplicate '{short(value.text)}': already on line {line}"),
                "Remove one of the two, or correct the name.",
                spec.severity,
                section,
                (RelatedLocation(first.range, "first used here"),),
            )
