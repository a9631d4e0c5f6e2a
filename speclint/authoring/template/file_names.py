"""Names and numbers of new documents.

Owns: reading an id and a slug out of a name, the next free number, titles made of slugs.
Never: looks into a folder; whoever calls knows the names that are taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.ruleset import NamingSpec

_PART = re.compile(r"\{(?P<name>number|slug|date)(?::(?P<width>[1-9]))?\}")
_PATTERNS = {"number": "[0-9]+", "slug": "[a-z0-9]+(?:-[a-z0-9]+)*", "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}"}
_SLUG = re.compile(_PATTERNS["slug"])


class BadNameError(ValueError):
    """A name that a document of the type cannot have. The text says why, for the user."""


class Name(NamedTuple):
    """The parts of a file name without its extension. `number` is None where the names of the type have none."""

    stem: str
    number: int | None
    slug: str


def parse_name(naming: NamingSpec, stem: str) -> Name:
    """The parts of a name such as `cmp-001-export-service`. Raises BadNameError."""
    template = naming.file_template
    if not template:
        if not _SLUG.fullmatch(stem):
            raise BadNameError(f"`{stem}` is not a file name. Use lower case with hyphens, such as export-service")
        return Name(stem, None, stem)
    found = _regex(naming).fullmatch(stem)
    if found is None:
        raise BadNameError(f"`{stem}` is not a file name of this type. Use a name such as {naming.file_example}")
    groups = found.groupdict()
    number = int(groups["number"]) if groups.get("number") else None
    return Name(stem, number, groups.get("slug") or stem)


def file_name(naming: NamingSpec, number: int | None, slug: str, date: str) -> str:
    """The name for a number and a slug. Raises BadNameError for a slug that is none."""
    if not _SLUG.fullmatch(slug):
        raise BadNameError(f"`{slug}` is not a slug. Use lower case with hyphens, such as export-service")
    return _filled(naming.file_template or "{slug}", number, slug, date)


def short_id(naming: NamingSpec, number: int | None) -> str:
    """The id as it is in file names, such as `cmp-001`; "" where the names of the type have no number."""
    head = naming.file_template.partition("{slug}")[0].rstrip("-_. ")
    return _filled(head, number, "", "") if number is not None and "{number" in head else ""


def document_id(naming: NamingSpec, number: int | None) -> str:
    """The id by which other documents refer to this one, such as `CMP-001`; "" where there is none."""
    if number is None:
        return ""
    return _filled(naming.id_template, number, "", "") if naming.id_template else short_id(naming, number).upper()


def numbers(naming: NamingSpec, stems: Iterable[str]) -> dict[int, str]:
    """The numbers that are taken, each with the name that has it. `stems`: names of files without extension."""
    taken: dict[int, str] = {}
    if not naming.file_template:
        return taken
    pattern = _regex(naming, any_slug=True)
    for stem in stems:
        found = pattern.match(stem.lower())
        if found is not None and found.groupdict().get("number"):
            taken.setdefault(int(found["number"]), stem)
    return taken


def next_number(naming: NamingSpec, stems: Iterable[str]) -> int | None:
    """The number after the highest one taken; None where the names of the type have none.

    Gaps are not filled: the number of a deleted document may still be referred to.
    """
    if "{number" not in naming.file_template:
        return None
    return max(numbers(naming, stems), default=0) + 1


def fits(naming: NamingSpec, number: int) -> bool:
    """Whether a number has no more digits than the names of the type have."""
    widths = [part["width"] for part in _PART.finditer(naming.file_template) if part["name"] == "number"]
    return all(width is None or len(str(number)) <= int(width) for width in widths)


def title_of(slug: str) -> str:
    """A title made of a slug.

    >>> title_of("export-service")
    'Export Service'
    """
    return " ".join(word[:1].upper() + word[1:] for word in slug.split("-"))


def _regex(naming: NamingSpec, *, any_slug: bool = False) -> re.Pattern[str]:
    """The pattern of names with its parts as groups; the type's other prefixes count as its own."""
    template = naming.file_template
    first = template.partition("{")[0]
    heads = [prefix for prefix in naming.prefixes if template.lower().startswith(naming.prefixes[0])] or [first]
    pattern = "(?:" + "|".join(map(re.escape, dict.fromkeys([first, *heads]))) + ")"
    position = len(first)
    seen: set[str] = set()
    for part in _PART.finditer(template):
        name, width = part["name"], part["width"]
        pattern += re.escape(template[position : part.start()])
        inner = f"[0-9]{{{width}}}" if width and not any_slug else _PATTERNS[name]
        pattern += f"(?:{inner})" if name in seen else f"(?P<{name}>{inner})"
        seen.add(name)
        position = part.end()
        if any_slug and name == "number":
            return re.compile(pattern + "(?![0-9])", re.IGNORECASE)
    return re.compile(pattern + re.escape(template[position:]), re.IGNORECASE if any_slug else 0)


def _filled(template: str, number: int | None, slug: str, date: str) -> str:
    def part(found: re.Match[str]) -> str:
        if found["name"] == "number":
            return str(number or 0).zfill(int(found["width"] or 1))
        return slug if found["name"] == "slug" else date

    return _PART.sub(part, template)
