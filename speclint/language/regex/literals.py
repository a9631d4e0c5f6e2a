"""Texts one of which is in everything that a regular expression matches.

Owns: the analysis that lets a search be skipped: a document that holds none of the texts holds no match, and the
expression need not even be compiled, which costs more than searching.
Never: guesses. Where nothing can be said, it says nothing.
"""

from __future__ import annotations

import warnings
from typing import Any

_MOST = 128
"""With more alternatives than this, it is not a shortcut."""

_MOST_JOINED = 32
"""Neighbouring alternatives are joined to longer texts only while they are fewer than this."""


def required_literals(pattern: str) -> tuple[str, ...]:
    """Lower-case texts; every match of `pattern`, with what it looks at around it, holds one of them.

    Empty where no such texts can be named. `pattern` must be a valid regular expression.

    >>> required_literals("(TODO|FIXME):")
    ('fixme:', 'todo:')
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
    return tuple(sorted(found)) if found else ()


# What follows works on pairs. For a part of an expression: all texts that it can match, where these are few
# (`exact`), and a set of texts one of which is in or next to each of its matches (`best`). None: unknown.
_EMPTY = frozenset({""})


def _sequence(items: list[Any]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    exact: frozenset[str] | None = _EMPTY
    run = _EMPTY
    best: frozenset[str] | None = None
    for item in items:
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


def _item(item: Any) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        text = chr(value).lower()
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
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
        exact, best = _sequence(list(value[2]))
        return (exact if value[1] == 1 else None), _better(exact, best)
    if name == "IN" and all(str(part[0]) == "LITERAL" for part in value):
        return _branch([_item(part) for part in value])
    return None, None


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
