"""A matcher that goes back, as `re` does, and counts what it does.

It knows the expressions of the tests: no references, no conditions, no flags but those for case and line ends.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from speclint.expressions.program import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Next = Callable[[int], bool]

_DEPTH = 50_000

_SINGLE = ("LITERAL", "NOT_LITERAL", "ANY", "IN")

_TIGHT = 0.25
"""What a character of a tight loop costs, in steps of any other kind."""


class TooManyStepsError(Exception):
    """More steps than allowed."""


class Counter:
    """Counts the characters that are looked at, and the ways that are tried."""

    def __init__(self, pattern: str, text: str, most: float) -> None:
        self._tree = parse(pattern)
        self._text = text
        self._left = most
        # By the identity of a part of the tree, which stays as long as this does.
        self._fitting: dict[tuple[int, int], list[bool]] = {}
        self._ending: dict[tuple[int, int], list[int]] = {}

    def whole(self) -> bool:
        """Match the whole text. Raises TooManyStepsError."""
        return self._run([0], lambda place: place == len(self._text))

    def part(self) -> bool:
        """Search the text. Raises TooManyStepsError."""
        return self._run(range(len(self._text) + 1), lambda _: True)

    def _run(self, starts: Any, end: Next) -> bool:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(_DEPTH)
        try:
            items = list(self._tree)
            return any(self._items(items, 0, self._tree.state.flags, start, end) for start in starts)
        finally:
            sys.setrecursionlimit(limit)

    def _spend(self, steps: float = 1.0) -> None:
        self._left -= steps
        if self._left < 0:
            raise TooManyStepsError

    def _items(self, items: list[Any], index: int, flags: int, place: int, then: Next) -> bool:
        self._spend()
        if index == len(items):
            return then(place)
        op, value = str(items[index][0]), items[index][1]

        def rest(after: int) -> bool:
            return self._items(items, index + 1, flags, after, then)

        if op in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._takes(op, value, flags, place) and rest(place + 1)
        if op == "AT":
            return self._holds(str(value), flags, place) and rest(place)
        if op == "BRANCH":
            return any(self._items(list(each), 0, flags, place, rest) for each in value[1])
        if op == "SUBPATTERN":
            inner = (flags | value[1]) & ~value[2]
            return self._items(list(value[3]), 0, inner, place, rest)
        if op in ("ASSERT", "ASSERT_NOT"):
            direction, inner = value
            start = place - (inner.getwidth()[0] if direction < 0 else 0)
            found = start >= 0 and self._items(list(inner), 0, flags, start, lambda _: True)
            return found == (op == "ASSERT") and rest(place)
        if op in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, body = int(value[0]), int(value[1]), list(value[2])
            if op == "MAX_REPEAT" and len(body) == 1 and str(body[0][0]) in _SINGLE:
                literal = items[index + 1] if index + 1 < len(items) and str(items[index + 1][0]) == "LITERAL" else None
                return self._run_of(body[0], least, most, flags, place, rest, literal)
            return self._rounds(body, least, most, flags, place, rest, lazy=op == "MIN_REPEAT")
        raise NotImplementedError(op)

    def _rounds(
        self, body: list[Any], least: int, most: int, flags: int, place: int, rest: Next, *, lazy: bool
    ) -> bool:
        self._spend()

        def again(after: int) -> bool:
            if after == place and least <= 0:
                return rest(after)
            return self._rounds(body, least - 1, most - 1, flags, after, rest, lazy=lazy)

        if least > 0:
            return self._items(body, 0, flags, place, again)
        if lazy:
            return rest(place) or (most > 0 and self._items(body, 0, flags, place, again))
        return (most > 0 and self._items(body, 0, flags, place, again)) or rest(place)

    def _run_of(self, item: Any, least: int, most: int, flags: int, place: int, rest: Next, literal: Any) -> bool:
        """A repeat of single characters, which `re` runs in a tight loop, as it does the search for a literal behind it."""
        end = min(place + most, self._ends(item, flags)[place])
        self._spend((end - place) * _TIGHT)
        fits = self._fits(literal, flags) if literal is not None else None
        left = self._left
        for after in range(end, place + least - 1, -1):
            left -= _TIGHT
            if left < 0:
                raise TooManyStepsError
            if fits is None or fits[after]:
                self._left = left
                if rest(after):
                    return True
                left = self._left
        self._left = left
        return False

    def _fits(self, item: Any, flags: int) -> list[bool]:
        """For each place, and the end, whether a single character of an expression takes what is at that place."""
        key = id(item), flags
        if key not in self._fitting:
            op, value = str(item[0]), item[1]
            self._fitting[key] = [self._takes(op, value, flags, place) for place in range(len(self._text) + 1)]
        return self._fitting[key]

    def _ends(self, item: Any, flags: int) -> list[int]:
        """For each place, and the end, the place from which on it takes no more."""
        key = id(item), flags
        if key not in self._ending:
            end = len(self._text)
            ends = []
            for place, fits in reversed(list(enumerate(self._fits(item, flags)))):
                end = end if fits else place
                ends.append(end)
            self._ending[key] = ends[::-1]
        return self._ending[key]

    def _takes(self, op: str, value: Any, flags: int, place: int) -> bool:
        if place >= len(self._text):
            return False
        char = self._text[place]
        if op == "ANY":
            return char != "\n" or bool(flags & re.DOTALL)
        if op in ("LITERAL", "NOT_LITERAL"):
            same = ord(char) == value or (bool(flags & re.IGNORECASE) and char.lower() == chr(value).lower())
            return same == (op == "LITERAL")
        negated = str(value[0][0]) == "NEGATE"
        chars = {char, char.lower(), char.upper()} if flags & re.IGNORECASE else {char}
        return any(_in(str(part), what, each) for part, what in value for each in chars) != negated

    def _holds(self, kind: str, flags: int, place: int) -> bool:
        text, end = self._text, len(self._text)
        before, after = text[place - 1 : place] if place else "", text[place : place + 1]
        if kind in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            return place == 0 or (kind == "AT_BEGINNING" and bool(flags & re.MULTILINE) and before == "\n")
        if kind in ("AT_END", "AT_END_STRING"):
            last = place == end or (kind == "AT_END" and place == end - 1 and after == "\n")
            return last or (kind == "AT_END" and bool(flags & re.MULTILINE) and after == "\n")
        edge = _is_word(before) != _is_word(after)
        return edge == (kind == "AT_BOUNDARY")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _in(part: str, what: Any, char: str) -> bool:
    if part == "LITERAL":
        return ord(char) == what if len(char) == 1 else False
    if part == "RANGE":
        return len(char) == 1 and what[0] <= ord(char) <= what[1]
    if part != "CATEGORY":
        return False
    name = str(what)
    found = char.isdecimal() if "DIGIT" in name else char.isspace() if "SPACE" in name else _is_word(char)
    return found != ("NOT" in name)
