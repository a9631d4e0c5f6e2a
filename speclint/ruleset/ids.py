"""Ids and file names of documents: the one is made from the other by the parts of the patterns in `naming`.

Owns: the values of these parts in a file name and in an id, and what is made of them.
Never: looks into a document, or knows which names exist.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.ruleset.name_patterns import fill, most_digits, naming_fault, parts_of, read_part, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.ruleset.model import NamingSpec

    Values = Mapping[str, tuple[str, ...]]
    """The values of the parts, by the part's name, in the order of the pattern. Numbers have no leading zeros."""


def values_of_name(naming: NamingSpec, stem: str) -> Values | None:
    """What a file name, without its extension, says of the parts that an id of the type is made of.

    None where the name is not of the type's form so far, or the type has no ids or no names. Case does not count.
    """
    found = _in_name(naming, stem)
    return None if found is None else _values(found, naming.file_template)


def lacks_room(naming: NamingSpec, stem: str) -> bool:
    """Whether a number in a file name, without its extension, has more digits than ids of the type."""
    return _in_name(naming, stem) is None and _in_name(naming, stem, limited=False) is not None


def values_of_id(naming: NamingSpec, id: str) -> Values | None:
    """The values of the parts of an id in any case, with any prefix of the type; None for what is no id."""
    found = _id_regex(naming).fullmatch(id) if naming.id_template else None
    return None if found is None else _values(found, naming.id_template)


def id_of(naming: NamingSpec, values: Values) -> str:
    """The one form of an id: upper case, the type's own prefix, as many digits as the pattern says.

    "" where a value is missing, or too long for the pattern.
    """
    return (fill(naming.id_template, values) or "").upper()


def same_id(naming: NamingSpec, id: str) -> str:
    """The one form of an id that the type's pattern matches."""
    values = values_of_id(naming, id)
    return id.upper() if values is None else id_of(naming, values)


def id_in_name(naming: NamingSpec, stem: str) -> str:
    """The one form of the id that a file name, without its extension, gives its document; "" for none.

    Where names are free (no `file_pattern`), a name counts that begins with the words of the pattern or of the id: a
    number alone may be anything.
    """
    worded = any(character.isalpha() for character in naming.file_template.partition("{")[0])
    if naming.file_pattern or worded:
        values = values_of_name(naming, stem)
        if values is not None and (made := id_of(naming, values)):
            return made
    literal = naming.id_template.partition("{")[0]
    if naming.id_pattern and (literal or not naming.file_template):
        found = re.match(rf"(?:{naming.id_pattern})(?![A-Za-z0-9])", stem)
        if found is not None:
            return same_id(naming, found.group())
    return ""


def with_id(naming: NamingSpec, stem: str, id: str) -> str | None:
    """A file name, without its extension, with another id in place of its own.

    What the id does not say stays, and so does the case. None where the name has no id, or cannot have this one.
    """
    values = values_of_id(naming, id)
    if values is None:
        return None
    found = _in_name(naming, stem)
    if found is None or not id_of(naming, _values(found, naming.file_template)):
        found = re.match(rf"(?:{naming.id_pattern})(?![A-Za-z0-9])", stem)
        return None if found is None else _cased(found.group(), id_of(naming, values)) + stem[found.end() :]
    literal = naming.file_template.partition("{")[0]
    pieces = [literal.upper() if found["head"].isupper() else literal]
    position = found.end("head")
    seen: dict[str, int] = {}
    for number, part in enumerate(parts_of(naming.file_template)):
        group = f"p{number}"
        if group not in found.re.groupindex:
            break
        count = seen[part.name] = seen.get(part.name, -1) + 1
        known = values.get(part.name, ())
        old = found[group]
        new = known[count].lower() if count < len(known) else old
        if part.name == "number":
            new = new.zfill(part.width or (len(old) if old.startswith("0") else 0))
        pieces += [stem[position : found.start(group)], new]
        position = found.end(group)
    made = "".join(pieces) + stem[position:]
    now = values_of_name(naming, made)
    return made if now is not None and id_of(naming, now) == id_of(naming, values) else None


def _cased(sample: str, new: str) -> str:
    """A new id in the case in which the old one was written."""
    return new.lower() if sample == sample.lower() and sample != sample.upper() else new


def _values(found: re.Match[str], template: str) -> Values:
    values: dict[str, tuple[str, ...]] = {}
    for number, part in enumerate(parts_of(template)):
        if f"p{number}" in found.re.groupindex:
            value = found[f"p{number}"].lower()
            plain = (value.lstrip("0") or "0") if part.name == "number" else value
            values[part.name] = (*values.get(part.name, ()), plain)
    return values


def _in_name(naming: NamingSpec, stem: str, *, limited: bool = True) -> re.Match[str] | None:
    pattern = _name_regex(naming, limited)
    return None if pattern is None else pattern.match(stem)


@lru_cache(maxsize=256)
def _name_regex(naming: NamingSpec, limited: bool) -> re.Pattern[str] | None:
    """The regular expression of the part of file names that ids are made of; None where they cannot be made.

    `limited`: numbers have no more digits than ids have room for.
    """
    template = naming.file_template
    # One of the patterns may be inherited, so that they do not belong together.
    if not template or not naming.id_template or naming_fault(template, naming.id_template) is not None:
        return None
    beginning, whole = read_part(template, naming.id_template)
    following = template[len(beginning) :]
    if whole:
        end = r"\Z"
    elif following[:1].isalnum():
        end = f"(?={re.escape(following.partition('{')[0])})"
    else:
        end = "" if following.startswith("{") else "(?![A-Za-z0-9])"
    limits = most_digits(template, naming.id_template) if limited else None
    return re.compile(f"{reading(beginning, naming.prefixes, limits)}{end}", re.IGNORECASE)


@lru_cache(maxsize=256)
def _id_regex(naming: NamingSpec) -> re.Pattern[str]:
    return re.compile(reading(naming.id_template, naming.id_prefixes), re.IGNORECASE)
