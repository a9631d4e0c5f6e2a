"""A bound on processor time, for what would take minutes if it were not linear.

Time on the clock depends on what else the machine does; what a process itself uses does not. Only what Python does inside
one step of its own (a search of `re`) needs this: all else is counted, see `tests/linear`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def processor_time(most: float) -> Iterator[None]:
    """What runs inside takes at most so many seconds of a processor, with the processes that it waits for."""
    before = sum(os.times()[:4])
    yield
    used = sum(os.times()[:4]) - before
    assert used < most, f"{used:.1f} seconds of processor time, at most {most} were expected"
