"""An expression as a graph that can be followed through a text without ever going back.

Owns: reading the standard library's parsed form, and the graph made of it.
Never: looks at a text. See `machine`.

The graph means exactly what `re` means: the same texts, and, where the choices of a node are tried in their order, the
same match. A round of a repeat that takes no character ends the repeat, as it does there; so that this is known, a part
whose rounds may be empty is in the graph twice, before and after the first character of a round. No way through the
graph comes back to a node without taking a character.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple
from speclint.expressions.references import written_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_POSITIONS = 4_000
"""Places that take a character, counted repeats multiplied out. A step takes time with it: 4,000 bits are shifted."""

MAX_TESTS = 8
"""Different anchors, word ends and look-arounds. A text is looked at once for each."""

_MAX_NODES = 40_000

FAIL, ACCEPT = 0, 1
"""The first two nodes of every graph."""

CHAR, SPLIT, TEST, MARK, END = range(5)
"""Kinds of nodes: takes a character; a choice in order of preference; a test of a place between characters; the
beginning or end of the first group; nothing comes after."""


class UnsupportedError(Exception):
    """`re` alone can follow the expression. `what` names the reason, a key of what `speclint.language` says about it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Test(NamedTuple):
    """A test of a place between two characters.

    `source`: an anchor or word end as an expression of its own; "" for a look-around. `look`: what must match from
    `back` characters before the place on.
    """

    source: str
    look: Program | None = None
    back: int = 0


class Node(NamedTuple):
    """One node. CHAR: `value` is its position. TEST: the number of the test. MARK: 0 begin, 1 end of the group."""

    kind: int
    value: int = 0
    next: int = FAIL
    choices: tuple[int, ...] = ()
    wanted: bool = True
    """TEST: whether it must hold, or must not."""


class Program(NamedTuple):
    """The graph. `atoms`: expressions of one character, with a bit for each position that takes what they match."""

    nodes: tuple[Node, ...]
    start: int
    positions: int
    atoms: tuple[tuple[str, int], ...]
    tests: tuple[Test, ...]


def parse(pattern: str) -> Any:
    """The standard library's parsed form. Raises `re.error`, and what else the parser raises for odd patterns."""
    try:
        from re import _parser as parser  # type: ignore[attr-defined, unused-ignore]
    except ImportError:  # Python 3.10
        import sre_parse as parser  # type: ignore[no-redef, unused-ignore]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parser.parse(pattern)


def program(pattern: str, *, not_empty: bool = False) -> Program:
    """The graph of an expression that compiles. `not_empty`: only matches of at least one character.

    Raises UnsupportedError where `re` alone can follow it, or where the graph would be too large.
    """
    tree = parse(pattern)
    try:
        return _Builder(tree.state.flags).build(written_out(tree) or [tree], not_empty=not_empty)
    except RecursionError:
        raise UnsupportedError("depth") from None


class _Builder:
    """Makes the graph from its end: each part is given the nodes that come after it.

    There are two of these: `empty` is where to go if the round of the innermost repeat that may be empty has taken no
    character up to the end of the part, `full` if it has. They are the same where that does not matter.
    """

    def __init__(self, flags: int) -> None:
        self._flags = flags
        self._nodes = [Node(END), Node(END)]
        self._positions = 0
        self._parts = 0
        self._atoms: dict[str, int] = {}
        self._tests: dict[Any, int] = {}
        self._made: list[Test] = []

    def build(self, options: Sequence[Any], *, not_empty: bool = False) -> Program:
        """The graph of several parsed expressions, of which the first that matches counts."""
        empty = FAIL if not_empty else ACCEPT
        starts = tuple(self._sequence(list(option), self._flags, empty, ACCEPT) for option in options)
        start = starts[0] if len(starts) == 1 else self._node(SPLIT, 0, FAIL, starts)
        return Program(tuple(self._nodes), start, self._positions, tuple(self._atoms.items()), tuple(self._made))

    def _spend(self) -> None:
        self._parts += 1
        if self._parts > _MAX_NODES:
            raise UnsupportedError("size")

    def _node(self, *members: Any) -> int:
        if len(self._nodes) >= _MAX_NODES:
            raise UnsupportedError("size")
        self._nodes.append(Node(*members))
        return len(self._nodes) - 1

    def _sequence(self, items: Sequence[Any], flags: int, empty: int, full: int) -> int:
        for number in range(len(items) - 1, -1, -1):
            op, value = str(items[number][0]), items[number][1]
            before = self._item(op, value, flags, empty, full)
            # The way of those that took a character before is needed only if something is before.
            again = number and empty != full and not _takes(items[number])
            full = self._item(op, value, flags, full, full) if again else before
            empty = before
        return empty

    def _item(self, op: str, value: Any, flags: int, empty: int, full: int) -> int:
        self._spend()
        if op in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._char(_atom(op, value, flags), full)
        if op == "AT":
            letters = ("m" if flags & re.MULTILINE else "") + ("a" if flags & re.ASCII else "")
            return self._test(("AT", str(value), letters), lambda: Test(_scoped(_PLACES[str(value)], letters)), empty)
        if op == "BRANCH":
            choices = tuple(self._sequence(list(option), flags, empty, full) for option in value[1])
            return self._node(SPLIT, 0, FAIL, choices)
        if op == "SUBPATTERN":
            group, added, removed, inner = value
            if added & _TYPES:
                flags &= ~_TYPES
            flags = (flags | added) & ~removed
            if group != 1:
                return self._sequence(list(inner), flags, empty, full)
            ends = self._node(MARK, 1, empty), self._node(MARK, 1, full)
            return self._node(MARK, 0, self._sequence(list(inner), flags, *(ends if empty != full else ends[:1] * 2)))
        if op in ("MAX_REPEAT", "MIN_REPEAT"):
            return self._repeat(value, flags, empty, full, lazy=op == "MIN_REPEAT")
        if op in ("ASSERT", "ASSERT_NOT"):
            return self._test(
                ("LOOK", id(value), flags), lambda: self._look(value, flags), empty, wanted=op == "ASSERT"
            )
        if op == "FAILURE":
            return FAIL
        raise UnsupportedError(op)

    def _char(self, atom: str, after: int) -> int:
        position = self._positions
        if position >= MAX_POSITIONS:
            raise UnsupportedError("size")
        self._positions += 1
        self._atoms[atom] = self._atoms.get(atom, 0) | 1 << position
        return self._node(CHAR, position, after)

    def _test(self, key: Any, make: Callable[[], Test], after: int, *, wanted: bool = True) -> int:
        if key not in self._tests:
            if len(self._made) >= MAX_TESTS:
                raise UnsupportedError("tests")
            self._made.append(make())
            self._tests[key] = len(self._made) - 1
        return self._node(TEST, self._tests[key], after, (), wanted)

    def _look(self, value: Any, flags: int) -> Test:
        direction, inner = value
        back = int(inner.getwidth()[0]) if direction < 0 else 0
        return Test("", _Builder(flags).build([inner]), back)

    def _repeat(self, value: Any, flags: int, empty: int, full: int, *, lazy: bool) -> int:
        least, most, body = int(value[0]), int(value[1]), value[2]
        items = list(body)
        unlimited = most >= _UNLIMITED
        if body.getwidth()[0] > 0:
            return self._solid(items, flags, least, most, empty, full, lazy=lazy)
        if unlimited:
            # The number of the node is needed before its choices exist.
            loop = self._node(SPLIT)
            self._nodes[loop] = self._choice(self._sequence(items, flags, full, loop), full, lazy=lazy)
            first = loop if empty == full else self._split(items, flags, empty, loop, lazy=lazy)
            empty, full = first, loop
        else:
            rounds, after, same = most - least, full, empty == full
            for _ in range(rounds):
                self._spend()
                before, after = after, self._split(items, flags, full, after, lazy=lazy)
            empty = (
                (after if same else empty)
                if same or not rounds
                else self._split(items, flags, empty, before, lazy=lazy)
            )
            full = after
        for _ in range(least):
            self._spend()
            before = self._sequence(items, flags, empty, full)
            full = before if empty == full else self._sequence(items, flags, full, full)
            empty = before
        return empty

    def _solid(
        self, items: Sequence[Any], flags: int, least: int, most: int, empty: int, full: int, *, lazy: bool
    ) -> int:
        """A repeat each round of which takes a character: after the first, `full` is what comes next."""
        if most >= _UNLIMITED:
            loop = self._node(SPLIT)
            again = self._sequence(items, flags, loop, loop)
            self._nodes[loop] = self._choice(again, full, lazy=lazy)
            if least:
                least, entry = least - 1, again
            else:
                entry = loop if empty == full else self._node(*self._choice(again, empty, lazy=lazy))
        else:
            entry = full
            for number in range(most - least):
                again = self._sequence(items, flags, entry, entry)
                last = number == most - least - 1 and not least
                entry = self._node(*self._choice(again, empty if last else full, lazy=lazy))
            if most == 0:
                entry = empty
        for _ in range(least):
            self._spend()
            entry = self._sequence(items, flags, entry, entry)
        return entry

    def _split(self, items: Sequence[Any], flags: int, empty: int, full: int, *, lazy: bool) -> int:
        return self._node(*self._choice(self._sequence(items, flags, empty, full), empty, lazy=lazy))

    @staticmethod
    def _choice(again: int, out: int, *, lazy: bool) -> Node:
        return Node(SPLIT, 0, FAIL, (out, again) if lazy else (again, out))


_UNLIMITED = 1_000_000
"""The library's own number for "no limit" is above this; no useful limit is."""

_TYPES = int(re.ASCII | re.UNICODE | re.LOCALE)
"""Flags of which one takes the place of another."""

_PLACES = {
    "AT_BEGINNING": "^",
    "AT_BEGINNING_STRING": r"\A",
    "AT_END": "$",
    "AT_END_STRING": r"\Z",
    "AT_BOUNDARY": r"\b",
    "AT_NON_BOUNDARY": r"\B",
}

_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def _scoped(source: str, letters: str) -> str:
    return f"(?{letters}:{source})" if letters else source


def _atom(op: str, value: Any, flags: int) -> str:
    """An expression for one character. So `re` itself says what it takes, case and scripts included."""
    letters = "".join(
        letter
        for letter, flag in (("i", re.IGNORECASE), ("a", re.ASCII), ("s", re.DOTALL))
        if flags & flag and (letter == "s") == (op == "ANY")
    )
    if op == "ANY":
        return _scoped(".", letters)
    if op == "LITERAL":
        return _scoped(_code(value), letters)
    if op == "NOT_LITERAL":
        return _scoped(f"[^{_code(value)}]", letters)
    return _scoped("[" + "".join(_member(str(part), what) for part, what in value) + "]", letters)


def _member(part: str, what: Any) -> str:
    if part == "NEGATE":
        return "^"
    if part == "LITERAL":
        return _code(what)
    if part == "RANGE":
        return f"{_code(what[0])}-{_code(what[1])}"
    return _CATEGORIES[str(what)]


def _code(code: int) -> str:
    return f"\\U{code:08x}"


def _takes(item: Any) -> bool:
    """Whether a part takes a character however it matches: then what was taken before it makes no difference."""
    op, value = str(item[0]), item[1]
    if op in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        return True
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        return bool(value[0]) and bool(value[2].getwidth()[0])
    return op == "SUBPATTERN" and bool(value[3].getwidth()[0])
