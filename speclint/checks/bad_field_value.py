"""bad-field-value: a field has no value, or an invalid one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, worse
from speclint.binding import is_own_id
from speclint.binding.conditions import is_one_of, plain_value
from speclint.binding.names import nearest_name
from speclint.binding.options import is_template_value
from speclint.binding.wording import after, choices, listed, short
from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, FieldPair, FieldValue
    from speclint.ruleset import FieldSpec


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the value. A value that is a placeholder is reported as such."""
    for pair in binding.fields:
        found = pair.found
        if found is None:
            continue
        unfilled = binding.placeholder_in(found.range) or is_template_value(found.value, pair.spec)
        behind = worse(pair.behind, binding.hides("placeholder") if unfilled else None)
        if behind == "error":
            continue
        finding = None if is_own_id(pair, binding.ruleset.naming) else value_fault(pair.spec, found)
        if finding is not None:
            message, help = finding
            yield Finding(
                found.value_range if found.value else found.range,
                after(pair.spec.message, message),
                help,
                pair.spec.severity,
                binding.path(pair.bound.node) if pair.bound else _section(binding, pair),
                behind=behind,
            )


def _section(binding: Binding, pair: FieldPair) -> tuple[str, ...]:
    return binding.path_at(pair.found.range.start.line) if pair.found else ()


def value_fault(spec: FieldSpec, found: FieldValue) -> tuple[str, str] | None:
    """What is wrong with a value, and how to fix it; None for a good one."""
    if not found.value:
        if found.block_follows:
            return None
        example = next(iter((*spec.examples, *spec.values)), "")
        help = f"Give it a value, such as '{example}'." if example else "Give it a value."
        return f"Field '{found.name}' has no value", help
    # A list in front matter is joined by commas; each of its items is a value.
    values = found.value.split(", ") if found.carrier == "front matter" else [found.value]
    if spec.values and not (
        is_one_of(found.value, spec.values) or all(is_one_of(value, spec.values) for value in values)
    ):
        plain = {plain_value(value): value for value in spec.values}
        near = plain.get(nearest_name(plain_value(found.value), list(plain)))
        allowed = listed(spec.values)
        expected = f"did you mean '{near}'?" if near else f"expected {choices(spec.values)}"
        return f"Invalid value '{short(found.value)}' in field '{found.name}': {expected}", f"Use one of {allowed}."
    if spec.pattern and not whole_matches(spec.pattern, found.value):
        example = f"a value such as '{spec.examples[0]}'" if spec.examples else ""
        return (
            f"Invalid value '{short(found.value)}' in field '{found.name}'"
            + (f": expected {example}" if example else ""),
            f"Write {example or 'a value in the form that this field expects'}.",
        )
    return None
