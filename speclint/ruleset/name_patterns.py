"""The patterns of file names and ids: `cmp-{number:3}-{slug}`.

Owns: the parts in braces, what is wrong with a pattern or with two together, and the regular expression, example and
prefix of one.
Never: looks at a document's or a file's name; see `speclint.ruleset.ids`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.suggest import closest, suggesting
from speclint.base.values import NamedTuple
from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PART = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}")
# Two parts of any length with nothing between them that ends the first: there are many ways to divide one id.
_RUN_ON = re.compile(
    r"\{slug\}(?:[A-Za-z0-9-]|\{number(?::[1-9])?\}|\{date\})*\{slug\}|\{(?:slug|number)\}\{(?:slug|number)\}"
)
_NUMBER_WIDTH = re.compile(r"[1-9]")


class _Part(NamedTuple):
    """What a part in braces stands for: a regular expression and an example."""

    pattern: str
    example: str


_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DATE = (
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
"""A day of the calendar: 2030-02-30 is none."""

_LIKE_A_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

_PARTS = {
    "number": _Part(r"[0-9]+", "1"),
    "slug": _Part(r"[a-z0-9]+(?:-[a-z0-9]+)*", "short-name"),
    "date": _Part(_DATE, "2026-01-31"),
}

_CATALOGUE = "Use `{number:3}` (three digits), `{number}` (digits), `{slug}` (kebab-case) and `{date}` (YYYY-MM-DD)"


class NamePattern(NamedTuple):
    """A pattern of names, ready for use. `prefix` is what is before the first part in braces."""

    pattern: str
    example: str
    prefix: str


def pattern_fault(written: str) -> tuple[str, str] | None:
    """What is wrong with a pattern of names: a message and a fix, or None."""
    for part in _PART.finditer(written):
        name, width = part["name"], part["width"]
        if name not in _PARTS:
            found = closest(name, _PARTS)
            meant = f"{{{found}}}" if found else None
            return suggesting(f"Unknown part `{part.group()}` in a name pattern", meant), _CATALOGUE
        if width is not None and (name != "number" or not _NUMBER_WIDTH.fullmatch(width)):
            return f"Unknown part `{part.group()}` in a name pattern", _CATALOGUE
    rest = _PART.sub("", written)
    if "{" in rest or "}" in rest:
        return f"Unmatched brace in `{written}`", _CATALOGUE
    if not written.strip():
        return "Empty name pattern", _CATALOGUE
    if "/" in rest or "\\" in rest:
        return (
            f"Name pattern `{written}` contains a folder: expected a file name",
            "Move the folder to `applies_to: {files: [...]}`",
        )
    if rest.lower().endswith((".md", ".markdown")):
        return f"Name pattern `{written}` ends in a file extension", "Remove the extension"
    return None


def id_fault(written: str) -> tuple[str, str] | None:
    """The same for ids, which are looked for in texts of any length: where each part ends must be plain."""
    run_on = _RUN_ON.search(written)
    if pattern_fault(written) is None and run_on is not None:
        message = f"Ambiguous parts in `{run_on.group()}`"
        return message, "Separate the parts with a character that neither can contain, such as `_` or `.`"
    return pattern_fault(written)


def naming_fault(file: str, id: str) -> tuple[str, str] | None:
    """What is wrong with a pattern of ids next to that of file names, "" for none: a message and a fix, or None.

    None too where one of them has a fault of its own, which is to be said first.
    """
    if id_fault(id) or (file and pattern_fault(file)):
        return None
    parts = list(parts_of(id))
    if not parts:
        return f"Id `{id}` has no part in braces: all documents have the same id", _CATALOGUE
    known = {part.name for part in parts_of(file)}
    lacking = next((part for part in parts if part.name not in known), None)
    if file and lacking is not None:
        return (
            f"Id `{id}` cannot be made from file names: `{file}` has no `{{{lacking.name}}}`",
            f"Add `{lacking.written}` to `file`, or use only parts of `file` in `id`",
        )
    run_on = _RUN_ON.search(read_part(file, id)[0]) if file else None
    if run_on is not None:
        return (
            f"Id `{id}` cannot be made from file names: ambiguous parts in `{run_on.group()}`",
            "Separate the parts in `file` with a character that neither can contain, such as `_` or `.`",
        )
    return None


class Part(NamedTuple):
    """One part in braces of a pattern. `width` is its number of digits, 0 for any; `start` and `end` are in the pattern."""

    written: str
    name: str
    width: int
    start: int
    end: int


def parts_of(template: str) -> Iterator[Part]:
    """The parts in braces of a pattern that has no fault, in its order."""
    for found in _PART.finditer(template):
        yield Part(found.group(), found["name"], int(found["width"] or 0), *found.span())


def read_part(file: str, id: str) -> tuple[str, bool]:
    """The part of a pattern of file names, from its beginning, that has all that an id is made of; and whether names must end there.

    Behind the last number or date that the id needs, a name may be anything: `cmp-001-Export_Service` has an id. Where a
    slug ends, only the end of the name shows.

    >>> read_part("cmp-{number:3}-{slug}", "CMP-{number:3}")
    ('cmp-{number:3}', False)
    """
    wanted = [part.name for part in parts_of(id)]
    end, whole = 0, False
    for count, part in enumerate(inner := list(parts_of(file))):
        if sum(each.name == part.name for each in inner[:count]) < wanted.count(part.name):
            whole = whole or part.name == "slug" or (_is_endless(part) and file[part.end : part.end + 1] == "{")
            end = len(file) if whole else part.end
    return file[:end], whole


def _is_endless(part: Part) -> bool:
    return part.name == "number" and not part.width


def most_digits(file: str, id: str) -> dict[int, int]:
    """How many digits a number in a file name may have, so that the id has room for it, by the number's place from 0.

    >>> most_digits("{number:4}-{slug}", "CMP-{number:3}")
    {0: 3}
    """
    last = sum(part.name == "number" for part in parts_of(file)) - 1
    limits: dict[int, int] = {}
    for count, part in enumerate(part for part in parts_of(id) if part.name == "number"):
        if part.width and last >= 0:
            place = min(count, last)
            limits[place] = min(limits.get(place, part.width), part.width)
    return limits


def number_pattern(width: int, most: int | None = None) -> str:
    """The regular expression of a number. `width`: its digits, 0 for any; `most`: how many it may have without zeros."""
    if width and (most is None or most >= width):
        return f"[0-9]{{{width}}}"
    if most is None:
        return _PARTS["number"].pattern
    return f"0{{{width - most}}}[0-9]{{{most}}}" if width else f"0*[0-9]{{1,{most}}}"


def reading(
    template: str, heads: Sequence[str] = (), limits: Mapping[int, int] | None = None, *, any_width: bool = False
) -> str:
    """A regular expression with a group for each part: `p0`, `p1`, ..., and `head` for what is before the first.

    `heads` may be there too. `limits`: see `most_digits`. `any_width`: numbers may have any number of digits.
    """
    parts = list(parts_of(template))
    position = parts[0].start if parts else len(template)
    literal = template[:position]
    pattern = f"(?P<head>{'|'.join(map(re.escape, dict.fromkeys((literal, *heads))))})"
    numbers = 0
    for count, part in enumerate(parts):
        inner = _PARTS[part.name].pattern
        if part.name == "number":
            inner = inner if any_width else number_pattern(part.width, (limits or {}).get(numbers))
            numbers += 1
        pattern += f"{re.escape(template[position : part.start])}(?P<p{count}>{inner})"
        position = part.end
    return pattern + re.escape(template[position:])


def fill(template: str, values: Mapping[str, Sequence[str]]) -> str | None:
    """A name or an id: a pattern with the values of its parts, those of one name in their order, the last one again.

    None where a value is missing, or has more digits than its part.
    """
    made = ""
    position = 0
    seen: dict[str, int] = {}
    for part in parts_of(template):
        known = values.get(part.name, ())
        if not known:
            return None
        count = seen[part.name] = seen.get(part.name, -1) + 1
        value = known[min(count, len(known) - 1)].zfill(part.width)
        if part.width and len(value) > part.width:
            return None
        made += template[position : part.start] + value
        position = part.end
    return made + template[position:]


def name_pattern(
    written: str, other_prefixes: Sequence[str] = (), limits: Mapping[int, int] | None = None
) -> NamePattern:
    """The regular expression, an example and the prefix of a pattern of names that has no fault.

    `other_prefixes` are accepted in place of the letters before the first separator. `limits`: see `most_digits`.
    """
    first = _PART.search(written)
    literal = written[: first.start()] if first else ""
    stem = literal.rstrip("-_. ")
    pattern = ""
    example = ""
    position = 0
    if stem and other_prefixes:
        upper = stem.isupper()
        same = [stem, *(other.upper() if upper else other for other in map(_stem, other_prefixes))]
        pattern = "(?:" + "|".join(re.escape(prefix) for prefix in dict.fromkeys(same)) + ")"
        example = stem
        position = len(stem)
    numbers = 0
    for part in parts_of(written):
        between = written[position : part.start]
        inner = _PARTS[part.name]
        pattern += re.escape(between)
        if part.name == "number":
            pattern += number_pattern(part.width, (limits or {}).get(numbers))
            numbers += 1
        else:
            pattern += inner.pattern
        example += between + inner.example.zfill(part.width)
        position = part.end
    return NamePattern(pattern + re.escape(written[position:]), example + written[position:], literal)


def false_date(pattern: str, stem: str) -> str:
    """The date in a file name, without its extension, that is no day of the calendar and all that is wrong with the name; "" for none.

    `pattern` is the regular expression of the type's names.
    """
    for found in _LIKE_A_DATE.finditer(stem):
        corrected = f"{stem[: found.start()]}{_PARTS['date'].example}{stem[found.end() :]}"
        if not re.fullmatch(_DATE, found.group()) and whole_matches(pattern, corrected):
            return found.group()
    return ""


def prefixes(literal: str, other_prefixes: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of file names, lower case and with their separator.

    >>> prefixes("prd-", ["TRQ"])
    ('prd-', 'trq-')
    """
    stem = literal.rstrip("-_. ")
    if not stem:
        return ()
    separator = literal[len(stem) :]
    return tuple(dict.fromkeys(f"{_stem(prefix)}{separator}".lower() for prefix in (stem, *other_prefixes)))


def _stem(prefix: str) -> str:
    return prefix.rstrip("-_. ")
