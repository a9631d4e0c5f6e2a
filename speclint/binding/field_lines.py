"""Lines that an author meant as fields, in whatever form.

Owns: the name, the sign and the value on a line that begins with one of some names, and whether it was meant as a field.
Never: knows what is around a line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.binding.fields import find_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.binding.fields import FieldValue
    from speclint.markdown import Block
    from speclint.ruleset import FieldSpec

_LONGEST = 400
"""Characters. No line with a name and a value that somebody reads at a glance is longer."""
MOST_WORDS = 6
"""Words of a value behind a name without any sign. More are a sentence that begins with the name."""
_MARKS = "*_`"
_PART_OF = ("-", "/", ".", "@", "$", "#", "%", "&")
"""Signs that make a name a part of something else: `--status`, `/status`."""
# What may be between a name and its value, after the marks around the name. "(note)" may follow the name.
_BEHIND = re.compile(
    r"(?P<marks>[*_`\"'\]]*)(?P<note>[ \t]*\([^()]{0,80}\))?[*_`]*(?P<blank>[ \t]*)"
    r"(?P<sign>[:\uff1a][=:]?|[-=]*>|[-\u2010-\u2015\u2190-\u21ff=~|;.,/]+)?[*_`]*[ \t]*"
)
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
    start = behind.start("sign") if sign else behind.end("blank")
    if not sign and behind["blank"]:
        start = behind.start("blank")
    value = text[behind.end() :].strip(" \t|*_`\"'")
    return NamedLine(found["name"], found["before"], behind["marks"], sign, behind["blank"], value, start, behind.end())


def declared_fields_in(specs: Sequence[FieldSpec], blocks: Sequence[Block]) -> Iterator[FieldValue]:
    """All fields in some blocks. A line that lacks the colon of a declared one is no part of the value above it."""
    names = names_of(specs)
    return find_fields(blocks, (lambda line: lacks_colon(line, names)) if names else None)


def lacks_colon(text: str, names: tuple[str, ...]) -> bool:
    """Whether a line was meant to begin one of some fields, and lacks the colon behind its name."""
    line = read_line(text, names)
    return line is not None and is_meant(line)


def is_meant(line: NamedLine) -> bool:
    """Whether text that begins with a name was meant as a field, not as a sentence."""
    if line.sign[:1] in (":", "\uff1a"):
        return True
    words = len(line.value.split())
    if line.is_marked:
        return words <= 2 * MOST_WORDS or bool(line.sign)
    if line.before.strip(" \t>*+-|") or not (line.value or line.sign):
        return False
    if line.sign in (".", ",", "/", ";", "-", "\u2010", "\u2011") and not line.blank:
        return False  # the end of a sentence, a part of a longer word
    if line.sign:
        return words <= 2 * MOST_WORDS
    if not line.name[:1].isupper() or not 0 < words <= MOST_WORDS:
        return False
    # "Purpose Lists the accounts." begins a value; "Purpose of the accounts." goes on.
    return not line.value[0].islower() or not line.value.endswith((".", "?", "!", ","))
