r"""References to a group of one character, written out: `(["']).*\1` means `(").*"|(').*'`.

Owns: that rewriting of the parsed form, where it means exactly the same.
Never: follows any other reference.
"""

from __future__ import annotations

from typing import Any

_MOST = 8
"""Different characters that the group may take."""

_LITERAL = "LITERAL"
"""What stands for the library's own name of a single character: only its text is looked at."""

_SINGLE = ("LITERAL", "NOT_LITERAL", "ANY", "IN")


def written_out(tree: Any) -> list[list[Any]] | None:
    """The alternatives that a parsed expression stands for, in which the group takes one character each.

    None where there is no such group: it is at the top, and what is before it matches in one way alone, so that the
    first match among the alternatives is the first match of the expression.
    """
    items = list(tree)
    for number, (op, value) in enumerate(items):
        if str(op) == "SUBPATTERN" and value[0] is not None:
            letters = _letters(value)
            if letters is None or not _refers(items[number + 1 :], value[0]):
                return None
            return [_with(items, value[0], letter, type(tree), tree.state) for letter in letters]
        if str(op) not in (*_SINGLE, "AT", "ASSERT", "ASSERT_NOT"):
            return None
    return None


def _letters(value: Any) -> list[int] | None:
    """The characters, one of which a group takes; none that has two cases, which a reference may not tell apart."""
    inner = list(value[3])
    if len(inner) != 1 or value[1] or value[2]:
        return None
    op, what = str(inner[0][0]), inner[0][1]
    parts = [(op, what)] if op == "LITERAL" else [(str(part), code) for part, code in what] if op == "IN" else []
    if not parts or len(parts) > _MOST or any(part != "LITERAL" for part, _ in parts):
        return None
    codes = [int(code) for _, code in parts]
    return codes if all(chr(code).lower() == chr(code).upper() for code in codes) else None


def _refers(items: Any, group: int) -> bool:
    if hasattr(items, "data") or isinstance(items, (list, tuple)):
        parts = list(items)
        if len(parts) == 2 and str(parts[0]) == "GROUPREF":
            return bool(parts[1] == group)
        return any(_refers(part, group) for part in parts)
    return False


def _with(items: Any, group: int, letter: int, kind: Any, state: Any) -> Any:
    """A part of the parsed form in which a group and the references to it are one letter."""
    if hasattr(items, "data"):
        return kind(state, _with(list(items), group, letter, kind, state))
    if isinstance(items, (list, tuple)):
        if len(items) == 2 and str(items[0]) == "GROUPREF" and items[1] == group:
            return (_LITERAL, letter)
        if len(items) == 2 and str(items[0]) == "SUBPATTERN" and items[1][0] == group:
            return (items[0], (*items[1][:3], kind(state, [(_LITERAL, letter)])))
        return type(items)(_with(item, group, letter, kind, state) for item in items)
    return items
