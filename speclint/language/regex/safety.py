"""Whether a regular expression may run on other people's text.

Owns: the verdict on an expression, with its reason and its place in a rule author's words.
Never: runs the expression on a document. The analysis itself takes bounded time.

What `re` may take long for is left to the automaton, which takes time linear in the text whatever the expression. So
only invalid expressions are refused, and those that neither of the two can run quickly.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from speclint.base.escapes import one_line
from speclint.base.values import NamedTuple
from speclint.expressions import ANY_LENGTH, whole_matches
from speclint.expressions.machine import matcher
from speclint.expressions.program import MAX_POSITIONS, MAX_TESTS, UnsupportedError, parse
from speclint.language.regex.cost import expression, limits
from speclint.language.regex.places import longest_repeat, place_of

MAX_LENGTH = 1000


class RegexFault(NamedTuple):
    """What is wrong with an expression, how to fix it ("" where that is plain), and where: a character from 0 on."""

    message: str
    help: str
    place: int | None = None


@lru_cache(maxsize=4096)
def check_regex(pattern: str) -> RegexFault | None:
    """What is wrong with an expression; None if it compiles and takes time linear in every text."""
    if len(pattern) > MAX_LENGTH:
        message = f"The regular expression is longer than {MAX_LENGTH} characters"
        return RegexFault(message, "Split it, or list the values", MAX_LENGTH)
    fault = _compile_fault(pattern)
    if fault or min(limits(pattern)) >= ANY_LENGTH:
        return fault
    try:
        matcher(pattern, not_empty=True)  # the larger of its two automata
    except UnsupportedError as error:
        return _unsupported(pattern, error.what)
    return None


def check_values_regex(pattern: str) -> RegexFault | None:
    """The same for an expression of which the first group counts."""
    fault = check_regex(pattern)
    if fault is None and limits(pattern)[1] < ANY_LENGTH and _is_looked_at(parse(pattern)):
        message = "has its first group inside the lookaround{}, which can be slow on long texts"
        return _refused(pattern, message, place_of(pattern, "look"), "Move the group out of the lookaround")
    return fault


def check_name_regex(pattern: str) -> RegexFault | None:
    """The same for an expression that the library for JSON Schemas runs, which has but `re`."""
    fault = check_regex(pattern)
    if fault is None and limits(pattern)[1] < ANY_LENGTH:
        mend = "Begin it with `^`, and let no two repeats match the same text"
        return _refused(
            pattern, "can be slow on long property names because of the repeat{}", place_of(pattern, "repeat"), mend
        )
    return fault


_REASONS = {
    "GROUPREF": (
        "refer",
        "has a back-reference{}, which can be slow on long texts",
        "Write out the alternatives, such as `'[^']*'|\"[^\"]*\"`",
    ),
    "GROUPREF_EXISTS": (
        "condition",
        "has a conditional group{}, which can be slow on long texts",
        "Write out both cases, such as `\\(x\\)|x`",
    ),
    "ATOMIC_GROUP": (
        "atomic",
        "has an atomic group{}, which can be slow on long texts",
        "Write `(?:` instead of `(?>`",
    ),
    "POSSESSIVE_REPEAT": (
        "eager",
        "has a possessive repeat{}, which can be slow on long texts",
        "Remove the `+` after the repeat",
    ),
}


def _unsupported(pattern: str, what: str) -> RegexFault:
    if what == "tests":
        message = f"has more than {MAX_TESTS} different anchors, word boundaries and lookarounds{{}}"
        return _refused(pattern, message, place_of(pattern, "place|look", after=MAX_TESTS), "Split it")
    if what == "size":
        message = f"expands to more than {MAX_POSITIONS:,} characters with the repeat{{}}"
        place = longest_repeat(pattern, MAX_POSITIONS)
        return _refused(
            pattern, message, place, "Use a smaller number, or `+` or `*` if the exact number does not matter"
        )
    if what in _REASONS:
        kind, message, mend = _REASONS[what]
        return _refused(pattern, message, place_of(pattern, kind), mend)
    return _refused(pattern, "is nested too deeply{}", None, "Simplify or split it")


def _refused(pattern: str, reason: str, place: int | None, mend: str) -> RegexFault:
    where = f" at character {place + 1}" if place is not None else ""
    return RegexFault(f"The regular expression `{_short(pattern)}` {reason.format(where)}", mend, place)


def _is_looked_at(items: object, *, inside: bool = False) -> bool:
    """Whether the first group is in a look-around."""
    if isinstance(items, (list, tuple)) or hasattr(items, "data"):
        parts = list(items)  # type: ignore[call-overload]
        if inside and len(parts) == 2 and str(parts[0]) == "SUBPATTERN" and parts[1][0] == 1:
            return True
        inside = inside or (bool(parts) and str(parts[0]) in ("ASSERT", "ASSERT_NOT"))
        return any(_is_looked_at(part, inside=inside) for part in parts)
    return False


def _compile_fault(pattern: str) -> RegexFault | None:
    try:
        with warnings.catch_warnings():
            # Some odd patterns only warn; in a later Python they mean something else or are errors.
            warnings.simplefilter("error")
            re.compile(pattern)
    except re.error as error:
        place = f" at character {error.pos + 1}" if error.pos is not None else ""
        message = f"Invalid regular expression `{_short(pattern)}`: {one_line(error.msg)}{place}"
        return RegexFault(message, _hint(pattern, error.msg), error.pos)
    except Warning as warning:
        said, _, position = str(warning).partition(" at position ")
        odd = int(position) if position.isdecimal() else None
        where = f" at character {odd + 1}" if odd is not None else ""
        message = f"Ambiguous regular expression `{_short(pattern)}`: {one_line(_lower(said))}{where}"
        return RegexFault(message, "Put a backslash before the character", odd)
    except (OverflowError, RecursionError, ValueError):
        return RegexFault(f"Regular expression `{_short(pattern)}` is too large", "Simplify or split it")
    return None


def _hint(pattern: str, message: str) -> str:
    if pattern.startswith("*") or "nothing to repeat" in message:
        return "Write `.*` for any text, or put a backslash before the character itself"
    if "unterminated" in message or "missing )" in message or "unbalanced" in message:
        return "Close the bracket, or put a backslash before it"
    return ""


def _short(pattern: str) -> str:
    return one_line(pattern if len(pattern) <= 60 else pattern[:59] + "\u2026")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def example_of(pattern: str) -> str:
    """A text that the pattern matches, for templates; the pattern itself where none is found easily."""
    try:
        example = _example(parse(pattern)).strip()
    except (TypeError, ValueError, LookupError, RecursionError, re.error):
        return str(pattern)
    # An expression with its costs is no text: the cache keeps the two apart.
    return example if whole_matches(expression(pattern), example) else str(pattern)


def _example(items: object) -> str:
    parts: list[str] = []
    for op, value in items:  # type: ignore[attr-defined]
        name = str(op)
        if name == "LITERAL":
            parts.append(chr(value))
        elif name == "ANY":
            parts.append("x")
        elif name == "IN":
            parts.append(_of_set(value))
        elif name == "BRANCH":
            parts.append(_example(value[1][0]))
        elif name == "SUBPATTERN":
            parts.append(_example(value[3]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            part, times = _example(value[2]), min(value[0], 20)
            if len(part) * times > MAX_LENGTH:
                raise ValueError(name)
            parts.append(part * times)
        elif name != "AT":
            raise ValueError(name)
    return "".join(parts)


def _of_set(value: object) -> str:
    pattern = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "x"}
    kind, what = value[0]  # type: ignore[index]
    if str(kind) == "LITERAL":
        return chr(what)
    if str(kind) == "RANGE":
        return chr(what[0])
    return pattern[str(what)]
