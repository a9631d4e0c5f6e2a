"""The words that no text of this project uses, each with what to write instead.

Texts are in plain technical English. These expressions read as if translated, or say less than the word beside them.
Code, names and quoted output are not texts: `struck_out` is given prose alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Struck(NamedTuple):
    """An expression that no text uses."""

    pattern: str
    """Searched without regard to case, at word boundaries."""
    instead: str
    """What to write."""


STRUCK = (
    Struck(r"mend(?:s|ed|ing)?", "fix"),
    Struck(r"told", "reported, shown"),
    Struck(r"ask(?:s|ed)? for", "expect, require"),
    Struck(r"lean(?:s|ed|ing)? on", "depends on"),
    Struck(r"(?<!so )as to", "about"),
    Struck(r"c[oa]mes? close", "is similar to"),
    Struck(r"(?:is|are|was|were) (?:not |already |still )?there(?! (?:is|are))", "exists"),
    Struck(r"(?:is|are|was|were) one too many", "too many: found N, at most M allowed"),
    Struck(r"(?:stands?|stood|standing)(?! (?:for|in for)\b)(?![- ]alone|-in)", "is, are"),
    Struck(r"(?:at |to |from )?the top of (?:the|a|its) (?:project|repository|work tree|git work tree)", "the root of"),
    Struck(r"says it", "mentions it, defines it"),
    Struck(r"as it pleases|of a sort|goes astray|go astray|by halves", "a literal word"),
    Struck(r"how to mend it|what you can rely on|from python(?! [0-9])", "How to fix it, Guarantees, Python API"),
)
"""The list: one line adds an expression."""

_FOUND = re.compile(
    "|".join(rf"(?P<_{number}>\b(?:{each.pattern})\b)" for number, each in enumerate(STRUCK)), re.IGNORECASE
)


class Hit(NamedTuple):
    """A struck-out expression in a text."""

    line: int
    found: str
    instead: str


def struck_out(prose: str) -> Iterator[Hit]:
    """Every struck-out expression in a text, by line from 1. An expression may be broken over two lines."""
    for match in _FOUND.finditer(re.sub(r"\s", " ", prose)):
        number = int((match.lastgroup or "_0")[1:])
        yield Hit(prose.count("\n", 0, match.start()) + 1, match[0], STRUCK[number].instead)
