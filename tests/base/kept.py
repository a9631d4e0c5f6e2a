"""Values of any class that the cache holds, made from the annotations of the class."""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any, Literal

from hypothesis import strategies as st

from speclint.binding.document_front_matter import FrontMatterFacts
from speclint.config import Config
from speclint.engine.detection import TypeEntry
from speclint.expressions import ANY_LENGTH, Expression
from speclint.formats.code import SyntaxFault
from speclint.ruleset import RuleSet
from speclint.workspace.across import _Stored
from speclint.workspace.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

ROOTS: tuple[type[Any], ...] = (RuleSet, Verdict, _Stored, Config, TypeEntry, FrontMatterFacts, SyntaxFault)
"""What the cache holds."""

_LIMIT = st.integers(0, ANY_LENGTH)
_PLAIN: dict[Any, SearchStrategy[Any]] = {
    str: st.text(max_size=4),
    int: st.integers(-1, 99),
    bool: st.booleans(),
    types.NoneType: st.none(),
    Expression: st.builds(Expression, st.text(max_size=5), _LIMIT, _LIMIT),
}


def values(kind: Any, depth: int = 4) -> SearchStrategy[Any]:
    """Values that an annotation allows. `depth`: how often a list or an option may hold another class."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (types.UnionType, typing.Union):
        options = [part for part in parts if depth > 0 or not _holds_a_class(part)]
        # Where only classes are left, one that holds no others.
        return st.one_of(
            *(values(part, depth - 1) for part in options or [min(parts, key=lambda each: len(kinds(each)))])
        )
    if origin is tuple and parts[1:] == (...,):
        if depth <= 0 and _holds_a_class(parts[0]):
            return st.just(())
        return st.lists(values(parts[0], depth - 1), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values(part, depth) for part in parts))
    members = typing.get_type_hints(kind)
    return st.tuples(*(values(members[name], depth) for name in kind._fields)).map(lambda row: kind(*row))


def kinds(kind: Any) -> dict[type[Any], None]:
    """The classes that a value of an annotation may hold, itself among them, each once."""
    found: dict[type[Any], None] = {}
    waiting = [kind]
    while waiting:
        each = waiting.pop()
        if hasattr(each, "_fields") and each not in found:
            found[each] = None
            waiting += typing.get_type_hints(each).values()
        waiting += typing.get_args(each)
    return found


def parts_of(value: Any) -> Iterator[Any]:
    """A value and all that it holds, in order."""
    yield value
    if isinstance(value, tuple):
        for part in value:
            yield from parts_of(part)


def _holds_a_class(kind: Any) -> bool:
    return bool(kinds(kind))
