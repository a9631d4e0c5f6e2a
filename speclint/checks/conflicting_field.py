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

# A version is one word: 1.2 is not 2.1.
_WORD = re.compile(r"v?\d+(?:\.\d+)+|[^\W_]+")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_REMARK = re.compile(r"[,;(]|\s[-\u2013\u2014]\s")
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_LONG_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {month[:3]: str(number) for number, month in enumerate(_LONG_MONTHS, 1)}
_MONTH_NAMES = frozenset((*_LONG_MONTHS, *_MONTHS))


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each later value that differs from the first."""
    by_name: dict[str, list[FieldValue]] = {}
    for field in binding.metadata:
        if field.value and field.sure and not field.quoted:
            for name in dict.fromkeys(field.names):
                by_name.setdefault(name, []).append(field)
    for pair in binding.declared_fields:
        spec = pair.spec
        names = all_forms(spec.name, spec.aliases).union(pair.found.names if pair.found is not None else ())
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
    """Whether two values say the same: forms of one allowed value, or the same words in any order."""
    if any(is_one_of(one, (value,)) and is_one_of(other, (value,)) for value in spec.values):
        return True
    if spec.values:
        # "Draft, for comments" is still a draft.
        one, other = (_allowed(value, spec) for value in (one, other))
    return _words(one) == _words(other)


def _allowed(value: str, spec: FieldSpec) -> str:
    """The allowed value that a value begins with, where a remark follows; else the value."""
    first = _REMARK.split(value, maxsplit=1)[0].rstrip()
    rest = value[len(first) :].strip(" ,;:-\u2013\u2014")
    is_remark = is_one_of(first, spec.values) and not is_one_of(rest, spec.values)
    return first if is_remark else value


def _words(value: str) -> list[str]:
    """The words of a value in order, without case, marks and a closing note; a month as its number."""
    text = plain_value(_LINK.sub(r"\g<text>", value))
    words = [part for word in _WORD.findall(text) for part in (word.split(".") if _DATE.fullmatch(word) else (word,))]
    found = []
    for word in words:
        bare = word[1:] if word[:1] == "v" and word[1:2].isdigit() else word
        bare = bare.lstrip("0") or bare
        found.append(_MONTHS.get(bare[:3], bare) if bare in _MONTH_NAMES else bare)
    return sorted(found)
