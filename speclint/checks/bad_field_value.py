"""bad-field-value: a field has no value, or an invalid one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, worse
from speclint.base.names import all_forms, forms
from speclint.base.values import NamedTuple
from speclint.binding import is_own_id
from speclint.binding.conditions import is_one_of, is_state, plain_value, split_values
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
    from speclint.ruleset import FieldSpec


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
        states = open_states(binding, pair)
        for fault in () if is_own_id(pair, binding.ruleset.naming) else value_faults(pair.spec, found, states):
            yield Finding(
                fault.range,
                after(pair.spec.message, fault.message),
                fault.help,
                pair.spec.severity,
                binding.path(pair.bound.node) if pair.bound else _section(binding, pair),
                behind=behind,
            )


def open_states(binding: Binding, pair: FieldPair) -> tuple[str, ...]:
    """What the lifecycle says of the values of its field, where these are open."""
    field = binding.ruleset.lifecycle_field
    if pair.bound or not field or pair.spec.values or all_forms(pair.spec.name).isdisjoint(forms(field)):
        return ()
    return tuple(word for state in binding.ruleset.lifecycle for word in state.words)


def _section(binding: Binding, pair: FieldPair) -> tuple[str, ...]:
    return binding.path_at(pair.found.range.start.line) if pair.found else ()


_ROOM = 120
"""Characters of a message that names both the expected values and the one that was probably meant."""


class ValueFault(NamedTuple):
    """What is wrong with a value, how to fix it, and where."""

    message: str
    help: str
    range: Range


def value_faults(spec: FieldSpec, found: FieldValue, states: tuple[str, ...] = ()) -> Iterator[ValueFault]:
    """What is wrong with each value of a field; nothing for good ones.

    `states`: of a field whose values are open, those that have a meaning. What is nearly one of them is a slip.
    """
    if not found.value:
        if not found.block_follows and not spec.blank:
            example = next(iter((*spec.examples, *spec.values)), "")
            help = f"Give it a value, such as '{example}'." if example else "Give it a value."
            yield ValueFault(f"Field '{found.name}' has no value", help, found.range)
        return
    if spec.values and all_forms(spec.name, spec.aliases).isdisjoint(found.names):
        # A name in other words, such as those of another language: so may the value be.
        spec = spec._replace(values=())
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
    if states and not faults and len(parts) == 1 and not is_state(parts[0][0], (*states, *spec.examples)):
        near = nearest_name(plain_value(parts[0][0]), (*spec.examples, *states))
        if near:
            message = f"Invalid value '{short(parts[0][0])}' in field '{found.name}': did you mean '{near}'?"
            yield ValueFault(message, f"Write '{near}'.", parts[0][1])
    if not faults and len(parts) > 1 and spec.values and not spec.several:
        yield ValueFault(
            f"Field '{found.name}' has {len(parts)} values: expected one",
            f"Keep one of {listed(tuple(value for value, _ in parts))}.",
            found.value_range,
        )


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
        expected += f" such as '{spec.examples[0]}'" if spec.examples else ""
        return f"Invalid value '{short(value)}' in field '{name}': expected {expected}", f"Write {expected}."
    example = f"a value such as '{spec.examples[0]}'" if spec.examples else ""
    return (
        f"Invalid value '{short(value)}' in field '{name}'" + (f": expected {example}" if example else ""),
        f"Write {example or 'a value in the form that this field expects'}.",
    )
