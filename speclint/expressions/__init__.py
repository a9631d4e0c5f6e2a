"""Regular expressions of rule sets on the texts of documents, in time that is linear in the text.

Owns: an expression with its cost as far as it is known, and the choice of what runs it: `re` where that is quick, on short
texts or on all, else the automaton of `machine`, which is fast on every text and is loaded when it is first needed.
Never: judges an expression. `speclint.language` does, once, and refuses what neither can run quickly.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.expressions.machine import Matcher

ANY_LENGTH = 2**31
"""As a limit: `re` is quick on every text."""


class Expression(str):
    """A regular expression, and how many characters a text may have that `re` itself may see.

    `whole` holds for a match of the whole text, `part` for a search in it. On longer texts the automaton follows the
    expression. A plain text in its place is taken for one whose cost is not known: `re` sees it only if nothing else
    can follow it. `literals`: texts, as `folded` makes them, one of which is in every text that holds a match; empty if none are known.
    """

    __slots__ = ("compiled", "literals", "part", "whole")
    whole: int
    part: int
    literals: tuple[str, ...]
    compiled: re.Pattern[str] | None
    """What `re` makes of it, once it is needed."""

    def __new__(cls, pattern: str = "", whole: int = 0, part: int = 0, literals: tuple[str, ...] = ()) -> Expression:  # noqa: PYI034 - Self is not in 3.10
        """An expression with its limits."""
        made = super().__new__(cls, pattern)
        made.whole = whole
        made.part = part
        made.literals = literals
        made.compiled = None
        return made

    def to_data(self) -> list[Any]:
        """Its form in the cache."""
        return [str(self), self.whole, self.part, *self.literals]

    @classmethod
    def from_data(cls, data: list[Any]) -> Expression:
        """The expression that `to_data` made a list of. Raises ValueError for another list."""
        if tuple(map(type, data)) != (str, int, int, *(str for _ in data[3:])):
            raise ValueError("no expression")
        pattern, whole, part, *literals = data
        return cls(pattern, whole, part, tuple(literals))


Pattern = str | Expression
"""An expression, or a text in its place: "" for none."""


def whole_matches(pattern: str, text: str) -> bool:
    """Whether an expression matches a whole text."""
    run = _runner(pattern, text, whole=True)
    if run is None:
        return False
    return run.fullmatch(text) is not None if isinstance(run, re.Pattern) else run.matches(text)


def found_in(pattern: str, text: str) -> bool:
    """Whether an expression matches some part of a text."""
    run = _runner(pattern, text)
    if run is None:
        return False
    return run.search(text) is not None if isinstance(run, re.Pattern) else run.occurs(text)


def finder(pattern: str) -> Callable[[str], object]:
    """A function that tests whether an expression matches some part of a text, for many texts."""
    if isinstance(pattern, Expression) and pattern.part >= ANY_LENGTH:
        return _compiled(pattern).search
    return partial(found_in, pattern)


def whole_finder(pattern: str) -> Callable[[str], object]:
    """A function that tests whether an expression matches a whole text, for many texts."""
    if isinstance(pattern, Expression) and pattern.whole >= ANY_LENGTH:
        return _compiled(pattern).fullmatch
    return partial(whole_matches, pattern)


def first_in(pattern: str, text: str) -> str | None:
    """The first part of a text that an expression matches; None if there is none."""
    run = _runner(pattern, text)
    if run is None:
        return None
    if isinstance(run, re.Pattern):
        found = run.search(text)
        return found.group() if found else None
    span = next(run.spans(text), None)
    return None if span is None else text[span.start : span.end]


def spans_in(pattern: str, text: str) -> list[tuple[int, int]]:
    """Where the parts of a text begin and end that an expression matches, empty ones left out."""
    return [(start, end) for start, end, _, _ in _found(pattern, text)]


def values_in(pattern: str, text: str) -> list[tuple[int, int]]:
    """Where the values begin and end that an expression finds: its first group, or the whole where it has none.

    A match in which the group took no part finds nothing: it steps over what is no value.
    """
    found = _found(pattern, text)
    if found and _compiled(pattern).groups:
        return [(first, last) for _, _, first, last in found if first >= 0]
    return [(start, end) for start, end, _, _ in found]


_DIGITS = str.maketrans("123456789", "0" * 9)
_ANY_DIGIT = re.compile(r"\d")


def folded(text: str) -> str:
    """A text as the literals of expressions are: case-folded, and each digit a zero, so that dates are all alike."""
    text = text.casefold()
    return text.translate(_DIGITS) if text.isascii() else _ANY_DIGIT.sub("0", text)


def may_be_in(pattern: str, folded: str) -> bool:
    """Whether an expression may match some part of any of several texts: these in one, as `folded` makes it.

    So an expression need not be compiled for most documents, which takes longer than searching.
    """
    literals = pattern.literals if isinstance(pattern, Expression) else ()
    for literal in literals:
        if literal in folded:
            return True
    return not literals


def _runner(
    pattern: str, text: str, *, whole: bool = False, not_empty: bool = False
) -> re.Pattern[str] | Matcher | None:
    """What runs an expression on a text: `re` where that is quick, else the automaton, if it can follow the expression.

    None where the text has none of the expression's literals, so that it cannot match. That is asked only where running the
    expression would cost more.
    """
    limit = (pattern.whole if whole else pattern.part) if isinstance(pattern, Expression) else 0
    if len(text) > limit:
        if not may_be_in(pattern, folded(text)):
            return None
        return _matcher(pattern, not_empty=not_empty) or _compiled(pattern)
    if isinstance(pattern, Expression) and pattern.compiled is None and not may_be_in(pattern, folded(text)):
        return None
    return _compiled(pattern)


def _found(pattern: str, text: str) -> list[tuple[int, int, int, int]]:
    run = _runner(pattern, text, not_empty=True)
    if run is None:
        return []
    if not isinstance(run, re.Pattern):
        return [tuple(span) for span in run.spans(text)]  # type: ignore[misc]
    found = [each for each in run.finditer(text) if each.end() > each.start()]
    return [(*each.span(), *(each.span(1) if run.groups else (-1, -1))) for each in found]


def _compiled(pattern: str) -> re.Pattern[str]:
    if not isinstance(pattern, Expression):
        return _compile(pattern)
    if pattern.compiled is None:
        pattern.compiled = _compile(pattern)
    return pattern.compiled


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=512)
def _matcher(pattern: str, *, not_empty: bool = False) -> Matcher | None:
    from speclint.expressions.machine import matcher
    from speclint.expressions.program import UnsupportedError

    try:
        return matcher(pattern, not_empty=not_empty)
    except UnsupportedError:
        return None
