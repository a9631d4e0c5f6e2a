"""Whether a rule set's `when` holds for a document.

Owns: the meaning of conditions and of "this value is one of these".
Never: finds fields or sections itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.base.names import without_edges
from speclint.expressions import found_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.ruleset import Condition

_COMMA = re.compile(r"[,;]")
# Emoji and other signs around a word ("🔴 Critical"), and the selector that makes a sign an emoji.
_SIGNS_BEFORE = re.compile(r"[^\w(]*")
_SIGNS_BEHIND = re.compile(r"[^\w)%]*")
_JOINT = re.compile(r"[-_ ]")
_SELECTOR = "\ufe0f"
_AROUND = "`*_\"' "


def plain_value(value: str) -> str:
    """The form in which field and cell values are compared: no case, no outer punctuation, no closing notes.

    >>> plain_value("Stable (production)"), plain_value("**Done** (2.0) (but for [one](#one))")
    ('stable', 'done')
    """
    text = " ".join(value.replace(_SELECTOR, "").split()).strip(_AROUND).rstrip(".").casefold()
    return _without_notes(text) or text


def _without_notes(text: str) -> str:
    while text.endswith(")"):
        start, depth = len(text), 0
        while start and (depth or start == len(text)):
            start -= 1
            depth += (text[start] == ")") - (text[start] == "(")
        if depth:
            break
        text = text[:start].rstrip(_AROUND)
    return text


def split_values(value: str, is_good: Callable[[str], bool]) -> tuple[str, ...]:
    """The values that commas, semicolons and "and" join. A good value is not split, whatever is in it.

    >>> split_values("Linux, macOS and Windows", {"Linux", "Windows"}.__contains__)
    ('Linux', 'macOS', 'Windows')
    """
    if is_good(value):
        return (value,)
    parts = [" ".join(part.split()).removeprefix("and ") for part in _COMMA.split(value)]
    return tuple(each for part in filter(None, parts) for each in ((part,) if is_good(part) else part.split(" and ")))


def each_is(value: str, is_good: Callable[[str], bool], *, several: bool) -> bool:
    """Whether a value is good, or each of `several` that it holds."""
    return all(map(is_good, split_values(value, is_good))) if several else is_good(value)


def is_one_of(value: str, allowed: tuple[str, ...]) -> bool:
    """Whether a value is one of those allowed, as a reader would say."""
    options = _plain_values(allowed)
    plain = plain_value(value)
    return plain in options or (without_edges(plain, _SIGNS_BEFORE, _SIGNS_BEHIND) or plain) in options


def is_state(value: str, words: tuple[str, ...]) -> bool:
    """Whether a value is one of the words for a state, also as data spells it.

    >>> is_state("in-progress", ("In Progress",)), is_state("TODO", ("To Do",)), is_state("Done", ("To Do",))
    (True, True, False)
    """
    return is_one_of(value, words) or _JOINT.sub("", plain_value(value)) in {
        _JOINT.sub("", word) for word in _plain_values(words)
    }


@lru_cache(maxsize=256)
def _plain_values(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain_value, values))


def holds(
    condition: Condition | None,
    field_value: Callable[[str], str | None],
    has_section: Callable[[str], bool],
    family: Callable[[], str],
) -> bool:
    """Evaluate a condition; None always holds.

    `field_value` gives the value of a document field by name (None: not there), `has_section` tells whether a section
    with that id exists, `family` which family the document describes ("": none that is known).
    """
    if condition is None:
        return True
    if condition.kind == "field":
        value = field_value(condition.name)
        if value is None or not value.strip():
            return not condition.present
        if not condition.present:
            return False
        if condition.values and not is_one_of(value, condition.values):
            return False
        return not condition.pattern or found_in(condition.pattern, value)
    if condition.kind == "section":
        return has_section(condition.name) == condition.present
    if condition.kind == "family":
        return family() in condition.values
    inner = [holds(part, field_value, has_section, family) for part in condition.conditions]
    if condition.kind == "all":
        return all(inner)
    if condition.kind == "any":
        return any(inner)
    return not any(inner)


def absent_sections(condition: Condition | None, *, holds: bool = True) -> Iterator[str]:
    """The ids of sections that cannot exist where a condition holds, or does not."""
    if condition is None:
        return
    if condition.kind == "section":
        if condition.present != holds:
            yield condition.name
    elif condition.kind == "not":
        for part in condition.conditions:
            yield from absent_sections(part, holds=not holds)
    elif condition.kind == ("all" if holds else "any"):
        for part in condition.conditions:
            yield from absent_sections(part, holds=holds)
