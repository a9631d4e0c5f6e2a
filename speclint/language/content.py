"""From the models of a section's content to run-time values.

Owns: conditions, fields and expectations, and how they inherit a severity.
Never: validates, or knows positions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.language.regex.cost import expression
from speclint.ruleset import (
    PRESENCE_SEVERITY,
    AnyOfSpec,
    CellTest,
    CodeSpec,
    ColumnSpec,
    Condition,
    DiagramSpec,
    Expectation,
    ExpectationSpec,
    FieldSpec,
    FieldsSpec,
    ImageSpec,
    LinkSpec,
    ListSpec,
    RowRule,
    TableSpec,
    TextSpec,
)
from speclint.ruleset.kinds import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.base.diagnostics import Severity
    from speclint.language.schema import content as surface
    from speclint.language.schema.types import Model

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
        examples=several(model.examples),
        guidance=model.guidance or "",
        message=model.message or "",
        when=condition(model.when),
        weight=1 if model.weight is None else model.weight,
        several=bool(model.several),
        blank=bool(model.blank),
        initial=model.initial or "",
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
    return READERS[key](part, severity)


def _bounds(key: str, model: Model) -> dict[str, int]:
    """The bounds that an entry of a kind gives, as members of its run-time class."""
    given: dict[str, int] = {}
    for bound in BY_KEY[key].bounds:
        for member, written in ((f"min_{bound.unit}", bound.least), (f"max_{bound.unit}", bound.most)):
            value = getattr(model, written) if written else None
            if value is not None:
                given[member] = value
    return given


def _text(model: surface.TextModel, _: Severity) -> TextSpec:
    return TextSpec(**_bounds("text", model), pattern=expression(model.matches), forbidden=expression(model.forbids))


def _table(model: surface.TableModel, _: Severity) -> TableSpec:
    return TableSpec(
        **_bounds("table", model),
        columns=tuple(map(_column, model.columns or ())),
        rows=tuple(RowRule(_cells(row.when), _cells(row.then), row.message or "") for row in model.rows or ()),
        other_columns=model.other_columns is not False,
    )


def _column(model: str | surface.ColumnModel) -> ColumnSpec:
    if isinstance(model, str):
        return ColumnSpec(model)
    return ColumnSpec(
        name=model.name,
        aliases=several(model.aliases),
        presence=model.presence or "required",
        values=several(model.values),
        pattern=expression(model.regex),
        unique=bool(model.unique),
        blank=bool(model.blank),
        examples=several(model.examples),
    )


def _cells(cells: dict[str, str | list[str] | surface.CellPattern]) -> tuple[CellTest, ...]:
    tests: list[CellTest] = []
    for column, cell in cells.items():
        if cell == PRESENT:
            tests.append(CellTest(column))
        elif isinstance(cell, (str, list)):
            tests.append(CellTest(column, several(cell)))
        else:
            tests.append(CellTest(column, pattern=expression(cell.regex)))
    return tuple(tests)


def _list(model: surface.ListModel, _: Severity) -> ListSpec:
    return ListSpec(
        **_bounds("list", model),
        kind=model.kind or "any",
        labelled=bool(model.labelled),
        labels=several(model.labels),
        pattern=expression(model.item_matches),
        nested=model.nested or 0,
        all_done=bool(model.all_done),
    )


def _code(model: surface.CodeModel, _: Severity) -> CodeSpec:
    return CodeSpec(
        **_bounds("code", model),
        languages=_languages(model.language),
        parses=bool(model.parses),
        pattern=expression(model.matches),
        schema="" if model.schema_ is None else json.dumps(model.schema_, ensure_ascii=False),
    )


def _fields(models: list[str | surface.FieldModel], severity: Severity) -> FieldsSpec:
    return FieldsSpec(tuple(field(part, severity) for part in models))


def _image(model: surface.TargetModel, _: Severity) -> ImageSpec:
    return ImageSpec(**_bounds("image", model), pattern=expression(model.to))


def _link(model: surface.TargetModel, _: Severity) -> LinkSpec:
    return LinkSpec(**_bounds("link", model), pattern=expression(model.to))


def _diagram(model: surface.DiagramModel, _: Severity) -> DiagramSpec:
    return DiagramSpec(**_bounds("diagram", model), languages=_languages(model.languages))


def _any_of(models: list[surface.ExpectationModel], severity: Severity) -> AnyOfSpec:
    return AnyOfSpec(tuple(expectation(option, severity) for option in models))


def _languages(written: str | list[str] | None) -> tuple[str, ...]:
    return tuple(language.casefold() for language in several(written))


READERS: dict[str, Callable[[Any, Severity], ExpectationSpec]] = {
    "text": _text,
    "table": _table,
    "list": _list,
    "code": _code,
    "fields": _fields,
    "image": _image,
    "link": _link,
    "diagram": _diagram,
    "any_of": _any_of,
}
"""How what an entry of `expects` says becomes a run-time value, by the key of its kind."""
