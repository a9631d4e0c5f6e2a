"""Strict readers of plain data from a cache.

Owns: the difference between data of the right shape and data that only passes for it: texts and mappings can be gone
through like lists, and true counts as 1.
Never: knows what the data stand for.
"""

from __future__ import annotations

from typing import Any


def as_list(data: Any) -> list[Any] | tuple[Any, ...]:
    """The data if they are a list, or a tuple that was never encoded. Raises TypeError."""
    if not isinstance(data, (list, tuple)):
        raise TypeError("no list")
    return data


def as_text(data: Any) -> str:
    """The data if they are a text. Raises TypeError."""
    if not isinstance(data, str):
        raise TypeError("no text")
    return data


def as_number(data: Any) -> int:
    """The data if they are a whole number. Raises TypeError."""
    if type(data) is not int:
        raise TypeError("no number")
    return data


def as_flag(data: Any) -> bool:
    """The data if it is a truth value. Raises TypeError otherwise."""
    if type(data) is not bool:
        raise TypeError(type(data))
    return data
