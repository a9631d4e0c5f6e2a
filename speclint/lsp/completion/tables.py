"""Tables: their columns, and what a cell may hold.

Owns: finding the column in which the cursor is.
Never: knows more of a table than its declaration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.authoring.template import render_expectations
from speclint.base.names import all_forms, forms
from speclint.fixes.outlook import outlook_of
from speclint.lsp.completion.fields import values_of
from speclint.markdown import BAR
from speclint.ruleset import TableSpec
from speclint.ruleset.kinds import with_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Bound
    from speclint.lsp.completion.model import Cursor
    from speclint.ruleset import Expectation


def table_items(cursor: Cursor) -> list[types.CompletionItem] | None:
    """What may be in a row that has begun; None where none has."""
    if not cursor.before.lstrip().startswith("|"):
        return None
    above = cursor.positions.line(cursor.place.line - 1).lstrip()
    if not above.startswith("|"):
        return list(_header(cursor))
    return list(_cell(cursor))


def _expected(cursor: Cursor) -> Iterator[tuple[Bound, Expectation]]:
    """The tables that the sections around the cursor expect, and the document."""
    whole = cursor.binding.whole
    for bound in [*cursor.sections(), *([whole] if whole is not None else [])]:
        expected = with_options(bound.spec.expects)
        yield from ((bound, each) for each in expected if isinstance(each.spec, TableSpec))


def _header(cursor: Cursor) -> Iterator[types.CompletionItem]:
    indent = len(cursor.line) - len(cursor.line.lstrip())
    start = _word_start(cursor)
    written = {form for cell in BAR.split(cursor.line) for form in forms(cell)}
    for bound, expectation in _expected(cursor):
        spec = expectation.spec
        if not isinstance(spec, TableSpec):
            continue
        names = [column.name for column in spec.columns]
        if cursor.before.strip(" |") == "":
            required = expectation._replace(presence="required")
            whole = render_expectations(bound.spec._replace(expects=(required,)), outlook_of(cursor.binding))
            if whole:
                yield cursor.item(
                    f"| {' | '.join(names)} |",
                    whole[0],
                    indent,
                    end=len(cursor.line),
                    kind=types.CompletionItemKind.Struct,
                    detail="the whole table",
                    filter=f"| {' '.join(names)}",
                    rank="0",
                )
        for number, column in enumerate(spec.columns):
            if not all_forms(column.name, column.aliases).intersection(written):
                yield cursor.item(
                    column.name,
                    _spaced(cursor, column.name, start),
                    start,
                    kind=types.CompletionItemKind.Field,
                    detail=f"{column.presence} column",
                    filter=_spaced(cursor, column.name, start),
                    rank=f"1{number:03}",
                )


def _cell(cursor: Cursor) -> Iterator[types.CompletionItem]:
    column = len(BAR.findall(cursor.before)) - 1
    start = _word_start(cursor)
    for case in cursor.binding.cases(TableSpec):
        for table in cursor.binding.tables(case).bound:
            if not table.table.line <= cursor.place.line <= table.table.range.end.line + 1:
                continue
            spec = case.expectation.spec
            for each in spec.columns if isinstance(spec, TableSpec) else ():
                if table.columns.get(each.name) == column:
                    for number, value in enumerate(each.values or each.examples):
                        yield cursor.item(
                            value,
                            _spaced(cursor, value, start),
                            start,
                            kind=types.CompletionItemKind.EnumMember,
                            detail=each.name if each.values else f"{each.name}, for example",
                            filter=_spaced(cursor, value, start),
                            rank=f"{number:03}",
                        )
    cells = BAR.split(cursor.before)
    if column == 1:
        for field in cursor.binding.ruleset.fields:
            if all_forms(field.name, field.aliases).intersection(forms(cells[1].strip().strip("*_"))):
                yield from values_of(cursor, field, start, spaced=start > 0 and cursor.line[start - 1] == " ")


def _word_start(cursor: Cursor) -> int:
    """Where the cell's text begins: behind the last bar, and a space if there is one."""
    bar = [found.end() for found in BAR.finditer(cursor.before)][-1]
    rest = cursor.before[bar:]
    return bar + len(rest) - len(rest.lstrip())


def _spaced(cursor: Cursor, text: str, start: int) -> str:
    return text if cursor.line[start - 1 : start] == " " else f" {text}"
