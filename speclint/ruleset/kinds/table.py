"""`table`: columns, and rules for the rows below them."""

from __future__ import annotations

from typing import Annotated, Literal

from speclint.base.diagnostics import Severity  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.content import UNBOUNDED, Presence
from speclint.ruleset.kinds.kind import FEW, ContentKind, Key, Noun, quoted
from speclint.ruleset.words import count_words


class ColumnSpec(NamedTuple):
    """A table column and what its cells may hold."""

    name: str
    aliases: tuple[str, ...] = ()
    presence: Presence = "required"
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    type: str = ""
    """The name of a type in `value_types`; "" for any value."""
    least: str = ""
    """The bounds of a value of that type; "" for none."""
    most: str = ""
    unique: bool = False
    blank: bool = False
    """Whether a cell may stay blank."""
    examples: tuple[str, ...] = ()
    severity: Severity | Literal[""] = ""
    """How bad it is that it is missing; "" for as bad as its presence says."""


class CellTest(NamedTuple):
    """What one cell of a row must be like. Nothing but the column: it must not be blank.

    What compares cells is true of a blank one, and of one that the rest says nothing about.
    """

    column: str
    values: tuple[str, ...] = ()
    pattern: Pattern = ""
    part: Pattern = ""
    """What counts of the cell: the first group of the first match, or all of it. "" for the whole cell."""
    type: str = ""
    """The name of a type in `value_types`."""
    type_of: str = ""
    """The column whose cell names the type."""
    within: str = ""
    """The column whose cell states the range, as in "1-32"."""
    listed_in: str = ""
    """The column whose cell lists the values, each in code ticks or quotes."""
    not_before: str = ""
    """The column whose cell has an earlier date, or the same."""


class RowRule(NamedTuple):
    """Rows in which every test of `when` holds must satisfy every test of `then`."""

    when: tuple[CellTest, ...]
    then: tuple[CellTest, ...]
    message: str = ""


class TableSpec(NamedTuple):
    """A table."""

    columns: Annotated[tuple[ColumnSpec, ...], Key("Columns: names, or mappings with details.")] = ()
    rows: Annotated[tuple[RowRule, ...], Key("Rules between the cells of a row.")] = ()
    min_rows: Annotated[int, Key("Minimum number of rows below the header (default: 1).")] = 1
    max_rows: Annotated[int, Key("Maximum number of rows.")] = UNBOUNDED
    other_columns: Annotated[bool, Key("false: only declared columns are allowed.")] = True


def _words(spec: TableSpec) -> str:
    columns = [
        column.name + ("" if column.presence == "required" else f" ({column.presence})") for column in spec.columns
    ]
    table = f"a table with {count_words(spec.min_rows, spec.max_rows, 'rows')}"
    return f"{table}: {' | '.join(columns)}" if columns else table


def _nouns(spec: TableSpec) -> tuple[Noun, ...]:
    names = tuple(column.name for column in spec.columns)
    return (Noun("a table", f" with {quoted('column', names)}" if 0 < len(names) <= FEW else ""),)


def _loose(spec: TableSpec) -> TableSpec:
    """Such a table may do for several subsections, and has the columns of none."""
    return spec._replace(columns=tuple(column._replace(presence="optional") for column in spec.columns))


TABLE = ContentKind(
    "table",
    TableSpec,
    "A table, its columns and its rows.",
    "{columns: [Name, Value], min_rows: 3}",
    _words,
    _nouns,
    bare=True,
    loose=_loose,
    unmistakable=True,
)
