"""Giving one input to a target, and judging what comes of it."""

from __future__ import annotations

import signal
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .target import BrokenPromiseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import NoReturn

    from .target import Target

PACKAGE = str(Path(__file__).parents[2] / "speclint")
SECONDS = 1.0
BYTES_A_SECOND = 50_000
_PATIENCE = 4
"""How many times the limit an input may take before it is stopped."""


def limit(size: int) -> float:
    """The seconds of CPU that an input of a number of bytes may take: one, and one more for each 50 KB."""
    return SECONDS + size / BYTES_A_SECOND


class HangError(BaseException):
    """An input was stopped. Nothing in the program catches this."""


class Trial(NamedTuple):
    """What came of one input. `fault` tells faults apart, "" for none; `details` is for a reader."""

    seconds: float
    fault: str = ""
    details: str = ""

    @property
    def is_slow(self) -> bool:
        """Whether the fault is that it took too long."""
        return self.fault.startswith("slow")


def attempt(target: Target, data: bytes, patience: float = 1.0) -> Trial:
    """Give an input to a target. `patience` multiplies the limit, where the program is being watched and so slower."""
    allowed = limit(len(data)) * patience
    before = time.process_time()
    fault = details = ""
    _arm(allowed * _PATIENCE)
    try:
        target.check(data)
    except HangError as error:
        fault, details = "slow", _shown(error)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        fault, details = _name(error), _shown(error)
    finally:
        _arm(0)
    seconds = time.process_time() - before
    if not fault and seconds > allowed:
        fault = "slow"
    return Trial(seconds, fault, details)


def warm(target: Target) -> None:
    """Load what is loaded only once: it is no part of what an input takes."""
    for data in target.seeds()[:3]:
        attempt(target, data)


def _arm(seconds: float) -> None:
    # Not on Windows: there, what hangs must be ended by hand.
    if hasattr(signal, "setitimer"):
        if seconds:
            signal.signal(signal.SIGVTALRM, _stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise HangError


def _name(error: Exception) -> str:
    """What one fault has and another has not: the promise, or the exception and the function that it came out of."""
    if isinstance(error, BrokenPromiseError):
        return f"broken: {error}"
    functions = list(_functions(error))
    # Where recursion ends is chance; where it began is not.
    place = functions[0 if isinstance(error, RecursionError) else -1] if functions else "the target"
    return f"{type(error).__name__} in {place}"


def _functions(error: Exception) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(PACKAGE):
            yield f"{Path(frame.filename).relative_to(PACKAGE)} {frame.name}"


def _shown(error: BaseException) -> str:
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return "".join(lines if len(lines) < 30 else [*lines[:8], "  ...\n", *lines[-8:]])
