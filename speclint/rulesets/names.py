"""Names in a rule set: ids made from headings, and the patterns of file names and ids.

Owns: kebab-case, `{number:3}`-style patterns and their regular expressions, globs.
Never: looks at a document's or a file's name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.headings import normalise
from speclint.suggest import nearest
from speclint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PART = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}")
# Two parts of any length with nothing between them that ends the first: there are many ways to divide one id.
_RUN_ON = re.compile(
    r"\{slug\}(?:[A-Za-z0-9-]|\{number(?::[1-9])?\}|\{date\})*\{slug\}|\{(?:slug|number)\}\{(?:slug|number)\}"
)
_WORD = re.compile(r"[^\W_]+")
_NUMBER_WIDTH = re.compile(r"[1-9]")


class _Part(NamedTuple):
    """What a part in braces stands for: a regular expression and an example."""

    pattern: str
    example: str


_PARTS = {
    "number": _Part(r"[0-9]+", "1"),
    "slug": _Part(r"[a-z0-9]+(?:-[a-z0-9]+)*", "short-name"),
    "date": _Part(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-01-31"),
}

_CATALOGUE = (
    "Known are `{number:3}` (three digits), `{number}` (digits), `{slug}` (kebab-case) and `{date}` (YYYY-MM-DD)"
)


class NamePattern(NamedTuple):
    """A pattern of names, ready for use. `prefix` is what stands before the first part in braces."""

    pattern: str
    example: str
    prefix: str


@lru_cache(maxsize=4096)
def kebab(heading: str) -> str:
    """The default id of a heading.

    >>> kebab("2.1 Health Checks & Metrics")
    'health-checks-and-metrics'
    """
    plain = unicodedata.normalize("NFKC", normalise(heading)).replace("&", " and ").replace("'", "")
    return "-".join(_WORD.findall(plain))


def words_id(candidates: Iterable[str | None]) -> str:
    """The id of a heading: that of the first of its forms (example, glob, regular expression) that has words."""
    return next((found for written in candidates if written and (found := kebab(written))), "pattern")


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that was probably meant by `word`, or None. Hyphens, underscores and blanks are the same here.

    >>> closest("min word", ["min_words", "max_rows"])
    'min_words'
    """
    known = {option.replace("_", "-"): option for option in options}
    found = nearest(word.replace("_", "-").replace(" ", "-"), known, _CUTOFF)
    return known[found] if found else None


def did_you_mean(message: str, found: str | None) -> str:
    """A message with the name that was probably meant, if there is one. All formats show messages, not all show help.

    >>> did_you_mean("`titel` is no key", "title")
    '`titel` is no key; did you mean `title`?'
    """
    return message if found is None else f"{message}; did you mean `{found}`?"


def unknown_name(message: str, word: str, options: Iterable[str], listing: str = "Known are") -> tuple[str, str]:
    """A message about an unknown word, with the option that was probably meant; and a help text with the options."""
    listed = sorted(options) if isinstance(options, (set, frozenset)) else list(dict.fromkeys(options))
    said = did_you_mean(message, closest(word, listed))
    if not listed:
        return said, ""
    shown = ", ".join(f"`{option}`" for option in listed[:_MAX_LISTED])
    return said, f"{listing} {shown}" + (" and others" if len(listed) > _MAX_LISTED else "")


_MAX_LISTED = 30
_CUTOFF = 0.7


def pattern_fault(written: str) -> tuple[str, str] | None:
    """What is wrong with a pattern of names: a message and a mend, or None."""
    for part in _PART.finditer(written):
        name, width = part["name"], part["width"]
        if name not in _PARTS:
            found = closest(name, _PARTS)
            meant = f"{{{found}}}" if found else None
            return did_you_mean(f"`{part.group()}` is not known in a name pattern", meant), _CATALOGUE
        if width is not None and (name != "number" or not _NUMBER_WIDTH.fullmatch(width)):
            return f"`{part.group()}` is not known in a name pattern", _CATALOGUE
    rest = _PART.sub("", written)
    if "{" in rest or "}" in rest:
        return f"A brace in `{written}` has no partner", _CATALOGUE
    if not written.strip():
        return "A name pattern is empty", _CATALOGUE
    if "/" in rest or "\\" in rest:
        return (
            f"`{written}` names a folder, but a name pattern is about the file name alone",
            "Give folders under `applies_to: {files: [...]}`",
        )
    if rest.lower().endswith((".md", ".markdown")):
        return f"`{written}` ends in a file extension", "Leave out the extension; it is not part of the name"
    return None


def id_fault(written: str) -> tuple[str, str] | None:
    """The same for ids, which are looked for in texts of any length: where each part ends must be plain."""
    run_on = _RUN_ON.search(written)
    if pattern_fault(written) is None and run_on is not None:
        message = f"In `{run_on.group()}` it is not clear where the first part ends"
        return message, "Separate the parts with a character that neither can contain, such as `_` or `.`"
    return pattern_fault(written)


def name_pattern(written: str, other_prefixes: Sequence[str] = ()) -> NamePattern:
    """The regular expression, an example and the prefix of a pattern of names that has no fault.

    `other_prefixes` are accepted in place of the letters before the first separator.
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
    for part in _PART.finditer(written):
        name, width = part["name"], part["width"]
        between = written[position : part.start()]
        known = _PARTS[name]
        pattern += re.escape(between) + (f"[0-9]{{{width}}}" if width else known.pattern)
        example += between + ("1".zfill(int(width)) if width else known.example)
        position = part.end()
    return NamePattern(pattern + re.escape(written[position:]), example + written[position:], literal)


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


def glob_regex(glob: str) -> str:
    r"""A regular expression that matches the same headings as a glob: `*` anything, `?` one character.

    Case does not count, as in headings without a pattern.

    >>> glob_regex("Phase *")
    '(?i:Phase\\ .*)'
    """
    pattern = "".join({"*": ".*", "?": "."}.get(char) or re.escape(char) for char in re.sub(r"\*+", "*", glob))
    return f"(?i:{pattern})"
