"""Whether the program keeps more and more."""

from __future__ import annotations

import functools
import gc
import linecache
import re
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING

from .trial import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIBRARIES = "*site-packages*"
ALLOWED = 150
"""Bytes that an input may leave behind, on average. Interned names and the like make a few."""
_WARM, _FEWEST, _MOST = 50, 100, 3000
"""Inputs: before it is measured, and while it is."""
LEAST = 50_000
"""Bytes in all below which nothing is said: so much comes and goes."""


def kept(run: Callable[[int], None], seconds: float = 3) -> int:
    """Bytes that the program and its libraries keep for each input.

    `run` takes a number of fresh inputs. `seconds`: how long they may take, about, if they are not watched.
    """
    before = time.process_time()
    run(_WARM)
    rounds = max(_FEWEST, min(_MOST, int(_WARM * seconds / (time.process_time() - before + 0.001))))
    tracemalloc.start(1)
    run(max(1, rounds // 10))
    held = [_held()]
    for _ in range(2):
        run(rounds)
        held.append(_held())
    tracemalloc.stop()
    # What is only learned once fills up: of what grows without end, the second half holds as much as the first.
    more = min(held[1] - held[0], held[2] - held[1])
    return 0 if more < LEAST else more // rounds


def _held() -> int:
    """Bytes that were allocated by the package or a library, without caches that have a bound."""
    for cached in _bounded():
        cached.cache_clear()
    re.purge()
    linecache.clearcache()  # the lines of the program itself, which a trace quotes
    gc.collect()
    only = [tracemalloc.Filter(inclusive=True, filename_pattern=pattern) for pattern in (f"{PACKAGE}*", _LIBRARIES)]
    return sum(each.size for each in tracemalloc.take_snapshot().filter_traces(only).statistics("filename"))


def _bounded() -> Iterator[functools._lru_cache_wrapper[object]]:
    """The caches of functions that have a bound, in all modules of the package."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "speclint":
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper) and value.cache_info().maxsize is not None:
                    yield value
