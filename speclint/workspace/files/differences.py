"""Which lines of a text differ from those of another.

Owns: the comparison, in a time that grows with the length of the texts.
Never: compares line ends: what an editor or git makes of them is not a change.

Lines that are alike at both ends are left out; what is between is divided at lines that both texts hold once (a patience
diff), and each part is compared by fewest changes (Myers). Where a part needs too many, all of it counts as changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_MOST_CHANGES = 64
"""Changed lines of a part without a common unique line, up to which the fewest are looked for."""

_DEEPEST = 16
"""How often a part of a part is divided: each time, all lines are looked at again."""

Lines = list[bytes]
Block = tuple[int, int, int, int]
"""Lines of the old text that were replaced by lines of the new one: from, up to, from, up to; counted from 0."""


def split_lines(data: bytes) -> Lines:
    """The lines of a text, each with a plain newline as its end, where it has an end."""
    return [line.rstrip(b"\r\n") + b"\n" if line[-1:] in b"\r\n" else line for line in _LINE.findall(data)]


def changed_blocks(old: Lines, new: Lines) -> list[Block]:
    """The blocks in which two texts differ, in order and apart from each other; none where they are the same."""
    found: list[Block] = []
    waiting: list[tuple[int, Block]] = [(0, (0, len(old), 0, len(new)))]
    while waiting:
        depth, (a, b, c, d) = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        if a == b or c == d:
            found += [(a, b, c, d)] if a < b or c < d else []
            continue
        anchors = _anchors(old[a:b], new[c:d]) if depth < _DEEPEST else []
        if not anchors:
            found += [(a + i, a + j, c + k, c + m) for i, j, k, m in _fewest(old[a:b], new[c:d])]
            continue
        parts = []
        for i, k in [*((a + i, c + k) for i, k in anchors), (b, d)]:
            parts.append((depth + 1, (a, i, c, k)))
            a, c = i + 1, k + 1
        waiting += reversed(parts)
    return found


def _anchors(old: Lines, new: Lines) -> list[tuple[int, int]]:
    """Lines that are once in each text, as pairs of places: the longest row of them that is in one order in both."""
    there = _once(new)
    pairs = [(place, there[line]) for line, place in _once(old).items() if line in there]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    row = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _once(lines: Lines) -> dict[bytes, int]:
    """The lines that a text holds once, each with its place, in order."""
    places: dict[bytes, int] = {}
    for place, line in enumerate(lines):
        places[line] = -1 if line in places else place
    return {line: place for line, place in places.items() if place >= 0}


def _fewest(old: Lines, new: Lines) -> list[Block]:
    """The fewest changes from one text to the other, or one for all where there would be too many."""
    reached = {1: 0}
    steps: list[dict[int, int]] = []
    for changes in range(_MOST_CHANGES + 1):
        steps.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            down = diagonal == -changes or (
                diagonal != changes and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
            )
            i = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            k = i - diagonal
            while i < len(old) and k < len(new) and old[i] == new[k]:
                i, k = i + 1, k + 1
            reached[diagonal] = i
            if i >= len(old) and k >= len(new):
                return _blocks(_way(steps, len(old), len(new)))
    return [(0, len(old), 0, len(new))]


def _way(steps: list[dict[int, int]], i: int, k: int) -> list[tuple[int, int, int, int]]:
    """The single changes that led to the end, in order: each one line taken out, or one put in."""
    way = []
    for changes in range(len(steps) - 1, 0, -1):
        reached, diagonal = steps[changes], i - k
        down = diagonal == -changes or (
            diagonal != changes and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
        )
        came = diagonal + 1 if down else diagonal - 1
        i = reached[came]
        k = i - came
        way.append((i, i, k, k + 1) if down else (i, i + 1, k, k))
    return way[::-1]


def _blocks(way: list[tuple[int, int, int, int]]) -> list[Block]:
    """Single changes as blocks, those that touch put together."""
    blocks: list[Block] = []
    for i, j, k, m in way:
        if blocks and blocks[-1][1] == i and blocks[-1][3] == k:
            blocks[-1] = (blocks[-1][0], j, blocks[-1][2], m)
        else:
            blocks.append((i, j, k, m))
    return blocks
