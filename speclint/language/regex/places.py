"""Where in a regular expression something is.

Owns: reading an expression as it is written, for the parsed form has no places.
Never: judges it. The expression compiles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<refer>\\[1-9][0-9]?|\(\?P=\w+\))
    |(?P<place>\\[bBAZz]|[\^$])
    |(?P<char>\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|[0-7]{1,3}|[\s\S])|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\])
    |(?P<comment>\(\?\#[^)]*\)|\(\?[aiLmsux]+\))
    |(?P<condition>\(\?\()
    |(?P<atomic>\(\?>)
    |(?P<look>\(\?<?[=!])
    |(?P<flags>\(\?[aiLmsux-]*:)
    |(?P<group>\((?:\?P<\w+>)?)
    |(?P<close>\))
    |(?P<repeat>(?:[*+?]|\{(?P<least>[0-9]*)(?P<comma>,)?(?P<most>[0-9]*)\})(?P<mode>[+?]?))
    |(?P<other>[\s\S])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A part of an expression: its kind, a name of `_TOKEN`, its place from 0 on, and for a repeat how often at most.

    `times` counts an unlimited repeat as its least number. `eager`: a repeat that never gives back (`a++`).
    """

    kind: str
    start: int
    text: str
    times: int = 1
    eager: bool = False


def tokens(pattern: str) -> Iterator[Token]:
    """The parts of an expression in their order."""
    verbose = re.compile(pattern).flags & re.VERBOSE
    position = 0
    while position < len(pattern):
        blank = re.compile(r"(?:\s|#[^\n]*)+").match(pattern, position) if verbose else None
        if blank:
            position = blank.end()
            continue
        found = _TOKEN.match(pattern, position)
        if found is None:
            return
        kind = found.lastgroup or "other"
        # The named parts of a repeat close after it.
        kind = "repeat" if found["repeat"] else kind
        if kind == "repeat" and found["repeat"][0] == "{" and not (found["least"] or found["most"]):
            kind = "other"
        times, eager = 1, False
        if kind == "repeat":
            times = int(found["most"] or found["least"] or 1) if found["least"] is not None else 1
            eager = found["mode"] == "+"
        yield Token(kind, found.start(), found.group(), times, eager)
        position = found.end()


def place_of(pattern: str, what: str, *, after: int = 0) -> int | None:
    """Where the first part of a kind is, from 0 on, or the first after some others; None if there is none.

    `what`: a kind of token, several of them separated by `|`, or `eager` for a repeat that never gives back.
    """
    kinds = what.split("|")
    found = [token.start for token in tokens(pattern) if token.kind in kinds or (token.eager and "eager" in kinds)]
    return found[after] if after < len(found) else None


def longest_repeat(pattern: str, most: int) -> int | None:
    """Where the repeat is by which an expression, written out, gets longer than `most` places; else the longest."""
    frames = [[0, 0]]  # characters in each open group, and in its last part
    best: tuple[int, int | None] = (0, None)
    for token in tokens(pattern):
        if token.kind in ("group", "flags", "look", "atomic", "condition"):
            frames.append([0, 0])
        elif token.kind == "close" and len(frames) > 1:
            inside = frames.pop()[0]
            frames[-1] = [frames[-1][0] + inside, inside]
        elif token.kind == "repeat":
            total, last = frames[-1]
            longer = last * max(token.times, 1)
            frames[-1] = [total - last + longer, longer]
            if longer > most:
                return token.start
            if longer > best[0]:
                best = longer, token.start
        elif token.kind in ("char", "other") and token.text != "|":
            frames[-1] = [frames[-1][0] + 1, 1]
    return best[1]
