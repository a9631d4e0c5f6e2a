"""Texts one of which is in everything that a regular expression matches.

Owns: the analysis that lets a search be skipped: a document that holds none of the texts holds no match, and the
expression need not even be compiled, which costs more than searching.
Never: guesses. Where nothing can be said, it says nothing.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from speclint.expressions import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 128
"""With more alternatives than this, it is not a shortcut."""

_MOST_JOINED = 32
"""Neighbouring alternatives are joined to longer texts only while they are fewer than this."""

_MOST_REPEATS = 4
"""With more repetitions, only those count that there must be at least."""


def required_literals(pattern: str) -> tuple[str, ...]:
    """Texts one of which every match of `pattern`, with what it looks at around it, holds once `speclint.expressions.folded` is done.

    Empty where no such texts can be named. `pattern` must be a valid regular expression.

    >>> required_literals("(TODO|FIXME):")
    ('fixme:', 'todo:')
    >>> required_literals("[0-9]{4}-Q[1-4]")
    ('0000-q0',)
    """
    try:
        from re import _parser as parser  # type: ignore[attr-defined, unused-ignore]
    except ImportError:  # Python 3.10
        import sre_parse as parser  # type: ignore[no-redef, unused-ignore]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree: Any = parser.parse(pattern)
    exact, best = _sequence(list(tree))
    found = _better(exact, best)
    return (
        tuple(sorted(text for text in found if not any(text != each and each in text for each in found)))
        if found
        else ()
    )


# What follows works on pairs. For a part of an expression: all texts that it can match, where these are few
# (`exact`), and a set of texts one of which is in or next to each of its matches (`best`). None: unknown.
_EMPTY = frozenset({""})
_DIGIT = frozenset({"0"})
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_ZERO, _NINE = ord("0"), ord("9")


def _sequence(items: list[Any]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    exact: frozenset[str] | None = _EMPTY
    run = _EMPTY
    best: frozenset[str] | None = None
    for item in _apart(items):
        part, inside = _item(item)
        best = _better(inside, best)
        if part is not None and len(run) * len(part) <= _MOST_JOINED:
            run = frozenset(left + right for left in run for right in part)
            exact = run if exact is not None else None
            continue
        best = _better(run, best)
        exact = None
        run = part if part is not None else _EMPTY
    best = _better(run, best)
    return exact, best


def _apart(items: list[Any]) -> Iterator[Any]:
    """Items, with what is surely there of a repetition apart from what may follow it: the first joins what is before."""
    for item in items:
        if str(item[0]) in _REPEATS and 1 <= item[1][0] < item[1][1]:
            least, most, inner = item[1]
            yield item[0], (least, least, inner)
            yield item[0], (0, most - least, inner)
        else:
            yield item


def _item(item: Any) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        text = folded(chr(value).lower())
        return (frozenset({text}), None) if _has_one_form(text) else (None, None)
    if name in ("AT", "ASSERT_NOT"):
        return _EMPTY, None
    if name == "ASSERT":
        # What is looked at on either side is in the text too, though not in the match.
        return _EMPTY, _better(*_sequence(list(value[1])))
    if name == "SUBPATTERN":
        return _sequence(list(value[-1]))
    if name == "ATOMIC_GROUP":
        return _sequence(list(value))
    if name == "BRANCH":
        return _branch([_sequence(list(branch)) for branch in value[1]])
    if name in _REPEATS:
        return _repeat(value[0], value[1], *_sequence(list(value[2])))
    if name == "IN":
        return _branch([_member(*part) for part in value])
    return None, None


def _member(name: Any, value: Any) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """What one part of a class of characters stands for."""
    if str(name) == "RANGE" and _ZERO <= value[0] <= value[1] <= _NINE:
        return _DIGIT, None
    if str(name) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
        return _DIGIT, None
    return _item((name, value)) if str(name) == "LITERAL" else (None, None)


def _repeat(
    least: int, most: int, exact: frozenset[str] | None, best: frozenset[str] | None
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    if exact is None:
        return None, best if least else None
    texts = _EMPTY
    all_of: frozenset[str] | None = _EMPTY if not least else frozenset()
    fewest = _EMPTY
    for count in range(1, min(most, least + _MOST_REPEATS) + 1):
        texts = frozenset(left + right for left in texts for right in exact)
        if len(texts) > _MOST_JOINED:
            all_of = None
            break
        if count <= least:
            fewest = texts
        if count >= least and all_of is not None:
            all_of |= texts
    if most > least + _MOST_REPEATS or (all_of is not None and len(all_of) > _MOST_JOINED):
        all_of = None
    return all_of, _better(fewest, best) if least else None


def _has_one_form(text: str) -> bool:
    """Whether a lower-case character has no other form but its capital. Of the others nothing is claimed."""
    return text.isascii() or (len(text) == 1 and text == text.casefold() == text.upper().lower())


def _branch(
    parts: list[tuple[frozenset[str] | None, frozenset[str] | None]],
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    exact: set[str] | None = set()
    best: set[str] | None = set()
    for part, inside in parts:
        exact = exact | part if exact is not None and part is not None else None
        choice = _better(part, inside)
        best = best | choice if best is not None and choice else None
    return (
        frozenset(exact) if exact is not None and len(exact) <= _MOST else None,
        frozenset(best) if best and len(best) <= _MOST else None,
    )


def _better(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    """The set that more documents lack: the one whose shortest text is longer."""
    usable = [texts for texts in (left, right) if texts and all(texts)]
    if not usable:
        return None
    return max(usable, key=lambda texts: (min(map(len, texts)), -len(texts)))
