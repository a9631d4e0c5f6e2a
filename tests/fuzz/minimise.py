"""Making an input as small as it can be while it still shows the same fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TRIES = 3000


def minimise(data: bytes, still: Callable[[bytes], bool], tries: int = TRIES) -> bytes:
    """A smaller input of which `still` holds, as it does of `data`; in lines first, then in bytes."""
    left = [tries]

    def holds(parts: Sequence[bytes]) -> bool:
        left[0] -= 1
        return left[0] >= 0 and still(b"".join(parts))

    parts: Sequence[bytes] = data.splitlines(keepends=True)
    parts = _reduced(parts, holds)
    whole = b"".join(parts)
    return b"".join(_reduced([whole[index : index + 1] for index in range(len(whole))], holds))


def _reduced(parts: Sequence[bytes], holds: Callable[[Sequence[bytes]], bool]) -> Sequence[bytes]:
    """Parts without those that are not needed: halves first, then ever smaller pieces."""
    size = max(1, len(parts) // 2)
    while parts:
        at = 0
        removed = False
        while at < len(parts):
            fewer = [*parts[:at], *parts[at + size :]]
            if holds(fewer):
                parts, removed = fewer, True
            else:
                at += size
        if size == 1 and not removed:
            break
        size = max(1, size // 2)
    return parts
