"""A short name for a content: equal texts have equal digests, others do not.

Owns: the choice of the hash function.
Never: protects anything against an attacker; caches use it.
"""

from __future__ import annotations

try:
    # `hashlib` loads OpenSSL, which costs a hook run two milliseconds. This is the module that it would return.
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

_SIZE = 16
"""Bytes: 128 bits make an accidental clash impossible in practice."""


def digest(*parts: str) -> str:
    """Hexadecimal digits that stand for `parts`. Their borders count: ("ab", "c") differs from ("a", "bc")."""
    state = blake2b(digest_size=_SIZE)
    for part in parts:
        # Lone surrogates come from file names that are not valid in the file system's encoding.
        data = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()
