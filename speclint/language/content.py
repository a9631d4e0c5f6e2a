"""From the models of a section's content to run-time values.

Owns: conditions, fields and expectations, and how they inherit a severity.
Never: validates, or knows positions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclint.language.regex.cost import expression
from speclint.ruleset import (
    PRESENCE_SEVERITY,
    UNBOUNDED,
    AnyOfSpec,
    CellTest,
    CodeSpec,
    ColumnSpec,
    Condition,
    Expectation,
    ExpectationSpec,
    FieldSpec,
    FieldsSpec,
    ListSpec,
    MediaSpec,
    RowRule,
    TableSpec,
    TextSpec,
)

if TYPE_CHECKING:
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
    if model.all_ is not None:
        return Condition("all", conditions=tuple(map(_condition, model.all_)), words=words)
    if model.any_ is not None:
        return Condition("any", conditions=tuple(map(_condition, model.any_)), words=words)
    return Condition("not", conditions=(_condition(model.not_),) if model.not_ is not None else (), words=words)


def field(model: str | surface.FieldModel, around: Severity | None = None) -> FieldSpec:
    """A field; `around` is the severity of what it stands in, none for the document's own."""
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
        weight=_or(model.weight, 1),
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
    if model.text is not None:
        return _text(model.text)
    if model.table is not None:
        return _table(model.table)
    if model.list_ is not None:
        return _list(model.list_)
    if model.code is not None:
        return _code(model.code)
    if model.fields is not None:
        return FieldsSpec(tuple(field(part, severity) for part in model.fields))
    if model.image is not None:
        return MediaSpec("image", _or(model.image.min, 1), expression(model.image.to))
    if model.link is not None:
        return MediaSpec("link", _or(model.link.min, 1), expression(model.link.to))
    if model.diagram is not None:
        languages = tuple(language.casefold() for language in several(model.diagram.languages))
        return MediaSpec("diagram", _or(model.diagram.min, 1), languages=languages)
    return AnyOfSpec(tuple(expectation(option, severity) for option in model.any_of or ()))


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _text(model: surface.TextModel) -> TextSpec:
    return TextSpec(
        min_words=_or(model.min_words, 0),
        max_words=_or(model.max_words, UNBOUNDED),
        min_characters=_or(model.min_characters, 0),
        max_characters=_or(model.max_characters, UNBOUNDED),
        min_paragraphs=_or(model.min_paragraphs, 0),
        pattern=expression(model.matches),
        forbidden=expression(model.forbids),
    )


def _table(model: surface.TableModel) -> TableSpec:
    return TableSpec(
        columns=tuple(map(_column, model.columns or ())),
        min_rows=_or(model.min_rows, 1),
        max_rows=_or(model.max_rows, UNBOUNDED),
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


def _list(model: surface.ListModel) -> ListSpec:
    return ListSpec(
        kind=model.kind or "any",
        min_items=_or(model.min_items, 1),
        max_items=_or(model.max_items, UNBOUNDED),
        labelled=bool(model.labelled),
        labels=several(model.labels),
        pattern=expression(model.item_matches),
        nested=_or(model.nested, 0),
        all_done=bool(model.all_done),
    )


def _code(model: surface.CodeModel) -> CodeSpec:
    return CodeSpec(
        languages=tuple(language.casefold() for language in several(model.language)),
        min_blocks=_or(model.min, 1),
        max_blocks=_or(model.max, UNBOUNDED),
        parses=bool(model.parses),
        pattern=expression(model.matches),
        schema="" if model.schema_ is None else json.dumps(model.schema_, ensure_ascii=False),
    )
