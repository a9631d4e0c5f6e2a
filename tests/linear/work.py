"""Counting the work that a piece of the program does: lines that run, calls, and what some of them look through.

A count is the same on every machine and under every load. What Python does inside one step of its own, such as `in` on a
list, is not seen: `tests/bench/shapes.py`, which times the same shapes, shows that.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_WALKS = {str: frozenset({"replace", "split"}), list: frozenset({"count", "index", "insert", "remove"})}
"""Methods whose cost is that of all they belong to. Those that search a text may begin and end anywhere in it."""
_STEPS = 100
"""Characters or items that are looked through in the time of a call."""


def count_work(piece: Callable[[], object]) -> int:
    """How much work a piece of the program does, in lines and calls. Each round of a loop runs a line again."""
    work = 0

    def trace(_frame: FrameType, event: str, _what: Any) -> Any:
        nonlocal work
        work += event == "line"
        return trace

    def profile(_frame: FrameType, event: str, what: Any) -> None:
        nonlocal work
        if event != "c_call":
            return
        work += 1
        whole = getattr(what, "__self__", None)
        if isinstance(whole, (str, list)) and what.__name__ in _WALKS[type(whole)]:
            work += len(whole) // _STEPS

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        piece()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return work
