"""From the models of a section's content to run-time values.

Owns: conditions, fields and expectations, and how they inherit a severity.
Never: validates, or knows positions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.expressions import Pattern
from speclint.language.keys import KEYS, KindKey, item_class, listed
from speclint.language.regex.cost import expression
from speclint.ruleset import (
    PRESENCE_SEVERITY,
    CellTest,
    ColumnSpec,
    Condition,
    Expectation,
    ExpectationSpec,
    FieldSpec,
    RowRule,
)
from speclint.ruleset.kinds import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.base.diagnostics import Severity
    from speclint.language.schema import content as surface

PRESENT = "present"
"""A cell that must only not be blank."""


def several(value: str | list[str] | None) -> tuple[str, ...]:
    """One value or a list of them, as a tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def own_severity(model: surface.FieldModel | surface.ExpectationModel, around: Severity) -> Severity:
    """The severity that something says for itself, by `severity` or `presence`, or else the one around it."""
    if model.severity is not None:
        return model.severity
    return around if model.presence is None else PRESENCE_SEVERITY[model.presence]


def condition(model: surface.Condition | None) -> Condition | None:
    """A condition; None where there is none."""
    return None if model is None else _condition(model)


def _condition(model: surface.Condition) -> Condition:
    present, words = model.present is not False, model.words or ""
    if model.field is not None:
        return Condition("field", model.field, several(model.is_), expression(model.matches), present, words=words)
    if model.section is not None:
        return Condition("section", model.section, present=present, words=words)
    if model.family is not None:
        return Condition("family", values=several(model.family), words=words)
    if model.all_ is not None:
        return Condition("all", conditions=tuple(map(_condition, model.all_)), words=words)
    if model.any_ is not None:
        return Condition("any", conditions=tuple(map(_condition, model.any_)), words=words)
    return Condition("not", conditions=(_condition(model.not_),) if model.not_ is not None else (), words=words)


def field(model: str | surface.FieldModel, around: Severity | None = None) -> FieldSpec:
    """A field; `around` is the severity of what it is in, none for the document's own."""
    if isinstance(model, str):
        return FieldSpec(model, severity=around or "error")
    if around is None:
        around = PRESENCE_SEVERITY[model.presence or "required"]
    return FieldSpec(
        name=model.name,
        aliases=several(model.aliases),
        presence=model.presence or "required",
        severity=own_severity(model, around),
        values=several(model.values),
        pattern=expression(model.regex),
        type=model.type or "",
        least=model.min or "",
        most=model.max or "",
        examples=several(model.examples),
        guidance=model.guidance or "",
        message=model.message or "",
        when=condition(model.when),
        weight=1 if model.weight is None else model.weight,
        several=bool(model.several),
        blank=bool(model.blank),
        initial=model.initial or "",
        in_template=model.presence != "optional" if model.in_template is None else model.in_template,
    )


def expectation(model: surface.ExpectationModel, around: Severity) -> Expectation:
    """An expectation; `around` is the severity of its section."""
    severity = own_severity(model, around)
    return Expectation(
        spec=_spec(model, severity),
        severity=severity,
        message=model.message or "",
        guidance=model.guidance or "",
        weight=1 if model.weight is None else model.weight,
        when=condition(model.when),
        presence=model.presence or "required",
    )


def _spec(model: surface.ExpectationModel, severity: Severity) -> ExpectationSpec:
    key, part = model.content()
    kind = BY_KEY[key]
    spec: Callable[..., ExpectationSpec] = kind.spec
    if isinstance(part, list):
        return spec(_entries(listed(kind), part, severity))
    said = {
        each.member: _value(each, part[each.name], severity)
        for each in KEYS[key].values()
        if part[each.name] is not None
    }
    return spec(**said)


def _value(key: KindKey, written: Any, severity: Severity) -> Any:
    """The value of a member."""
    if key.note.form == "data":
        return json.dumps(written, ensure_ascii=False)
    if key.type == Pattern:
        return expression(written)
    item = item_class(key.type)
    if item is None:
        return written
    if item is not str:
        return _entries(item, written, severity)
    return tuple(each.casefold() if key.note.folded else each for each in several(written))


def _entries(item: Any, written: list[Any], severity: Severity) -> tuple[Any, ...]:
    return tuple(ENTRIES[item](each, severity) for each in written)


def _column(model: str | surface.ColumnModel, _: Severity) -> ColumnSpec:
    if isinstance(model, str):
        return ColumnSpec(model)
    return ColumnSpec(
        name=model.name,
        aliases=several(model.aliases),
        presence=model.presence or "required",
        values=several(model.values),
        pattern=expression(model.regex),
        type=model.type or "",
        least=model.min or "",
        most=model.max or "",
        unique=bool(model.unique),
        blank=bool(model.blank),
        examples=several(model.examples),
        severity=model.severity or "",
    )


def _row(model: surface.RowModel, _: Severity) -> RowRule:
    return RowRule(_cells(model.when), _cells(model.then), model.message or "")


def _cells(cells: dict[str, str | list[str] | surface.CellPattern]) -> tuple[CellTest, ...]:
    tests: list[CellTest] = []
    for column, cell in cells.items():
        if cell == PRESENT:
            tests.append(CellTest(column))
        elif isinstance(cell, (str, list)):
            tests.append(CellTest(column, several(cell)))
        else:
            tests.append(
                CellTest(
                    column,
                    pattern=expression(cell.regex),
                    part=expression(cell.matches),
                    type=cell.type or "",
                    type_of=cell.type_of or "",
                    within=cell.within or "",
                    listed_in=cell.listed_in or "",
                    not_before=cell.not_before or "",
                )
            )
    return tuple(tests)


ENTRIES: dict[Any, Callable[[Any, Severity], Any]] = {
    FieldSpec: field,
    ColumnSpec: _column,
    RowRule: _row,
    Expectation: expectation,
}
"""How an entry of a list becomes a run-time value, by the class of that. `Severity`: that of what it is in."""
