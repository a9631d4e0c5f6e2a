"""Names and numbers of new documents.

Owns: reading an id and a slug out of a name, the next free number, titles made of slugs.
Never: looks into a folder; whoever calls knows the names that are taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.ruleset.ids import values_of_name
from speclint.ruleset.name_patterns import fill, most_digits, number_pattern, parts_of, reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.ruleset import NamingSpec

_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


class BadNameError(ValueError):
    """A name that a document of the type cannot have. The text says why, for the user."""


class Name(NamedTuple):
    """The parts of a file name without its extension. `number` is None where the names of the type have none."""

    stem: str
    number: int | None
    slug: str


def parse_name(naming: NamingSpec, stem: str) -> Name:
    """The parts of a name such as `cmp-001-export-service`, whose words may be in the case of an id. Raises BadNameError."""
    template = naming.file_template
    if not template:
        if not _SLUG.fullmatch(stem):
            raise BadNameError(f"`{stem}` is not a file name. Use lower case with hyphens, such as export-service")
        return Name(stem, None, stem)
    found = _regex(naming).fullmatch(stem) or _in_case_of_names(naming, stem)
    if found is None:
        raise BadNameError(f"`{stem}` is not a file name of this type. Use a name such as {naming.file_example}")
    parts = {part.name: found[f"p{count}"] for count, part in reversed(list(enumerate(parts_of(template))))}
    number = int(parts["number"]) if "number" in parts else None
    return Name(found.string, number, parts.get("slug") or found.string)


def _in_case_of_names(naming: NamingSpec, stem: str) -> re.Match[str] | None:
    """The match of a name that begins with an id, `CMP-001-export-service`, as file names are written."""
    literal = naming.file_template.partition("{")[0]
    for head in (literal, *naming.prefixes):
        found = _regex(naming).fullmatch(head + stem[len(head) :])
        if found is not None and stem[: len(head)].casefold() == head.casefold():
            return found
    return None


def file_name(naming: NamingSpec, number: int | None, slug: str, date: str) -> str:
    """The name for a number and a slug. Raises BadNameError for a slug that is none."""
    if not _SLUG.fullmatch(slug):
        raise BadNameError(f"`{slug}` is not a slug. Use lower case with hyphens, such as export-service")
    values = {"slug": (slug,), "date": (date,), "number": (str(number or 0),)}
    template = naming.file_template or "{slug}"
    made = fill(template, values)
    if made is None:
        raise BadNameError(f"no free number after {(number or 0) - 1}: names look like {naming.file_example}")
    return made


def number_id(naming: NamingSpec, number: int | None) -> str:
    """The beginning of a file name up to its number, such as `cmp-001`; "" where the names of the type have none.

    It is the same for all names with that number.
    """
    head = naming.file_template.partition("{slug}")[0].rstrip("-_. ")
    if number is None or "{number" not in head:
        return ""
    # A date before the number is not known.
    return fill(head.replace("{date}", ""), {"number": (str(number),)}) or str(number)


def short_id(naming: NamingSpec, number: int | None) -> str:
    """The id with a number for people, as ids are written (`CMP-001`), or, if the type has none, as file names are.

    "" where the names of the type have no number. Of an id with a slug or a date it is the part up to these.
    """
    template = naming.id_template.partition("{slug}")[0].partition("{date}")[0].rstrip("-_. ")
    made = fill(template, {"number": (str(number),)}) if number is not None and "{number" in template else None
    return number_id(naming, number) if made is None else made


def document_id(naming: NamingSpec, name: Name) -> str:
    """The id by which other documents refer to a new one, such as `CMP-001`; "" where there is none.

    It is written as in the type's pattern.
    """
    if not naming.id_template:
        return number_id(naming, name.number).upper()
    values = values_of_name(naming, name.stem)
    return fill(naming.id_template, values) or "" if values is not None else ""


def numbers(naming: NamingSpec, stems: Iterable[str]) -> dict[int, str]:
    """The numbers that are taken, each with the name that has it. `stems`: names of files without extension."""
    taken: dict[int, str] = {}
    if not naming.file_template:
        return taken
    number = next((part for part in parts_of(naming.file_template) if part.name == "number"), None)
    if number is None:
        return taken
    beginning = reading(naming.file_template[: number.end], naming.prefixes, any_width=True)
    pattern = re.compile(f"{beginning}(?![0-9])", re.IGNORECASE)
    for stem in stems:
        found = pattern.match(stem)
        if found is not None:
            taken.setdefault(int(found[found.lastindex or 0]), stem)
    return taken


def next_number(naming: NamingSpec, stems: Iterable[str]) -> int | None:
    """The number after the highest one taken; None where the names of the type have none.

    Gaps are not filled: the number of a deleted document may still be referred to.
    """
    if "{number" not in naming.file_template:
        return None
    return max(numbers(naming, stems), default=0) + 1


def fits(naming: NamingSpec, number: int) -> bool:
    """Whether a number has no more digits than the names and the ids of the type have."""
    limits = most_digits(naming.file_template, naming.id_template)
    widths = [part.width for part in parts_of(naming.file_template) if part.name == "number"]
    return all(
        re.fullmatch(number_pattern(width, limits.get(place)), str(number).zfill(width))
        for place, width in enumerate(widths)
    )


def title_of(slug: str) -> str:
    """A title made of a slug.

    >>> title_of("export-service")
    'Export Service'
    """
    return " ".join(word[:1].upper() + word[1:] for word in slug.split("-"))


def _regex(naming: NamingSpec) -> re.Pattern[str]:
    limits = most_digits(naming.file_template, naming.id_template)
    return re.compile(reading(naming.file_template, naming.prefixes, limits))
