"""Named values in a document, in whichever of their forms an author wrote them.

Owns: `**Key**: value`, `*Key*: value`, `Key: value` (as lines or list items), rows of two-column tables, front matter keys.
Never: knows which fields are wanted.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from speclint.base.names import forms, normalise
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.markdown import Heading, ListBlock, Paragraph, Quote, Table, Text, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from speclint.markdown import Block, TableCell
    from speclint.project import FrontMatterEntry, FrontMatterItem

    class Wanted(Protocol):
        """What is known of the fields that are declared for a place."""

        def begins(self, line: str) -> bool:
            """Whether a line below a field was meant to begin another one, so that it is no part of the value."""

        def end_of(self, value: str) -> int:
            """Where a value ends on its line, because text behind it was meant to begin another field."""

        def inside(self, line: str, start: int, name: str) -> Iterator[tuple[int, str, int]]:
            """The fields that begin in the value of another, of a name, on one line: where, name, and where the value does."""

        def is_across(self, table: Table) -> bool | None:
            """Whether the header of a table of two rows and columns names two fields, or one in each row; None: unknown."""

        def holds(self, table: Table) -> bool:
            """Whether a table of two columns is one of fields, and not about other things with the same names."""


# `**:calendar: Date**: value`; the names of some emoji have underscores.
_EMOJI = r"(?::[a-z0-9_+-]{1,50}:)?"
# What leads to a footnote may follow the name: `**Key**[^1]: value`.
_MARKS = r"(?:\[\^[^\]\s]{1,40}\])?"
_BLANK = r"[ \t\u00a0\u2007\u202f]"
"""Beside a colon: French has a no-break space before it."""
# `**Key**: value`, `**Key:** value`, `**Response** (201 Created): value`, `**Key** - value`; the colon may be the
# full-width one. Several may share a line.
_BOLD = re.compile(
    rf"(?:\*\*|__)(?P<name>{_EMOJI}[^*_\n]{{1,80}}?)(?:\*\*|__)"
    r"(?P<note>[ \t]*\([^()\n]{0,80}\))?"
    rf"{_MARKS}(?:{_BLANK}*[:\uff1a]{_BLANK}*|[ \t]+[-\u2013\u2014][ \t]+)"
    rf"|(?:\*\*|__)(?P<name_in>{_EMOJI}[^*_\n]{{1,80}}?)[:\uff1a](?:\*\*|__)[ \t]*"
)
# `*Key*: value`, `_Key:_ value`.
_ITALIC = re.compile(
    rf"(?P<mark>[*_])(?P<name>[^\W\d_][^*_\n]{{0,79}}?)(?:(?P=mark){_MARKS}{_BLANK}*[:\uff1a](?:{_BLANK}+|$)|[:\uff1a](?P=mark){_BLANK}*)"
)
# `**Key**` alone: a field if its value follows below.
_BOLD_ALONE = re.compile(r"[ \t]*(?:\*\*|__)(?P<name>[^*_\n]{1,80})(?:\*\*|__)[ \t]*$")
# `Key: value`; the colon is followed by a space or ends the line, so that `https://` and `10:30` are not fields.
_PLAIN = re.compile(
    rf"(?P<name>[^\W\d_][\w /&().'-]{{0,60}}?){_MARKS}(?:{_BLANK}*:(?:{_BLANK}+|$)|{_BLANK}*\uff1a{_BLANK}*)"
)
_CODE_NAME = re.compile(r"`(?P<name>[^`\n]{1,80})`[ \t]*:(?:[ \t]+|$)")
# `--version`: Print it. What explains an option of a command line is no field.
_OPTION = re.compile(r"--?[A-Za-z]")
_MARKED = ("*", "_", "`")
SEPARATORS = "|\u00b7\u2022,;"
"""Signs between two fields on one line."""
DASHES = (" /", " -", " \u2013", " \u2014")
"""The same, with a blank on both sides."""
# A table with these above its columns has no field in its header row.
HEADER_NAMES = frozenset(
    {"field", "key", "property", "name", "attribute", "item", "metadata", "parameter", ""}
    | {"feld", "eigenschaft", "merkmal", "angabe", "champ", "propriété", "campo", "propiedad"}
)


class FieldValue(NamedTuple):
    """A field as found. `value` is what a reader sees; "" if it is empty.

    `block_follows`: the value is not on the line, but a block right below it (code, a list, a table) is.
    `range` covers name and value, `value_range` the value (an empty range where it should be).
    """

    name: str
    names: tuple[str, ...]
    value: str
    range: Range
    value_range: Range
    carrier: Literal["bold", "italic", "plain", "code", "table", "front matter"]
    block_follows: bool = False
    items: tuple[FrontMatterItem, ...] = ()
    """The values of a list in front matter."""
    sure: bool = True
    """Whether it is known to be a field of this name: a row of a table may be about something else."""
    quoted: bool = False
    """Whether it is in a quote: what somebody else wrote, where the author gives the field as well."""


def find_fields(blocks: Sequence[Block], wanted: Wanted | None = None) -> Iterator[FieldValue]:
    """All fields in these blocks and the items of their lists, in document order. `wanted`: what is known of the declared ones."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            yield from _in_text(block.text, wanted, block_follows=following is not None and _gives_value(following))
        elif isinstance(block, ListBlock):
            for item in block.items:
                if item.text is not None:
                    yield from _in_text(item.text, wanted, block_follows=len(item.blocks) > 1)
                for inner in item.blocks if item.text is None else item.blocks[1:]:
                    yield from find_fields([inner], wanted)
        elif isinstance(block, Table) and len(block.header.cells) > 1:
            yield from _in_table(block, wanted)
        elif isinstance(block, Quote):
            yield from (field._replace(quoted=True) for field in find_fields(block.blocks, wanted))


def front_matter_fields(entries: Sequence[FrontMatterEntry]) -> Iterator[FieldValue]:
    """The keys of the front matter. A list counts as its values joined by commas."""
    for entry in entries:
        value = entry.value
        text = ", ".join(value) if isinstance(value, tuple) else value or ""
        whole = Range(entry.key_range.start, entry.value_range.end)
        names = (*forms(entry.key), *forms(entry.key.replace("_", " ").replace("-", " ")))
        yield FieldValue(entry.key, names, text, whole, entry.value_range, "front matter", items=entry.items)


def _gives_value(block: Block) -> bool:
    if isinstance(block, Heading):
        return False
    if isinstance(block, Paragraph):
        return not any(True for _ in _in_text(block.text, None, block_follows=False))
    return True


class _Start(NamedTuple):
    """The beginning of a field: its line's index, where name and value start in it, and how it was written."""

    line: int
    name: str
    start: int
    value_start: int
    carrier: Literal["bold", "italic", "plain", "code"]
    alone: bool = False
    """Whether only a value below makes it a field."""


def _in_text(text: Text, wanted: Wanted | None, *, block_follows: bool) -> Iterator[FieldValue]:
    starts = [start for index, line in enumerate(text.lines) for start in _all_starts(index, line, wanted)]
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        value = _value(text, start, following, wanted, block_follows=block_follows and following is None)
        if not start.alone or value.value or value.block_follows:
            yield value


def _all_starts(index: int, line: TextLine, wanted: Wanted | None) -> Iterator[_Start]:
    """The fields on a line, with those in the values of others: `Status: Draft | Owner: Kim`."""
    found = list(_starts(index, line))
    for number, start in enumerate(found):
        yield start
        if wanted is not None and not start.alone:
            end = found[number + 1].start if number + 1 < len(found) else len(line.text)
            for begin, name, value_start in wanted.inside(line.text[:end], start.value_start, start.name):
                yield _Start(index, name, begin, value_start, "plain")


def _starts(index: int, line: TextLine) -> Iterator[_Start]:
    stripped = len(line.text) - len(line.text.lstrip())
    if line.text[stripped : stripped + 1] not in _MARKED:
        plain = _PLAIN.match(line.text, stripped) if ":" in line.text or "\uff1a" in line.text else None
        if plain and not _OPTION.match(plain["name"]):
            yield _Start(index, plain["name"], plain.start(), plain.end(), "plain")
        return
    bold = list(_BOLD.finditer(line.text))
    if bold and bold[0].start() == stripped:
        for found in bold:
            if found.start() > stripped and not _begins_field(line.text, found):
                continue
            name = found["name"] or found["name_in"]
            if not _OPTION.match(name.strip("` ")):
                yield _Start(index, name, found.start(), found.end(), "bold")
        return
    alone = _BOLD_ALONE.match(line.text)
    if alone:
        yield _Start(index, alone["name"], stripped, len(line.text), "bold", alone=True)
        return
    for pattern, carrier in ((_ITALIC, "italic"), (_CODE_NAME, "code")):
        other = pattern.match(line.text, stripped)
        if other:
            if not _OPTION.match(other["name"]):
                yield _Start(index, other["name"], other.start(), other.end(), carrier)  # type: ignore[arg-type]
            return


def _begins_field(line: str, found: re.Match[str]) -> bool:
    """Whether bold text in the middle of a line is the next field, not a stressed word of the value before it."""
    start = found.start()
    name: str = found["name"] or found["name_in"]
    return (
        _separator(line, 0, start) is not None
        or line.endswith("  ", 0, start)
        or (line.endswith(" ", 0, start) and name[:1].isupper())
    )


def _separator(line: str, begin: int, end: int) -> int | None:
    """Where the sign between two fields begins, with the blanks before it, if it and blanks are all that is before `end`."""
    while end > begin and line[end - 1] in " \t":
        end -= 1
    if end == begin or line[end - 1] not in SEPARATORS:
        return None
    end -= 1
    while end > begin and line[end - 1] in " \t":
        end -= 1
    return end


def _value(
    text: Text,
    start: _Start,
    following: _Start | None,
    wanted: Wanted | None,
    *,
    block_follows: bool,
) -> FieldValue:
    line = text.lines[start.line]
    end = len(line.text)
    if following is not None and following.line == start.line:
        separator = _separator(line.text, start.value_start, following.start)
        end = following.start if separator is None else separator
    first = line.text[start.value_start : end].rstrip()
    if end < len(line.text) and first.endswith(DASHES):
        first = first[:-1].rstrip()
    if wanted is not None:
        first = first[: wanted.end_of(first)].rstrip()
    parts = [TextLine(line.line, line.column + start.value_start, first)]
    if following is None or following.line > start.line:
        # Lines below that do not begin a field continue the value.
        below = text.lines[start.line + 1 : following.line if following else None]
        parts.extend(takewhile(lambda line: wanted is None or not wanted.begins(line.text), below))
    value = Text(tuple(parts), text.targets)
    last = parts[-1]
    value_range = Range.at(line.line, line.column + start.value_start, len(first))
    if len(parts) > 1:
        value_range = Range(value_range.start, Range.at(last.line, last.column + len(last.text.rstrip())).start)
    name = Text((TextLine(1, 1, start.name),), text.targets).plain if "[^" in start.name else start.name
    return FieldValue(
        name.strip(),
        forms(name),
        " ".join(value.plain.split()),
        Range(Range.at(line.line, line.column + start.start).start, value_range.end),
        value_range,
        start.carrier,
        block_follows,
    )


def _in_table(table: Table, wanted: Wanted | None) -> Iterator[FieldValue]:
    """The first column names the field; in a wide table the other cells together are its value.

    A table of one row may also have its fields side by side: the header names them.
    """
    header, width = table.header, len(table.header.cells)
    across = wanted.is_across(table) if wanted is not None and len(table.rows) == 1 and width == 2 else None
    if len(table.rows) == 1 and across is not False:
        for head, cell in zip(header.cells, table.rows[0].cells, strict=False):
            yield _of_cells(head, cell.text.plain.strip(), Range(head.range.start, cell.range.end), cell.range)
    if across:
        return
    rows = list(table.rows)
    if width == 2 and normalise(header.cells[0].text.plain) not in HEADER_NAMES:
        rows.insert(0, header)
    sure = wanted is not None and width == 2 and wanted.holds(table)
    for row in rows:
        if not row.cells or _OPTION.match(row.cells[0].text.plain):
            continue
        cells = row.cells[1:]
        value = " ".join(filter(None, (cell.text.plain.strip() for cell in cells)))
        value_range = Range(cells[0].range.start, cells[-1].range.end) if cells else Range(row.range.end, row.range.end)
        yield _of_cells(row.cells[0], value, row.range, value_range)._replace(sure=sure)


def _of_cells(name: TableCell, value: str, range: Range, value_range: Range) -> FieldValue:
    text = name.text.plain.rstrip(":")
    return FieldValue(text, forms(text), value, range, value_range, "table", sure=False)
