"""disagreement: two parts of a document do not say the same, where they should."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.names import forms
from speclint.binding.names import NearestName, series_of
from speclint.binding.values import cells_of, own_values_of, values_of
from speclint.binding.wording import after, short
from speclint.expressions import values_in
from speclint.ruleset.value_types import order_of, same_value, version_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from speclint.base.source import Range
    from speclint.binding import Binding
    from speclint.binding.values import Value
    from speclint.ruleset import AgreementSpec

_Order = TypeVar("_Order", float, tuple[int, ...])
"""How dates or versions are compared."""
_WORDS = 12
"""Words that a name has at most where it is inside another."""
_WORD = re.compile(r"\w+")
_DIGITS = 6
"""Of a number that may have neighbours."""
_LEAST_OF_SERIES = 2
"""Names that make a series. One alone may be the name of something else."""


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each value that another part contradicts. Where there is nothing to compare with, none."""
    said: set[tuple[Range, str]] = set()
    for spec in binding.ruleset.agreements:
        if spec.relation == "alike" and binding.applies(spec.when):
            yield from _alike(binding, spec)
        compare = _all_but_one if spec.all_but_one else _RELATIONS.get(spec.relation)
        if compare is None or not binding.applies(spec.when):
            continue
        if not own_values_of(binding, spec.each):
            continue
        there = [list(values_of(binding, place)) for place in spec.places]
        if any(there):
            exempt = [found for place in spec.exempt for found in values_of(binding, place)]
            own = [value for value in own_values_of(binding, spec.each) if not exempt or not _meet([value], exempt)]
            for finding in compare(binding, spec, own, there):
                # Two agreements may find one mistake: a value differs from two others, or they from it.
                pair = {(finding.range, spec.message), *((each.range, spec.message) for each in finding.related)}
                if spec.relation == "in" or said.isdisjoint(pair):
                    said.add((finding.range, spec.message))
                    yield finding


def _finding(
    binding: Binding, spec: AgreementSpec, value: Value, message: str, help: str, other: RelatedLocation
) -> Finding:
    section = binding.path(value.bound.node) if value.bound else binding.path_at(value.range.start.line)
    return Finding(value.range, after(spec.message, message), help, spec.severity, section, (other,))


# Every value exists in the other place, or none does


def _in(binding: Binding, spec: AgreementSpec, own: list[Value], there: list[list[Value]]) -> Iterator[Finding]:
    known = _Names(spec, there)
    near_names = NearestName(() if spec.series else (value.text for value in known.values))
    said: set[str] = set()
    series = (
        Counter(series_of(name) for name in {forms(value.text)[0] for value in known.values}) if spec.series else None
    )
    twice = _given_twice(there)
    # Of several places the first that exists is where it belongs.
    place = next(values[0] for values in there if values)
    for value in own:
        name = forms(value.text)[0]
        if name in said or known.first(value.text) is not None:
            continue
        if series is not None and (series[series_of(name)] < _LEAST_OF_SERIES or not twice.isdisjoint(_beside(name))):
            continue
        said.add(name)
        if series is not None:
            place = next(each for each in known.values if series_of(forms(each.text)[0]) == series_of(name))
        yield _not_there(binding, spec, value, place, near_names.of(value.text))


def _given_twice(there: list[list[Value]]) -> set[str]:
    """The names that siblings share: one of two was meant to be the number beside it."""
    count = Counter((forms(value.text)[0], number, value.group) for number, each in enumerate(there) for value in each)
    return {name for (name, _, _), times in count.items() if times > 1}


def _beside(name: str) -> Iterator[str]:
    """The names before and behind a numbered one: FR-2 and FR-4 of FR-3."""
    series = series_of(name)
    digits = name[len(series) :]
    for number in (int(digits) - 1, int(digits) + 1) if 0 < len(digits) <= _DIGITS else ():
        yield f"{series}{number:0{len(digits)}d}"


def _not_there(binding: Binding, spec: AgreementSpec, value: Value, place: Value, near: str) -> Finding:
    """`place`: a value of those among which it is not. `near`: the one that was probably meant, if any."""
    hint = f"; did you mean '{near}'?" if near else ""
    if place.bound is None or value.bound is None or place.bound.node is value.bound.node:
        line = place.range.start.line
        message = f"'{short(value.text)}' here" + (hint or f", '{short(place.text)}' on line {line}")
        other = RelatedLocation(place.range, f"'{short(place.text)}' here")
        return _finding(binding, spec, value, message, "Correct one of the two.", other)
    title, line = place.bound.node.title, place.bound.node.line
    message = f"'{short(value.text)}' is not listed in '{title}'{hint}"
    help = f"Add it to '{title}' (line {line}), or correct the name."
    return _finding(binding, spec, value, message, help, RelatedLocation(place.bound.node.range, "expected here"))


def _all_but_one(
    binding: Binding, spec: AgreementSpec, own: list[Value], there: list[list[Value]]
) -> Iterator[Finding]:
    """The one value that is not in the other place, where all others beside it are."""
    known = _Names(spec, there)
    homes: dict[str, dict[int, Value]] = {}
    for value in chain.from_iterable(there):
        found = homes.setdefault(forms(value.text)[0], {})
        if len(found) < _HOMES:
            found.setdefault(value.group, value)
    ranges = list(_ranges(chain.from_iterable(there)))
    twice = _given_twice(there)
    near_names = NearestName(value.text for value in known.values)
    said: set[str] = set()
    for siblings in _by_group(own).values():
        distinct = {forms(value.text)[0]: value for value in reversed(siblings)}
        if len(distinct) < _least(spec):
            continue
        others = {
            name: _elsewhere(value, known, homes.get(name, {})) or _in_range(name, ranges)
            for name, value in distinct.items()
        }
        missing = [name for name, other in others.items() if other is None]
        if len(missing) == 1 and said.isdisjoint(missing) and twice.isdisjoint(_beside(missing[0])):
            said.update(missing)
            other = next(other for other in others.values() if other is not None)
            near = near_names.of(missing[0])
            same = forms(near)[0] == missing[0] if near else True
            yield _not_there(binding, spec, distinct[missing[0]], other, "" if same else near)


_HOMES = 2
"""Groups that are kept of each name: the one of a value itself, and another."""


_RANGE = re.compile(r"(?P<series>.*?)(?P<low>\d{1,6})\W*\s?(?:to|bis|à|au|a)?\s?\W*(?P=series)(?P<high>\d{1,6})")
_LONGEST_RANGE = 40
_RANGES = 100
"""More ranges than these in one document are not looked into."""


def _ranges(values: Iterable[Value]) -> Iterator[tuple[str, int, int, Value]]:
    """What "FR-1 to FR-4" names: the series, its first and its last number."""
    for value in values:
        found = _RANGE.fullmatch(value.text.casefold()) if len(value.text) <= _LONGEST_RANGE else None
        if found is not None and found["series"]:
            yield found["series"], int(found["low"]), int(found["high"]), value


def _in_range(name: str, ranges: Sequence[tuple[str, int, int, Value]]) -> Value | None:
    series = series_of(name)
    number = name[len(series) :]
    for known, low, high, value in ranges[:_RANGES] if number else ():
        if forms(known)[0] == forms(series)[0] and low <= int(number) <= high:
            return value
    return None


def _elsewhere(value: Value, known: _Names, homes: Mapping[int, Value]) -> Value | None:
    """A value of the other places that is the same, and not beside it."""
    if not value.group:
        return known.first(value.text)
    if homes:
        return next((other for group, other in homes.items() if group != value.group), None)
    found = known.first(value.text)
    return found if found is not None and found.group != value.group else None


def _by_group(values: Iterable[Value]) -> dict[int, list[Value]]:
    groups: dict[int, list[Value]] = {}
    for value in values:
        groups.setdefault(value.group, []).append(value)
    return groups


def _not_in(binding: Binding, spec: AgreementSpec, own: list[Value], there: list[list[Value]]) -> Iterator[Finding]:
    known = _Names(spec, there)
    said: set[str] = set()
    for value in own:
        name = forms(value.text)[0]
        other = None if name in said else known.first(value.text)
        if other is not None and other.range != value.range:
            said.add(name)
            message = f"'{short(value.text)}' is also on line {other.range.start.line}"
            help = "Remove it from one of the two places, or correct the name."
            yield _finding(binding, spec, value, message, help, RelatedLocation(other.range, "also here"))


class _Names:
    """The values of an agreement's places, by all their forms."""

    def __init__(self, spec: AgreementSpec, there: list[list[Value]]) -> None:
        self.values: list[Value] = []
        self._endings = spec.endings
        self._contains = spec.contains
        self._forms: dict[str, Value] = {}
        self._parts: dict[str, Value] = {}
        self._phrases: dict[str, Value] = {}
        for place, values in zip(spec.places, there, strict=True):
            for value in values:
                if place.kind == "text":
                    for phrase in _phrases(_WORD.findall(value.text.casefold())):
                        self._phrases.setdefault(phrase, value)
                    continue
                self.values.append(value)
                for form in self._variants(value.text):
                    self._forms.setdefault(form, value)
                    for part in _phrases(form.split(" ")) if spec.contains else ():
                        self._parts.setdefault(part, value)

    def first(self, name: str) -> Value | None:
        """The first value with a name. `contains`: one that holds another as whole words is the same."""
        own = self._variants(name)
        for form in own:
            found = self._forms.get(form) or self._phrases.get(" ".join(_WORD.findall(form)))
            if found is not None:
                return found
        if self._contains:
            for part in chain(own, chain.from_iterable(_phrases(form.split(" ")) for form in own)):
                found = self._forms.get(part) or (self._parts.get(part) if part in own else None)
                if found is not None:
                    return found
        return None

    def _variants(self, name: str) -> list[str]:
        """The forms of a name, also without its ending."""
        found = list(forms(name))
        return found + [form.removesuffix(end) for form in found for end in self._endings if form.endswith(end)]


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """All runs of whole words in a name."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + _WORDS, len(words)) + 1):
            yield " ".join(words[start:end])


# Values that are named twice


def _equals(binding: Binding, spec: AgreementSpec, own: list[Value], there: list[list[Value]]) -> Iterator[Finding]:
    named = bool(spec.each.by) and not spec.each.rows
    others = [_by_key(values) for values in there]
    for key, values in _by_key(own).items():
        against = [each[key] for each in others if key in each]
        if (named and not key) or not against:
            continue
        # Several may be right: a service has more than one port.
        different = [each for each in against if not _meet(values, each)]
        if len(different) == len(against):
            yield _difference(binding, spec, values[0], against[0][0])
        else:
            # Where two places say the same, the third is wrong.
            yield from (_difference(binding, spec, each[0], values[0]) for each in different)


def _difference(binding: Binding, spec: AgreementSpec, value: Value, other: Value) -> Finding:
    name = f" for '{short(value.key)}'" if value.key else ""
    message = f"'{short(value.text)}'{name} here, '{short(other.text)}' on line {other.range.start.line}"
    help = "Keep the right value, and correct the other."
    return _finding(binding, spec, value, message, help, RelatedLocation(other.range, f"'{short(other.text)}' here"))


def _by_key(values: Iterable[Value]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(forms(value.key)[0] if value.key else "", []).append(value)
    return found


_MOST = 50
"""More values than these of one name are compared by their letters alone."""


def _meet(own: list[Value], against: list[Value]) -> bool:
    if not {value.text for value in own}.isdisjoint(value.text for value in against):
        return True
    return any(same_value(one.text, other.text) for one in own[:_MOST] for other in against[:_MOST])


def _not_before(binding: Binding, spec: AgreementSpec, own: list[Value], there: list[list[Value]]) -> Iterator[Finding]:
    yield from _before(binding, spec, own, there, "dates", partial(order_of, "date"))
    yield from _before(binding, spec, own, there, "versions", version_order)


def _before(
    binding: Binding,
    spec: AgreementSpec,
    own: list[Value],
    there: list[list[Value]],
    kind: str,
    order: Callable[[str], _Order | None],
) -> Iterator[Finding]:
    known = [(key, value) for value in chain.from_iterable(there) if (key := order(value.text)) is not None]
    if not known:
        return
    latest, other = max(known, key=lambda each: each[0])
    for value in own:
        key = order(value.text)
        if key is not None and key < latest:
            message = f"'{short(value.text)}' is before '{short(other.text)}' (line {other.range.start.line})"
            help = f"Correct one of the two {kind}."
            yield _finding(binding, spec, value, message, help, RelatedLocation(other.range, "this is later"))


# What all say but one

_ALIKE = 4
_ALIKE_IN_SECTION = 3
"""Parts beside each other of which all but one make a habit: anywhere, and in a section that the agreement names."""


def _alike(binding: Binding, spec: AgreementSpec) -> Iterator[Finding]:
    if spec.each.kind == "column":
        yield from _alike_cells(binding, spec)
        return
    exempt = {found.range.start for place in spec.exempt for found in values_of(binding, place)}
    for siblings in _by_group(own_values_of(binding, spec.each._replace(pattern=""))).values():
        if len(siblings) < _least(spec):
            continue
        said = [_said(spec, each.text) for each in siblings]
        count = Counter(name for names in said for name in names)
        usual = {name for name, times in count.items() if times == len(siblings) - 1}
        for value, names in zip(siblings, said, strict=True):
            lacking = usual.difference(names)
            if lacking and value.range.start not in exempt:
                other, known = next(
                    (each, its) for each, its in zip(siblings, said, strict=True) if lacking.intersection(its)
                )
                name = min(lacking, key=list(known).index) if lacking.issubset(known) else min(lacking)
                shown = next(its[name] for its in said if name in its)
                message = f"no '{short(shown)}' here, as in the {len(siblings) - 1} others beside it"
                help = "Add it, or say why there is none."
                yield _finding(binding, spec, value, message, help, RelatedLocation(other.range, "one of the others"))


def _alike_cells(binding: Binding, spec: AgreementSpec) -> Iterator[Finding]:
    for siblings in _by_group(cells_of(binding, spec.each)).values():
        blank = [value for value in siblings if not value.text]
        if len(blank) == 1 and len(siblings) >= _least(spec):
            other = next(value for value in siblings if value.text)
            message = f"no '{short(spec.each.name)}' here, as in the {len(siblings) - 1} others beside it"
            help = "Fill in the cell, or say why there is none."
            yield _finding(binding, spec, blank[0], message, help, RelatedLocation(other.range, "one of the others"))


def _least(spec: AgreementSpec) -> int:
    return _ALIKE_IN_SECTION if spec.each.section else _ALIKE


def _said(spec: AgreementSpec, text: str) -> dict[str, str]:
    """What the pattern finds in a part, as names are compared and as it is written."""
    plain = " ".join(text.split())
    return {forms(plain[start:end])[-1]: plain[start:end] for start, end in values_in(spec.each.pattern, plain)}


_RELATIONS = {"in": _in, "not_in": _not_in, "equals": _equals, "not_before": _not_before}
