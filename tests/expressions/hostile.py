"""Texts that are bad for an expression: its own characters and words over and over, with an end at which it fails."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def hostile_texts(pattern: str, length: int) -> Iterator[str]:
    """Texts of about this length."""
    plain = re.sub(r"\\[a-zA-Z]|\(\?[aimsx-]*[:)]|\(\?<?[=!:]|\(\?P<\w+>", "", pattern)
    words = list(dict.fromkeys(re.findall(r"[A-Za-z]{2,}", plain)))[:6]
    signs = list(dict.fromkeys(char for char in plain if char in " -/,.:@#_=\"'[(<{`")) or ["-"]
    letters = ["a", "A", "0", " ", "\u00e9", *signs[:5]]
    units = [*words, *letters, *(f"{word}{sign}" for word in words for sign in signs[:4])]
    units += ["".join(pair) for pair in itertools.combinations(letters[:7], 2)]
    units.append(" ".join(words) + " ")
    units.append("".join(f"{word} a" for word in words) or "a ")
    for unit in units:
        whole = (unit * (length // len(unit) + 1))[:length]
        yield whole
        yield whole[:-2] + "\n!"
    # What an expression matches first, once, and then what its repeats take.
    for word, unit in itertools.product(words[:2], letters[:4]):
        yield (word + unit * length)[:length]
