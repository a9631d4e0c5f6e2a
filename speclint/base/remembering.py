"""What is made of an object that lives long, once.

Owns: remembering by the identity of the object, which costs nothing however much it holds.
Never: remembers what is made of documents; there is no end of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class MadeOnce(Generic[Thing, Made]):
    """What `make` makes of each thing, such as a part of a rule set. Beyond `most` things it starts anew."""

    def __init__(self, make: Callable[[Thing], Made], most: int = 4_000) -> None:
        self._make = make
        self._most = most
        # The thing is kept, so that nothing else can have its identity.
        self._made: dict[int, tuple[Thing, Made]] = {}

    def __call__(self, thing: Thing) -> Made:
        """What was made of a thing."""
        known = self._made.get(id(thing))
        if known is None:
            if len(self._made) >= self._most:
                self._made.clear()
            known = self._made[id(thing)] = (thing, self._make(thing))
        return known[1]
