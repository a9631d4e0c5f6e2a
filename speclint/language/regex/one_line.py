"""Why a regular expression matches no line at all.

Owns: what every match of an expression must hold, as far as its form shows it.
Never: proves that an expression matches something.
"""

from __future__ import annotations

import re
from typing import Any

from speclint.expressions.program import parse

_BREAKS = (10, 13)
_BLANKS = (9, 32)
_MARKS = re.compile(r"\^?(?:#+|#\{[\d,]+\}|#[+])+(?: |\\s|\[ )")
_LOOKS = ("ASSERT", "ASSERT_NOT")
_STARTS = ("AT_BEGINNING", "AT_BEGINNING_STRING")
_ENDS = ("AT_END", "AT_END_STRING")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def why_no_line(pattern: str, *, heading: bool = False) -> str:
    """Why no line without blanks around it matches a whole expression; "" where the form of the expression shows no reason.

    The reason follows "The `regex` ...". `heading`: whether the line is a heading, which has no marks.

    >>> why_no_line("Steps$ done")
    'has text behind `$`'
    """
    if heading and _MARKS.match(pattern):
        return "begins with `#`, but headings are compared without their marks"
    tree = parse(pattern)
    if _must(tree, _BREAKS, "all"):
        return "needs a line break"
    if _must(tree, _BLANKS, "first"):
        return "begins with a blank"
    if _must(tree, _BLANKS, "last"):
        return "ends with a blank"
    return _misplaced(tree, before=False, behind=False)


def _must(items: Any, characters: tuple[int, ...], where: str) -> bool:
    """Whether each match has one of some characters: anywhere, first or last."""
    parts = list(items)
    for part in reversed(parts) if where == "last" else parts:
        op, argument = str(part[0]), part[1]
        if op == "LITERAL" and argument in characters:
            return True
        if op == "SUBPATTERN" and _must(argument[3], characters, where):
            return True
        if op in _REPEATS and argument[0] and _must(argument[2], characters, where):
            return True
        if op == "BRANCH" and all(_must(each, characters, where) for each in argument[1]):
            return True
        # What takes no character has none before or behind it.
        if where != "all" and op != "AT" and op not in _LOOKS:
            return False
    return False


def _misplaced(items: Any, *, before: bool, behind: bool) -> str:
    """The anchor that keeps each match from being one. `before`, `behind`: whether a match has text around these items."""
    for index, part in enumerate(items):
        op, argument = str(part[0]), part[1]
        ahead = before or items[:index].getwidth()[0] > 0
        rest = behind or items[index + 1 :].getwidth()[0] > 0
        found = ""
        if op == "AT" and str(argument) in _STARTS and ahead:
            found = "has text before `^`"
        elif op == "AT" and str(argument) in _ENDS and rest:
            found = "has text behind `$`"
        elif op == "SUBPATTERN":
            found = _misplaced(argument[3], before=ahead, behind=rest)
        elif op in _REPEATS and argument[0]:
            found = _misplaced(argument[2], before=ahead, behind=rest)
        elif op == "BRANCH":
            inside = [_misplaced(each, before=ahead, behind=rest) for each in argument[1]]
            found = inside[0] if all(inside) else ""
        if found:
            return found
    return ""
