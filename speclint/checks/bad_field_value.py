"""bad-field-value: a field has no value, or an invalid one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, worse
from speclint.base.values import NamedTuple
from speclint.binding import is_own_id
from speclint.binding.conditions import is_one_of, plain_value, split_values
from speclint.binding.names import nearest_name
from speclint.binding.not_applicable import field_answer
from speclint.binding.options import is_template
from speclint.binding.wording import after, choices, listed, short
from speclint.expressions import whole_matches
from speclint.ruleset.value_types import value_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.source import Range
    from speclint.binding import Binding, FieldPair, FieldValue
    from speclint.ruleset import FieldSpec, RuleSet


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the value. A value that is a placeholder is reported as such."""
    for pair in binding.fields:
        found = pair.found
        if found is None:
            continue
        unfilled = binding.placeholder_in(found.range) or is_template(found, pair.spec)
        behind = worse(pair.behind, binding.hides("placeholder") if unfilled else None)
        if behind == "error":
            continue
        if field_answer(pair.spec, found, binding.ruleset.not_applicable) is not None:
            continue
        faults = [] if is_own_id(pair, binding.ruleset.naming) else list(value_faults(pair.spec, found))
        if not faults and pair.spec.name == binding.ruleset.lifecycle_field and not pair.spec.values:
            faults += _misspelt_state(binding.ruleset, found)
        for fault in faults:
            yield Finding(
                fault.range,
                after(pair.spec.message, fault.message),
                fault.help,
                pair.spec.severity,
                binding.path(pair.bound.node) if pair.bound else _section(binding, pair),
                behind=behind,
            )


def _section(binding: Binding, pair: FieldPair) -> tuple[str, ...]:
    return binding.path_at(pair.found.range.start.line) if pair.found else ()


_ROOM = 120
"""Characters of a message that names both the expected values and the one that was probably meant."""


class ValueFault(NamedTuple):
    """What is wrong with a value, how to fix it, and where."""

    message: str
    help: str
    range: Range


def value_faults(spec: FieldSpec, found: FieldValue) -> Iterator[ValueFault]:
    """What is wrong with each value of a field; nothing for good ones."""
    if not found.value:
        if not found.block_follows and not spec.blank:
            example = next(iter((*spec.examples, *spec.values)), "")
            help = f"Give it a value, such as '{example}'." if example else "Give it a value."
            yield ValueFault(f"Field '{found.name}' has no value", help, found.range)
        return
    parts = [(item.text, item.range) for item in found.items if item.text.strip()]
    if not parts and spec.several:
        good = partial(_is_good, spec)
        parts = [(part, found.value_range) for part in split_values(found.value, good)]
    if not parts or (spec.pattern and not spec.several):
        # Of a list, an expression describes how its values are joined.
        parts = [(found.value, found.value_range)]
    faults = [
        ValueFault(*_fault(spec, found.name, value), place) for value, place in parts if not _is_good(spec, value)
    ]
    yield from faults
    if not faults and len(parts) > 1 and spec.values and not spec.several:
        yield ValueFault(
            f"Field '{found.name}' has {len(parts)} values: expected one",
            f"Keep one of {listed(tuple(value for value, _ in parts))}.",
            found.value_range,
        )


def _misspelt_state(ruleset: RuleSet, found: FieldValue) -> Iterator[ValueFault]:
    """A value of the status field, which may have others, that is nearly one that the lifecycle knows: it would decide nothing."""
    known = {plain_value(value): value for state in ruleset.lifecycle for value in state.values}
    written = plain_value(found.value)
    near = known.get(nearest_name(written, list(known)), "") if written not in known else ""
    # A slip of the pen leaves the first letter, and nearly the length.
    if near and near[:1].casefold() == written[:1] and abs(len(near) - len(written)) <= 1:
        message = f"Unknown value '{short(found.value)}' in field '{found.name}': did you mean '{near}'?"
        yield ValueFault(message, f"Write '{near}'.", found.value_range)


def _is_good(spec: FieldSpec, value: str) -> bool:
    if spec.values and not is_one_of(value, spec.values):
        return False
    if spec.pattern and not whole_matches(spec.pattern, value):
        return False
    return not spec.type or not value_fault(spec.type, value, spec.least, spec.most)


def _fault(spec: FieldSpec, name: str, value: str) -> tuple[str, str]:
    if spec.values and not is_one_of(value, spec.values):
        plain = {plain_value(each): each for each in spec.values}
        near = plain.get(nearest_name(plain_value(value), list(plain)))
        message, expected = f"Invalid value '{short(value)}' in field '{name}'", f"expected {choices(spec.values)}"
        if near:
            hint = f"did you mean '{near}'?"
            expected = f"{expected}; {hint}" if len(message) + len(expected) + len(hint) < _ROOM else hint
        return f"{message}: {expected}", f"Use one of {listed(spec.values)}."
    expected = value_fault(spec.type, value, spec.least, spec.most) if spec.type else ""
    if expected:
        return f"Invalid value '{short(value)}' in field '{name}': expected {expected}", f"Write {expected}."
    example = f"a value such as '{spec.examples[0]}'" if spec.examples else ""
    return (
        f"Invalid value '{short(value)}' in field '{name}'" + (f": expected {example}" if example else ""),
        f"Write {example or 'a value in the form that this field expects'}.",
    )
