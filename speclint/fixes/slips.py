"""Slips of the pen.

Owns: whether a name is another one misspelt, so that no author could mean it as it is written.
Never: looks for the name that was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import normalise

if TYPE_CHECKING:
    from speclint.base.diagnostics import Applicability

_WORD = re.compile(r"\w+")
_LONG = 7
"""A word with as many letters may hold two slips."""


def applicability_of(written: str, meant: str) -> Applicability:
    """How sure it is that `meant` was meant: "Deploymnet" is a slip; "External" for "Internal" may well be meant."""
    return "safe" if _is_slip(written, meant) else "unsafe"


def _is_slip(written: str, meant: str) -> bool:
    words, others = (_WORD.findall(normalise(each)) for each in (written, meant))
    if "".join(words) == "".join(others) or _is_near("".join(words), "".join(others), 1):
        return True
    return len(words) == len(others) and all(
        _is_near(word, other, 2 if min(len(word), len(other)) >= _LONG else 1)
        for word, other in zip(words, others, strict=True)
    )


def _is_near(word: str, other: str, most: int) -> bool:
    """Whether at most so many letters are wrong, too many, missing or swapped.

    The first letter must be right, or swapped with the second: "import" is not a slip for "export".
    """
    if word[:1] != other[:1]:
        return len(word) > 1 and word[:2] == other[1::-1] and word[2:] == other[2:]
    return _distance(word, other) <= most


def _distance(word: str, other: str) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]
