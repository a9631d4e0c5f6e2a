"""Lines that an author meant as fields, in whatever form.

Owns: the name, the sign and the value on a line that begins with one of some names, and whether it was meant as a field; which
tables have fields in their rows.
Never: knows what is around a line or a table.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from speclint.base.names import all_forms, forms, normalise
from speclint.base.values import NamedTuple
from speclint.binding.conditions import is_one_of
from speclint.binding.fields import DASHES, HEADER_NAMES, SEPARATORS, find_fields
from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.binding.fields import FieldValue
    from speclint.markdown import Block, Table, TableCell
    from speclint.ruleset import FieldSpec

_LONGEST = 400
"""Characters. No line with a name and a value that somebody reads at a glance is longer."""
MOST_WORDS = 6
"""Words of a value behind a name without any sign. More are a sentence that begins with the name."""
_MOST_PARTS = 12
"""Fields that share a line. What has more signs between its words is something else."""
_MARKS = "*_`"
BARS = "|\u00b7\u2022"
"""Signs that divide fields, and nothing else."""
_DIVIDERS = rf"{BARS},;/\u2013\u2014-"
_BAR = re.compile(rf"(?<=[ \t])[{BARS}](?=[ \t])")
_SIGN = re.compile(r"(?<=[ \t])[/\u2013\u2014-](?=[ \t])|[,;](?=[ \t])")
_BETWEEN = " \t/.-\u2013\u2014" + SEPARATORS
"""What may be between two fields on one line."""
_PART_OF = ("-", "/", ".", "@", "$", "#", "%", "&")
"""Signs that make a name a part of something else: `--status`, `/status`."""
# What may be between a name and its value, after the marks around the name. "(note)" may follow the name.
_BEHIND = re.compile(
    r"(?P<marks>[*_`\"'\]]*)(?P<note>[ \t]*\([^()]{0,80}\))?[*_`]*(?P<blank>[ \t]*)"
    r"(?P<sign>[:\uff1a][=:]?|[-=]*>|[-\u2010-\u2015\u2190-\u21ff=~|;.,/]+)?[*_`]*[ \t]*"
)
_FIELD_NAMES = frozenset({"", "field", "key", "property", "attribute", "metadata"})
_VALUE_NAMES = frozenset(
    {"", "value", "values", "content", "details", "detail", "information", "wert", "valeur", "valor"}
)
_ABOUT = frozenset({"description", "meaning", "notes", "note", "purpose", "comment", "definition", *_VALUE_NAMES})
"""Second columns of tables: of those with fields, and of those that explain what the first one names."""
_NAME_OUTSIDE = r"[\W_]*(?:\d{1,9}[.)][ \t]+[\W_]*)?"


class NamedLine(NamedTuple):
    """A line with the name of a field in front: as it is written, the sign behind the name, and the value."""

    name: str
    before: str
    marks: str
    sign: str
    blank: str
    value: str
    sign_start: int
    value_start: int

    @property
    def is_marked(self) -> bool:
        """Whether the name alone is in bold, in italics or code."""
        return any(mark in self.before for mark in _MARKS) and any(mark in self.marks for mark in _MARKS)


@lru_cache(maxsize=64)
def _beginning(names: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for lines that begin with one of some names, after any marks."""
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    alternatives = "|".join(r"[\s_-]+".join(map(re.escape, name.split())) for name in longest_first if name.strip())
    return re.compile(rf"(?P<before>{_NAME_OUTSIDE})(?P<name>{alternatives})(?!\w*[^\W_])", re.IGNORECASE)


_ANY_NAME = rf"(?<=[{_DIVIDERS}][ \t])[*_`]{{0,2}}(?P<other>[^\W\d_][\w /&().'-]{{0,40}}?)"


@lru_cache(maxsize=64)
def _inside(names: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for some names and their colons inside of lines."""
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    alternatives = "|".join(map(re.escape, filter(None, map(str.strip, longest_first))))
    return re.compile(
        rf"(?:(?<![\w*_`-])[*_`]{{0,2}}(?P<name>{alternatives})|{_ANY_NAME})"
        r"[*_`]{0,2}[:\uff1a][*_]{0,2}(?=\s)[ \t]*",
        re.IGNORECASE,
    )


def parts_of(text: str) -> Iterator[tuple[int, str, bool]]:
    """The parts of a line that may hold a field each: where they begin, and whether bars divide them, or some other sign."""
    has_bars = _BAR.search(text) is not None
    start = 0
    for found in islice((_BAR if has_bars else _SIGN).finditer(text), _MOST_PARTS):
        yield start, text[start : found.start()].rstrip(), has_bars
        start = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    yield start, text[start:], has_bars


def names_of(specs: Iterable[FieldSpec]) -> tuple[str, ...]:
    """All names of some fields."""
    return tuple(name for spec in specs for name in (spec.name, *spec.aliases))


def read_line(text: str, names: tuple[str, ...]) -> NamedLine | None:
    """What a line says that begins with one of some names; None for one that does not."""
    found = _beginning(names).match(text) if names and len(text) <= _LONGEST else None
    if found is None or found["before"].endswith(_PART_OF):
        return None
    behind = _BEHIND.match(text, found.end())
    if behind is None:
        return None
    sign = behind["sign"] or ""
    start = behind.start("blank")
    value = text[behind.end() :].strip(" \t|*_`\"'")
    return NamedLine(found["name"], found["before"], behind["marks"], sign, behind["blank"], value, start, behind.end())


def declared_fields_in(specs: Sequence[FieldSpec], blocks: Sequence[Block]) -> Iterator[FieldValue]:
    """All fields in some blocks, read with what is known of those that are declared."""
    return find_fields(blocks, _Declared(specs) if specs else None)


class _Declared:
    """What is known of the fields that are declared for a place."""

    def __init__(self, specs: Sequence[FieldSpec]) -> None:
        self._specs = specs

    def begins(self, line: str) -> bool:
        """Whether a line was meant to begin one of the fields, and lacks the colon behind its name."""
        found = read_line(line, names_of(self._specs))
        return found is not None and is_meant(found)

    def end_of(self, value: str) -> int:
        """Where a value ends on its line: at a bar, if another field was meant behind it, and lacks its colon."""
        before = 0
        for start, part, is_divided in parts_of(value):
            if start and is_divided and self.begins(part):
                return before
            before = start + len(part)
        return len(value)

    def inside(self, line: str, start: int, name: str) -> Iterator[tuple[int, str, int]]:
        """The fields that begin in the value of another, of a name, on one line: where, name, and where the value does.

        A sign divides them; or else one of the two has a value that it may have. Of one that is not declared, only a bar says
        so much.
        """
        if ":" not in line[start:] or len(line) > _LONGEST:
            return
        found = [each for each in _inside(names_of(self._specs)).finditer(line, start) if each.start() > start]
        for number, each in enumerate(found):
            end = found[number + 1].start() if number + 1 < len(found) else len(line)
            written = each["name"] or each["other"]
            before, value = line[start : each.start()], line[each.end() : end].strip(_BETWEEN)
            divided = before.rstrip().endswith((*SEPARATORS, *DASHES)) or before.endswith("  ")
            is_name = written[:1].isupper() or (
                each["name"] is not None and divided and not before.rstrip().endswith(",")
            )
            if not is_name or not before[-1:].isspace():
                continue
            if each["name"] is None and not before.rstrip().endswith(tuple(BARS)):
                divided = False
            fit = self._is_value(name, before.strip(_BETWEEN)) or self._is_value(written, value)
            if divided or fit:
                yield each.start(), written, each.end()
                start, name = each.end(), written

    def _is_value(self, name: str, value: str) -> bool:
        """Whether a value is one of those, or of the form, that a field must have."""
        spec = self._named(forms(name))
        return spec is not None and bool(spec.values or spec.pattern) and _takes(spec, value)

    def is_across(self, table: Table) -> bool | None:
        """Whether the header of a table of two rows and columns names two fields, or one in each row; None: unknown."""
        if len(table.rows[0].cells) != 2:
            return None
        first, right = table.header.cells
        below = table.rows[0].cells[0]
        spec, other, next_one = map(self._of, (first, right, below))
        if spec is None:
            return False if next_one is not None and other is None else None
        if (other is None) != (next_one is None):
            return other is not None
        as_row, as_column = (_takes(spec, cell.text.plain) for cell in (right, below))
        return as_column if as_row != as_column else None

    def holds(self, table: Table) -> bool:
        """Whether a table of two columns is one of fields, and not about other things with the same names."""
        left, right = (normalise(cell.text.plain) for cell in table.header.cells)
        names = [row.cells[0] for row in table.rows if row.cells]
        if left not in HEADER_NAMES:
            # The header is the first field.
            spec = self._of(table.header.cells[0])
            if spec is None or right in _ABOUT or not _takes(spec, table.header.cells[1].text.plain):
                return False
            names.append(table.header.cells[0])
        elif right not in _VALUE_NAMES:
            return False
        known = {spec.name for cell in names if (spec := self._of(cell)) is not None}
        return len(known) > 1 or (bool(known) and left in _FIELD_NAMES)

    def _of(self, cell: TableCell) -> FieldSpec | None:
        """The field that a cell names."""
        return self._named(forms(cell.text.plain.rstrip(":")))

    def _named(self, written: Iterable[str]) -> FieldSpec | None:
        return next((each for each in self._specs if not all_forms(each.name, each.aliases).isdisjoint(written)), None)


def _takes(spec: FieldSpec, value: str) -> bool:
    """Whether a field may have a value."""
    if spec.values and not is_one_of(value, spec.values):
        return False
    return bool(value.strip()) and (not spec.pattern or whole_matches(spec.pattern, value.strip()))


def is_meant(line: NamedLine) -> bool:
    """Whether text that begins with a name was meant as a field, not as a sentence."""
    if line.sign[:1] in (":", "\uff1a"):
        return True
    if "]" in line.marks and "[" not in line.before:
        return False  # the end of a link that begins on the line above
    words = len(line.value.split())
    if line.is_marked:
        return words <= 2 * MOST_WORDS or bool(line.sign)
    if line.before.strip(" \t>*+-|") or not (line.value or line.sign):
        return False
    if line.sign in (".", ",", "/", ";", "-", "\u2010", "\u2011") and not line.blank:
        return False  # the end of a sentence, a part of a longer word
    if line.sign:
        return words <= 2 * MOST_WORDS
    if line.before.endswith(tuple(_MARKS)):
        return False  # the name is the beginning of what is marked: "**Version history**"
    if not line.name[:1].isupper() or not 0 < words <= MOST_WORDS:
        return False
    # "Purpose Lists the accounts." begins a value; "Purpose of the accounts" goes on.
    return not line.value[0].islower() or (words == 1 and not line.value.endswith((".", "?", "!", ",")))
