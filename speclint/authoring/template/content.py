"""What a section must hold, as a form to fill in.

Owns: tables, lists, code blocks and field lines made of marks.
Never: writes anything that could be taken for an author's words: only marks, and the names that a rule set gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.authoring.template.conditions import foreseen
from speclint.base.values import NamedTuple
from speclint.ruleset import TableSpec
from speclint.ruleset.kinds import kind_of
from speclint.ruleset.marks import describe, insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclint.authoring.template.conditions import Outlook
    from speclint.ruleset import (
        AnyOfSpec,
        CodeSpec,
        ColumnSpec,
        DiagramSpec,
        Expectation,
        FieldSpec,
        FieldsSpec,
        ListSpec,
        SectionSpec,
        TextSpec,
    )

_VALUES_SHOWN = 4
_FIRST_COLUMNS = ("Name", "Description")
"""The columns of a table for which a rule set names none."""


def render_expectations(section: SectionSpec, outlook: Outlook) -> list[str]:
    """The Markdown that an author turns into what a section is expected to hold, without line breaks around each."""
    asked = [each for each in section.expects if foreseen(each.when, outlook) is not False]
    # Requirements on every table of the section also apply to the table that is written.
    more = tuple(
        column
        for each in asked
        if each.presence == "optional" and isinstance(each.spec, TableSpec)
        for column in each.spec.columns
    )
    place = _Place(section.title, more, outlook)
    return list(filter(None, (_expectation(each, place) for each in asked)))


class _Place(NamedTuple):
    """Where something is written: the title of the section, further columns of its table, and what is known."""

    title: str
    more: tuple[ColumnSpec, ...]
    outlook: Outlook


def _expectation(expectation: Expectation, place: _Place) -> str:
    """What is written for one expectation; "" for nothing."""
    if expectation.presence == "optional" or foreseen(expectation.when, place.outlook) is False:
        return ""
    kind = kind_of(expectation.spec)
    form = FORMS.get(kind.key)
    if form is not None:
        return form(expectation.spec, place)
    nouns = kind.nouns(expectation.spec) if kind.needs(expectation.spec) else ()
    return insert(nouns[0].thing) if nouns else ""


def wanted_fields(fields: Iterable[FieldSpec], outlook: Outlook) -> Iterator[FieldSpec]:
    """The fields that a new document has: those in the template, and those whose values are known."""
    for field in fields:
        known = field.initial or outlook.value(field.name) is not None
        if (known or field.in_template) and foreseen(field.when, outlook) is not False:
            yield field


def field_value(field: FieldSpec, outlook: Outlook) -> str:
    """The value that is known, or the list of options, or a mark."""
    known = outlook.value(field.name)
    if known is not None:
        return known
    options = field.values or field.examples
    return " | ".join(options) if len(options) > 1 else insert(field.name)


def _text(spec: TextSpec, place: _Place) -> str:
    return describe(place.title) if kind_of(spec).needs(spec) else ""


def _any_of(spec: AnyOfSpec, place: _Place) -> str:
    return next(filter(None, (_expectation(option, place) for option in spec.options)), "")


def _code(spec: CodeSpec, _: _Place) -> str:
    language = spec.languages[0] if spec.languages else "text"
    return "\n\n".join([f"```{language}\n{insert(language)}\n```"] * spec.min_blocks)


def _fields(spec: FieldsSpec, place: _Place) -> str:
    # A section may have fields with the names of the document's; their values are independent.
    own = place.outlook._replace(values={})
    fields = (field for field in spec.fields if field.in_template and foreseen(field.when, place.outlook) is not False)
    return "\n".join(f"- **{field.name}**: {field.initial or field_value(field, own)}" for field in fields)


def _diagram(spec: DiagramSpec, _: _Place) -> str:
    return f"```{spec.languages[0] if spec.languages else 'mermaid'}\n{insert('a diagram')}\n```"


def _table(spec: TableSpec, place: _Place) -> str:
    known = {column.name for column in spec.columns}
    declared = (*spec.columns, *(column for column in place.more if column.name not in known))
    columns = list({column.name: column for column in declared if column.presence != "optional"}.values())
    columns = columns or list(declared)
    names = [column.name for column in columns] or list(_FIRST_COLUMNS)
    row = [cell_mark(column) for column in columns] or [insert(name) for name in names]
    widths = [max(len(_escaped(name)), len(_escaped(cell)), 3) for name, cell in zip(names, row, strict=True)]
    lines = [_row(names, widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return "\n".join(lines + [_row(row, widths)] * max(spec.min_rows, 1))


def _row(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (_escaped(cell).ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def cell_mark(column: ColumnSpec) -> str:
    """What is in a column until the author replaces it."""
    if column.values:
        shown = list(column.values[:_VALUES_SHOWN])
        more = " ..." if len(column.values) > _VALUES_SHOWN else ""
        return insert(f"{', '.join(shown[:-1])} or {shown[-1]}{more}" if len(shown) > 1 else shown[0])
    return insert(f"{column.name}, such as {column.examples[0]}" if column.examples else column.name)


def _list(spec: ListSpec, _: _Place) -> str:
    if not spec.min_items and not spec.labels:
        return ""
    labels = [f"**{label}**: {describe(label)}" for label in spec.labels]
    plain = f"**{insert('a label')}**: {describe('it')}" if spec.labelled or labels else insert("an item")
    items = labels + [plain] * (max(spec.min_items, 1) - len(labels))
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        marker = f"{number}." if spec.kind == "ordered" else "- [ ]" if spec.kind == "task" else "-"
        indent = " " * (len(marker) + 1 if spec.kind == "ordered" else 2)
        lines.append(f"{marker} {item}")
        lines += [f"{indent}- {insert('a point')}"] * spec.nested
    return "\n".join(lines)


FORMS: dict[str, Callable[[Any, _Place], str]] = {
    "text": _text,
    "table": _table,
    "list": _list,
    "code": _code,
    "fields": _fields,
    "diagram": _diagram,
    "any_of": _any_of,
}
"""What a new document has for an expectation, by the key of its kind. Of any other kind it has a mark: "[Insert a link]"."""
