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


STEADY = 1.05
"""How many times as much a unit may cost in a large input as in a small one."""
_FREE = 0.1
"""Steps that a unit may cost at any rate."""


def grows_evenly(measure: Callable[[int], tuple[int, int]], sizes: tuple[int, int, int]) -> None:
    """What is added costs the same, whether it is added to little or to much.

    `measure` gives, for a size, how many units there are (characters, files) and how much work they are. The work for what
    comes between the first two sizes is compared with that between the last two: what an empty input costs is in neither,
    so a small quadratic part shows in small inputs. Sizes n, 2n and 4n see work of a*u + b*u*u from b/a = 0.035/n on.
    """
    (units, work), (more_units, more_work), (most_units, most_work) = (measure(size) for size in sizes)
    first = (more_work - work) / (more_units - units)
    last = (most_work - more_work) / (most_units - more_units)
    assert last <= STEADY * max(first, 0) + _FREE, (
        f"a unit costs {first:.1f} steps between {units} and {more_units} units, {last:.1f} between {more_units} and {most_units}"
    )


def count_work(piece: Callable[[], object]) -> int:
    """How much work a piece of the program does, in lines and calls. Each round of a loop runs a line again."""
    work = 0

    # Each runs for every line or call: no more is done in them than must be.
    def step(_frame: FrameType, _event: str, _what: Any) -> Any:
        nonlocal work
        work += 1
        return step

    def trace(_frame: FrameType, _event: str, _what: Any) -> Any:
        return step

    def profile(_frame: FrameType, event: str, what: Any) -> None:
        if event != "c_call":
            return
        nonlocal work
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
