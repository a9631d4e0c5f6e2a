"""What a fuzz target is, and what its inputs are judged by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Mutate: TypeAlias = Callable[[bytes, Random, Sequence[bytes]], bytes]
    """Makes another input of one: the input, the source of chance, and the inputs to take parts of."""


class BrokenPromiseError(AssertionError):
    """Something was returned that the interface excludes."""


def promise(kept: object, said: str) -> None:
    """Raise BrokenPromiseError unless a promise is kept; `said` names the promise."""
    if not kept:
        raise BrokenPromiseError(said)


@dataclass(frozen=True)
class Target:
    """One interface that takes foreign bytes.

    `check` gives an input to the interface. It returns where all promises hold, catches the exceptions that the
    interface documents, and lets every other one out. `seeds` are inputs to begin with, made on the first call.
    """

    name: str
    about: str
    check: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    mutate: Mutate
    max_size: int = field(default=4000)
    """Bytes of an input, at most: small inputs run quickly, and show the same faults."""
