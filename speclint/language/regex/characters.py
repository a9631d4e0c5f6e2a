"""The characters that a regular expression distinguishes.

Owns: which characters stand for all others, and which of them an item of the parsed form takes.
Never: knows how items follow each other.
"""

from __future__ import annotations

import re
from typing import Any

# One or more characters for each way in which patterns divide characters: letters of each kind, digits, spaces, line
# ends, and characters that are none of these.
_SAMPLES = "aZ09_ \t\n\r\x0b-.,:/#!\u00e9\u00c9\u4e2d\u0663\u00a0\u2028\u2192\u00b2"


def alphabet(tree: Any) -> str:
    """Characters that represent all others: two that no item distinguishes are the same to the pattern."""
    codes: set[int] = set()
    _collect(tree, codes)
    chars = {chr(code) for code in codes if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000}
    chars |= {other for char in chars for other in (char.lower(), char.upper()) if len(other) == 1}
    return "".join(sorted(chars | set(_SAMPLES)))


def _collect(items: Any, codes: set[int]) -> None:
    """Every code point at which what a set takes may change, with its neighbours."""
    if isinstance(items, (list, tuple)) or hasattr(items, "data"):
        listed = list(items)
        if len(listed) == 2 and str(listed[0]) in ("LITERAL", "NOT_LITERAL") and isinstance(listed[1], int):
            codes.update((listed[1], listed[1] + 1, listed[1] - 1))
        elif len(listed) == 2 and str(listed[0]) == "RANGE":
            low, high = listed[1]
            codes.update((low - 1, low, low + 1, high - 1, high, high + 1))
        else:
            for item in listed:
                _collect(item, codes)


def takes(op: str, value: Any, char: str, flags: int) -> bool:
    """Whether one item of the parsed form takes a character."""
    if op == "ANY":
        return char != "\n" or bool(flags & re.DOTALL)
    variants = {char, char.lower(), char.upper(), char.casefold()} if flags & re.IGNORECASE else {char}
    codes = [ord(variant) for variant in variants if len(variant) == 1]
    if op == "LITERAL":
        return value in codes
    if op == "NOT_LITERAL":
        return value not in codes
    negated = bool(value) and str(value[0][0]) == "NEGATE"
    found = any(_in_set(str(part), what, code, flags) for part, what in value for code in codes)
    return found != negated


def _in_set(part: str, what: Any, code: int, flags: int) -> bool:
    if part == "LITERAL":
        return bool(what == code)
    if part == "RANGE":
        return bool(what[0] <= code <= what[1])
    if part == "CATEGORY":
        name = str(what)
        char = chr(code)
        if flags & re.ASCII and code > 127:
            return "NOT" in name
        if "DIGIT" in name:
            found = char.isdecimal()
        elif "SPACE" in name:
            found = char.isspace()
        else:
            found = char.isalnum() or char == "_"
        return found != ("NOT" in name)
    return False
