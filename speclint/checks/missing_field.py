"""missing-field: a named value such as '**Status**: Draft' is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.names import nearest_name
from speclint.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, FieldPair


def check(binding: Binding) -> Iterator[Finding]:
    """One finding for each required or recommended field, at its section's heading or the document's title."""
    for pair in binding.fields:
        if pair.found is None and pair.spec.presence != "optional":
            yield _finding(binding, pair)


def _finding(binding: Binding, pair: FieldPair) -> Finding:
    spec = pair.spec
    where = f" in '{pair.bound.node.title}'" if pair.bound else ""
    message = f"Field '{spec.name}' is missing{where}"
    there = binding.metadata if pair.bound is None else binding.section_fields(pair.bound)
    near = nearest_name(spec.name, [field.name for field in there])
    if near:
        number = next(field.range.start.line for field in there if field.name == near)
        message += f": line {number} has '{near}', which comes close"
    value = next(iter((*spec.examples, *spec.values)), "...")
    front_matter = pair.bound is None and binding.uses_front_matter
    line = f"{spec.name}: {value}" if front_matter else f"**{spec.name}**: {value}"
    return Finding(
        pair.place,
        f"{spec.message}: {message}" if spec.message else message,
        f"Add a line such as '{line}'." + (f" {spec.guidance}" if spec.guidance else ""),
        spec.severity,
        binding.path(pair.bound.node) if pair.bound else (),
    )
