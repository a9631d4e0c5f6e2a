"""The patterns of file names and ids: `cmp-{number:3}-{slug}`.

Owns: the parts in braces, what is wrong with a pattern, and the regular expression, example and prefix of one.
Never: looks at a document's or a file's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.suggest import closest, suggesting
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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


_PARTS = {
    "number": _Part(r"[0-9]+", "1"),
    "slug": _Part(r"[a-z0-9]+(?:-[a-z0-9]+)*", "short-name"),
    "date": _Part(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-01-31"),
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
