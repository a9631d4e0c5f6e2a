"""Addresses that are links without being written as one.

Owns: `<scheme:...>`, `<name@host>` and GitHub's bare `https://...` and `www....`.
Never: finds where one may begin; `inline` does.
"""

from __future__ import annotations

import re

ANGLE_AUTOLINK = re.compile(
    r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\x00-\x20<>]*"
    r"|[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_SCHEME = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<]+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_LONGEST_ENTITY = 40
_ENTITY_END = re.compile(r"&[A-Za-z0-9]+;\Z")


def scan_url(text: str, start: int) -> int | None:
    """The end of the bare web address at `text[start]`, as GitHub links it; None if it is none."""
    scheme = _SCHEME.match(text, start)
    domain = _DOMAIN.match(text, scheme.end() if scheme else start)
    address = _ADDRESS.match(text, start)
    if domain is None or address is None or (scheme is None and "." not in domain.group()):
        return None
    if any("_" in label for label in domain.group().split(".")[-2:]):
        return None
    return start + len(_trimmed(address.group()))


def _trimmed(address: str) -> str:
    """`address` without what closes the sentence around it."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";":
            entity = _ENTITY_END.search(address, max(0, end - _LONGEST_ENTITY), end)
            if entity is None:
                break
            end = entity.start()
        else:
            break
    return address[:end]
