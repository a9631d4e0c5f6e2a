"""A regular expression as an automaton that takes every path that the backtracking matcher may take.

Owns: reading the parsed form of the standard library, and building the position automaton from it.
Never: judges a pattern (see `regex_ambiguity`).

Each position of the automaton is one place in the pattern that takes a character. Between two positions there are as
many edges as the matcher has ways to go from one to the other, so two ways to match the same text are two paths.
Where the pattern cannot be followed exactly, the automaton has more paths than the matcher, never fewer: anchors and
word ends always hold, a look-around may be tried anywhere it is, a back-reference takes any text. A look-behind
that a pattern begins with counts as a part of what is matched: a search gets past it only where its text is.
"""

from __future__ import annotations

import re
from typing import Any

from speclint.base.values import NamedTuple
from speclint.expressions.program import parse
from speclint.language.regex.characters import alphabet, takes

MAX_POSITIONS = 1_000
MAX_EDGES = 40_000
MAX_EXACT_COPIES = 64
"""Counted repeats of one character set are copied this often; above, they count as unlimited."""
_MAX_COPIES = 100
_FEW_COPIES = 8
"""Groups that take at least one character are copied up to this often; above, they count as unlimited."""
_MANY = 1_000
"""Numbers of ways are not counted beyond this."""


class TooLargeError(Exception):
    """The pattern cannot be followed. Its message says why, in a rule author's words."""


class Position(NamedTuple):
    """A place in the pattern that takes a character: which ones (a bit per representative), and its cost in ns."""

    mask: int
    cost: float


class Automaton(NamedTuple):
    """Positions, the edges between them with their number, and where the pattern begins and ends.

    `anchored`: the pattern can only match at the start of a text. `last`: positions after which the match is complete
    for certain. `alphabet`: the representative characters, in the order of the bits.
    """

    positions: tuple[Position, ...]
    follow: tuple[dict[int, int], ...]
    first: dict[int, int]
    last: frozenset[int]
    nullable: bool
    anchored: bool
    alphabet: str


class _Part(NamedTuple):
    """The automaton of a part: in how many ways it matches nothing, and the positions at its edges."""

    nullable: int
    first: dict[int, int]
    last: dict[int, int]


_EMPTY = _Part(1, {}, {})

_MAX_ALPHABET = 400

# Times of one step of the matcher in ns, measured: a run of any characters looks for the literal that follows it in a
# tight loop; a run of one character set is slower, and more so if it takes as little as possible or is in a repeated group; such a group
# saves its state in each round, and so does what is tried behind a run, at each character that the run gives back.
_COST_SCAN = 1.3
_COST_RUN = 8.0
_COST_LAZY = 20.0
_COST_STEP = 5.0
_COST_ROUND = 40.0
_COST_TRY = 60.0


def build(pattern: str) -> Automaton:
    """The automaton of a pattern that compiles. Raises TooLargeError where it cannot be followed."""
    tree = parse(pattern)
    return _Builder(tree).build()


_MAX_RUNS = 6


def literal_runs(pattern: str, alphabet: str) -> list[list[int]]:
    """The words that are in a pattern letter for letter, as bits of an alphabet: texts of these keep it busy."""
    found: list[list[int]] = []
    _collect_runs(list(parse(pattern)), {ord(char): 1 << bit for bit, char in enumerate(alphabet)}, found)
    return found[:_MAX_RUNS]


def _collect_runs(items: list[Any], bits: dict[int, int], found: list[list[int]]) -> None:
    run: list[int] = []
    for item in [*items, None]:
        if isinstance(item, tuple) and str(item[0]) == "LITERAL" and item[1] in bits:
            run.append(bits[item[1]])
            continue
        if len(run) > 1 and run not in found:
            found.append(run)
        run = []
        if hasattr(item, "data") or isinstance(item, (list, tuple)):
            _collect_runs(list(item), bits, found)


class _Builder:
    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._flags: int = tree.state.flags
        self._alphabet = alphabet(tree)
        if len(self._alphabet) > _MAX_ALPHABET:
            raise TooLargeError("It has too many different characters")
        self._positions: list[Position] = []
        self._follow: list[dict[int, int]] = []
        self._masks: dict[tuple[str, str, int], int] = {}
        self._edges = 0
        self._checked_end = False
        self._loops = 0

    def build(self) -> Automaton:
        part = self._sequence(self._tree, self._flags, begins=True)
        last = frozenset() if self._checked_end else frozenset(part.last)
        return Automaton(
            tuple(self._positions),
            tuple(self._follow),
            part.first,
            last,
            part.nullable > 0,
            _is_anchored(self._tree, self._flags),
            self._alphabet,
        )

    # Parts

    def _sequence(self, items: Any, flags: int, *, begins: bool = False) -> _Part:
        """One part after the other. `begins`: no character of a match is before them."""
        result = _EMPTY
        listed = list(items)
        for index, (op, value) in enumerate(listed):
            after = str(listed[index + 1][0]) if index + 1 < len(listed) else ""
            result = self._concat(result, self._item(str(op), value, flags, after, begins=begins))
            begins = begins and str(op) == "AT"
        return result

    def _item(self, op: str, value: Any, flags: int, after: str = "", *, begins: bool = False) -> _Part:
        if op in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._position(self._mask(op, value, flags), _COST_ROUND if self._loops else _COST_STEP)
        if op == "AT":
            # A match may still fail here, so reaching the end of the pattern is not certain to end the search.
            self._checked_end = self._checked_end or bool(self._positions)
            return _EMPTY
        if op == "BRANCH":
            return self._either([self._sequence(option, flags, begins=begins) for option in value[1]])
        if op == "SUBPATTERN":
            _, added, removed, inner = value
            return self._sequence(inner, (flags | added) & ~removed, begins=begins)
        if op == "ATOMIC_GROUP":
            return self._sequence(value, flags, begins=begins)
        if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(value, flags, after, lazy=op == "MIN_REPEAT")
        if op in ("ASSERT", "ASSERT_NOT"):
            self._checked_end = True
            direction, looked_for = value
            if op == "ASSERT" and direction < 0 and begins:
                return self._sequence(looked_for, flags)
            tried = self._sequence(looked_for, flags)
            # What is inside is tried, and then the matcher goes on from where it was.
            return _Part(1, tried.first, {})
        if op == "GROUPREF":
            if self._loops:
                raise TooLargeError("It has a back-reference inside a repeat")
            return self._loop(self._position((1 << len(self._alphabet)) - 1, _COST_STEP))
        if op == "GROUPREF_EXISTS":
            _, yes, no = value
            return self._either([self._sequence(yes, flags), self._sequence(no, flags) if no else _EMPTY])
        if op == "FAILURE":
            return _Part(0, {}, {})
        raise TooLargeError("It uses syntax with an unknown running time")

    def _position(self, mask: int, cost: float) -> _Part:
        if len(self._positions) >= MAX_POSITIONS:
            raise TooLargeError(f"It expands to more than {MAX_POSITIONS} characters")
        number = len(self._positions)
        self._positions.append(Position(mask, cost))
        self._follow.append({})
        return _Part(0, {number: 1}, {number: 1})

    def _concat(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        return _Part(
            min(_MANY, left.nullable * right.nullable),
            _add(left.first, right.first, left.nullable),
            _add(right.last, left.last, right.nullable),
        )

    def _either(self, options: list[_Part]) -> _Part:
        nullable = 0
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for option in options:
            nullable = min(_MANY, nullable + option.nullable)
            first = _add(first, option.first, 1)
            last = _add(last, option.last, 1)
        return _Part(nullable, first, last)

    def _loop(self, part: _Part) -> _Part:
        """Any number of times, none included. A round that matches nothing ends the loop."""
        self._link(part.last, part.first)
        return _Part(min(_MANY, 1 + part.nullable), part.first, part.last)

    def _link(self, sources: dict[int, int], targets: dict[int, int]) -> None:
        for source, ways in sources.items():
            follow = self._follow[source]
            for target, more in targets.items():
                known = follow.get(target, 0)
                self._edges += not known
                follow[target] = min(_MANY, known + ways * more)
        if self._edges > MAX_EDGES:
            raise TooLargeError("It expands to too many alternatives")

    # Repeats

    def _repeat(self, value: Any, flags: int, after: str, *, lazy: bool) -> _Part:
        least, most = int(value[0]), int(value[1])
        body = list(value[2])
        unlimited = most >= _UNLIMITED
        single = len(body) == 1 and str(body[0][0]) in ("LITERAL", "NOT_LITERAL", "ANY", "IN")
        inside = self._loops > 0
        self._loops += most > 1
        try:
            if single:
                op, char = str(body[0][0]), body[0][1]
                quick = op == "ANY" and after == "LITERAL"
                tried = after in ("MAX_REPEAT", "MIN_REPEAT", "SUBPATTERN", "BRANCH", "ASSERT", "ASSERT_NOT")
                cost = _COST_TRY if tried else _COST_LAZY if lazy or inside else _COST_SCAN if quick else _COST_RUN
                mask = self._mask(op, char, flags)
                if (not unlimited and most > MAX_EXACT_COPIES) or least > MAX_EXACT_COPIES:
                    least, unlimited = min(least, 8), True
                return self._copies(lambda: self._position(mask, cost), least, most, unlimited=unlimited)
            return self._group(body, flags, least, most, unlimited=unlimited)
        finally:
            self._loops -= most > 1

    def _group(self, body: list[Any], flags: int, least: int, most: int, *, unlimited: bool) -> _Part:
        start = len(self._positions)
        first_copy = self._sequence(body, flags)
        size = max(1, len(self._positions) - start)
        copies = least if unlimited else most
        if first_copy.nullable and (copies > _MAX_COPIES or size * copies > MAX_POSITIONS):
            raise TooLargeError("It repeats a part that can match nothing too often")
        # Taken as unlimited, whatever is ambiguous in one round shows as exponential, as it is in effect.
        if copies > _FEW_COPIES and not first_copy.nullable:
            least, unlimited = min(least, 2), True
        ready: list[_Part] = [first_copy]

        def make() -> _Part:
            return ready.pop() if ready else self._sequence(body, flags)

        return self._copies(make, least, most, unlimited=unlimited)

    def _copies(self, make: Any, least: int, most: int, *, unlimited: bool) -> _Part:
        result = _EMPTY
        if unlimited:
            for number in range(least):
                part: _Part = make()
                if number == least - 1:
                    self._link(part.last, part.first)
                result = self._concat(result, part)
            return result if least else self._loop(make())
        for _ in range(least):
            result = self._concat(result, make())
        tail = _EMPTY
        for _ in range(most - least):
            longer = self._concat(make(), tail)
            tail = longer._replace(nullable=min(_MANY, 1 + longer.nullable))
        return self._concat(result, tail)

    # Characters

    def _mask(self, op: str, value: Any, flags: int) -> int:
        key = (op, str(value), flags)
        if key in self._masks:
            return self._masks[key]
        mask = 0
        for bit, char in enumerate(self._alphabet):
            if takes(op, value, char, flags):
                mask |= 1 << bit
        self._masks[key] = mask
        return mask


def _add(one: dict[int, int], other: dict[int, int], times: int) -> dict[int, int]:
    if not times:
        return one
    result = dict(one)
    for position, ways in other.items():
        result[position] = min(_MANY, result.get(position, 0) + ways * times)
    return result


_UNLIMITED = 1_000_000
"""The library's own number for "no limit" is above this; no useful limit is."""


def _is_anchored(tree: Any, flags: int) -> bool:
    for op, value in tree:
        if str(op) == "AT":
            kind = str(value)
            return kind == "AT_BEGINNING_STRING" or (kind == "AT_BEGINNING" and not flags & re.MULTILINE)
        return str(op) == "SUBPATTERN" and _is_anchored(value[3], flags | value[1])
    return False
