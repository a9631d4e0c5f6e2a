"""Rule sets as plain data and back, for the cache.

Owns: the positional form of each value of the run-time model.
Never: validates meaning, or imports what reads rule files. This module is on the way of every run.

A value is the list of its members in their order. Decoding compares the types of a whole list at once with those
that it must have, and looks closer only at members that are no plain text, number or truth value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple
from speclint.expressions import Expression
from speclint.ruleset import (
    AgreementSpec,
    AnyOfSpec,
    AppliesTo,
    CellTest,
    CodeSpec,
    ColumnSpec,
    Condition,
    DiagramSpec,
    Expectation,
    FieldSpec,
    FieldsSpec,
    ImageSpec,
    LifecycleState,
    LinkSpec,
    ListSpec,
    MetadataSpec,
    NamingSpec,
    PlaceholderSpec,
    ReferenceSpec,
    RowRule,
    RuleSet,
    SectionGroup,
    SectionSpec,
    TableSpec,
    TextSpec,
    TitleSpec,
    ValuesSpec,
)
from speclint.ruleset.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

# How each member is stored, in order. A name in LITERALS: one of those texts. `strs`: a list of texts. `pairs`: a
# list of two texts each. `regex`: an expression with its limits. `X*`: a list of X. `X?`: X or nothing.
LAYOUT: dict[type[Any], str] = {
    Condition: "condition_kind str strs regex bool Condition* str",
    FieldSpec: "str strs presence severity strs regex strs str str Condition? int str",
    ColumnSpec: "str strs presence strs regex bool bool strs",
    CellTest: "str strs regex",
    RowRule: "CellTest* CellTest* str",
    TextSpec: "int int int int int regex regex",
    TableSpec: "ColumnSpec* int int RowRule* bool",
    ListSpec: "list_kind int int bool strs regex int bool",
    CodeSpec: "strs int int bool regex str",
    ImageSpec: "int regex",
    LinkSpec: "int regex",
    DiagramSpec: "int strs",
    FieldsSpec: "FieldSpec*",
    AnyOfSpec: "Expectation*",
    Expectation: "spec severity str str int Condition? presence",
    SectionGroup: "group_kind strs severity str",
    SectionSpec: (
        "str str strs strs regex style presence severity int int order unknown int str str Condition? "
        "Expectation* SectionGroup* SectionSpec* bool str"
    ),
    TitleSpec: "presence severity regex str str",
    MetadataSpec: "form str",
    PlaceholderSpec: "str regex where strs",
    ReferenceSpec: "str regex str presence severity str Condition?",
    ValuesSpec: "str values_kind regex",
    AgreementSpec: "ValuesSpec ValuesSpec bool severity str Condition?",
    NamingSpec: "regex str str regex str str strs",
    AppliesTo: "strs values_by_key",
    LifecycleState: "strs pairs severity int int",
    RuleSet: (
        "str str str AppliesTo NamingSpec TitleSpec int FieldSpec* MetadataSpec strs order unknown SectionSpec* SectionGroup* "
        "PlaceholderSpec* ReferenceSpec* AgreementSpec* str LifecycleState* int pairs strs"
    ),
}

LITERALS: dict[str, frozenset[str]] = {
    "presence": frozenset({"required", "recommended", "optional"}),
    "severity": frozenset({"error", "warning", "info"}),
    "order": frozenset({"strict", "relaxed", "any"}),
    "unknown": frozenset({"error", "warning", "info", "allow"}),
    "values_kind": frozenset({"column", "labels", "headings", "matches"}),
    "form": frozenset({"lines", "table", "front_matter"}),
    "style": frozenset({"heading", "bold"}),
    "where": frozenset({"text", "comment"}),
    "list_kind": frozenset({"any", "ordered", "bullet", "task"}),
    "condition_kind": frozenset({"field", "section", "all", "any", "not"}),
    "group_kind": frozenset({"at_least_one", "exactly_one", "all_or_none", "requires", "conflicts"}),
}

_SPECS: tuple[type[Any], ...] = tuple(kind.spec for kind in KINDS)
"""The kinds of expectations; stored by their place here."""

_STR = frozenset({str})


def encode(ruleset: RuleSet) -> list[Any]:
    """A rule set as nested lists of texts, numbers, truth values and None."""
    data: list[Any] = _encode(ruleset)
    return data


def decode(data: Any) -> RuleSet:
    """The rule set that `encode` made `data` of. Raises ValueError for anything that it cannot have made."""
    try:
        ruleset: RuleSet = _row(RuleSet)(data)
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise ValueError("not the data of a rule set") from error
    return ruleset


def _encode(value: Any) -> Any:
    if isinstance(value, Expectation):
        return [[_SPECS.index(type(value.spec)), *_encode(value.spec)], *map(_encode, value[1:])]
    layout = LAYOUT.get(type(value))
    if layout is not None:
        members = zip(layout.split(), value, strict=True)
        return [_written(member) if form == "regex" else _encode(member) for form, member in members]
    return [_encode(item) for item in value] if isinstance(value, tuple) else value


def _written(pattern: str) -> str:
    """An expression behind its limits, or a text without limits."""
    return f"{pattern.whole},{pattern.part}:{pattern}" if isinstance(pattern, Expression) else f":{pattern}"


class _Plan(NamedTuple):
    """How the list of one class is read: the types it may have, and the members that need more."""

    types: frozenset[tuple[type, ...]]
    members: tuple[tuple[int, Callable[[Any], Any]], ...]
    make: Callable[[Any], Any]


_PLAIN: dict[str, type] = {"str": str, "int": int, "bool": bool}
_TEXTS = frozenset({"regex", *LITERALS})
"""What is stored as text, but read in a way of its own."""
_plans: dict[type[Any], _Plan] = {}


def _row(cls: type[Any]) -> Callable[[Any], Any]:
    """The reader of a class's list. Its plan is made at the end of this module, where all readers exist."""

    def read(data: Any) -> Any:
        types, members, make = _plans[cls]
        if type(data) is not list or tuple(map(type, data)) not in types:
            raise ValueError(cls.__name__)
        row = data[:]
        for index, convert in members:
            row[index] = convert(row[index])
        return make(row)

    return read


def _rows(cls: type[Any]) -> Callable[[Any], Any]:
    read = _row(cls)
    return lambda data: tuple(map(read, data)) if data else ()


def _optional(cls: type[Any]) -> Callable[[Any], Any]:
    read = _row(cls)
    return lambda data: None if data is None else read(data)


def _one_of(options: frozenset[str]) -> Callable[[Any], Any]:
    def read(data: Any) -> Any:
        if data not in options:
            raise ValueError(data)
        return data

    return read


def _regex(data: str) -> str:
    """What `_written` made of an expression or another text."""
    limits, colon, pattern = data.partition(":")
    if not colon:
        raise ValueError("no expression")
    if not limits:
        return pattern
    whole, part = limits.split(",")
    return Expression(pattern, int(whole), int(part))


def _strs(data: Any) -> tuple[str, ...]:
    if not data:
        return ()
    if not _STR.issuperset(map(type, data)):
        raise ValueError("no text")
    return tuple(data)


def _pairs(data: Any) -> tuple[tuple[str, ...], ...]:
    if any(type(pair) is not list or len(pair) != 2 for pair in data):
        raise ValueError("no pair")
    return tuple(map(_strs, data))


def _values_by_key(data: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if any(type(pair) is not list or tuple(map(type, pair)) != (str, list) for pair in data):
        raise ValueError("no key with values")
    return tuple((key, _strs(values)) for key, values in data)


def _spec(data: Any) -> Any:
    kind = data[0]
    if type(kind) is not int or kind < 0:
        raise ValueError("no kind")
    return _SPEC_READERS[kind](data[1:])


def _member(token: str) -> Callable[[Any], Any] | None:
    """How a member is read that is stored as `token` says; None: as it is."""
    if token in _PLAIN:
        return None
    if token in LITERALS:
        return _one_of(LITERALS[token])
    special = {"regex": _regex, "strs": _strs, "pairs": _pairs, "values_by_key": _values_by_key, "spec": _spec}
    if token in special:
        return special[token]
    cls = _BY_NAME[token.rstrip("*?")]
    if token.endswith("*"):
        return _rows(cls)
    return _optional(cls) if token.endswith("?") else _row(cls)


def _plan(cls: type[Any], layout: str) -> _Plan:
    tokens = layout.split()
    types = tuple(_PLAIN.get(token) or (str if token in _TEXTS else list) for token in tokens)
    allowed = {types}
    for index, token in enumerate(tokens):
        if token.endswith("?"):
            allowed.add((*types[:index], type(None), *types[index + 1 :]))
    members = tuple((index, read) for index, token in enumerate(tokens) if (read := _member(token)) is not None)
    make: Callable[[Any], Any] = cls._make
    return _Plan(frozenset(allowed), members, make)


_BY_NAME = {cls.__name__: cls for cls in LAYOUT}
_SPEC_READERS = tuple(map(_row, _SPECS))
_plans.update((cls, _plan(cls, layout)) for cls, layout in LAYOUT.items())
