"""conflicting-field: a document gives one of its fields twice, with different values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.names import all_forms
from speclint.binding.conditions import is_one_of, plain_value
from speclint.binding.options import is_template
from speclint.binding.wording import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, FieldValue
    from speclint.ruleset import FieldSpec

_WORD = re.compile(r"[^\W_]+")


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each later value that differs from the first. A row of a table may be about something else."""
    by_name: dict[str, list[FieldValue]] = {}
    for field in binding.metadata:
        if field.value and field.carrier != "table" and not field.quoted:
            for name in dict.fromkeys(field.names):
                by_name.setdefault(name, []).append(field)
    for pair in binding.declared_fields:
        spec = pair.spec
        names = all_forms(spec.name, spec.aliases)
        there = {each.range: each for name in sorted(names) for each in by_name.get(name, ())}
        found = [
            each
            for _, each in sorted(there.items())
            if not is_template(each, spec) and not binding.placeholder_in(each.range)
        ]
        firsts: dict[str, FieldValue] = {}
        for other in found:
            # `category` beside `type` is another field to its author, also where the rule set takes both.
            first = firsts.setdefault(other.names[0], other)
            if not _agree(first.value, other.value, spec):
                line = first.range.start.line
                yield Finding(
                    other.value_range,
                    f"Field '{other.name}' has two values: '{short(first.value)}' (line {line}) and '{short(other.value)}'",
                    "Keep the right one, and remove the other.",
                    # In their own words, two people may mean the same.
                    spec.severity if spec.values or spec.pattern else "warning",
                    binding.path_at(other.range.start.line),
                    (RelatedLocation(first.value_range, "first given here"),),
                )


def _agree(one: str, other: str, spec: FieldSpec) -> bool:
    """Whether two values say the same: the same words in any order, one with more words, or forms of one allowed value."""
    words, more = (set(_WORD.findall(plain_value(value))) for value in (one, other))
    if words <= more or more <= words:
        return True
    return any(is_one_of(one, (value,)) and is_one_of(other, (value,)) for value in spec.values)
