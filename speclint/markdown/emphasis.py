"""Runs of `*`, `_` and `~`, and which of them belong together.

Owns: CommonMark's rules for emphasis and GitHub's for strikethrough.
Never: scans a text; `inline` finds the runs and keeps the results.
"""

from __future__ import annotations

import unicodedata


class Run:
    """A run of one mark. `start` and `count` shrink as its marks are used up; `slot` is its place in the output."""

    __slots__ = ("after", "before", "can_close", "can_open", "count", "length", "mark", "slot", "start")

    def __init__(self, text: str, start: int, end: int, slot: int) -> None:
        self.mark = text[start]
        self.start = start
        self.count = self.length = end - start
        self.slot = slot
        self.before: Run | None = None
        self.after: Run | None = None
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
        right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
        self.can_open = left
        self.can_close = right
        if self.mark == "_":
            # Not inside a word, so that snake_case names stay whole.
            self.can_open = left and (not right or _is_punctuation(before))
            self.can_close = right and (not left or _is_punctuation(after))
        elif self.mark == "~" and self.length > 2:
            self.can_open = self.can_close = False


class Runs:
    """The runs of a text that are still to be paired, as a linked list."""

    __slots__ = ("last",)

    def __init__(self) -> None:
        self.last: Run | None = None

    def add(self, run: Run) -> None:
        """Append a run."""
        run.before = self.last
        if self.last is not None:
            self.last.after = run
        self.last = run

    def remove(self, run: Run) -> None:
        """Take a run out."""
        if run.before is not None:
            run.before.after = run.after
        if run.after is not None:
            run.after.before = run.before
        else:
            self.last = run.before

    def pair(self, bottom: Run | None) -> list[tuple[str, int, int, int]]:
        """Pair the runs above `bottom` and take them out: mark, number of marks used, start and end of each pair.

        Each closing run looks for the nearest opening run that fits. A search that failed is not repeated
        again (`floors`), which keeps the time linear.
        """
        if self.last is bottom:
            return []
        found = []
        floors: dict[tuple[str, bool, int], int] = {}
        lowest = -1 if bottom is None else bottom.slot
        closer = self.last
        while closer is not None and closer.before is not bottom:
            closer = closer.before
        while closer is not None:
            if not closer.can_close:
                closer = closer.after
                continue
            key = (closer.mark, closer.can_open, closer.length % 3 if closer.mark != "~" else closer.length)
            floor = floors.get(key, lowest)
            opener = closer.before
            # By their places: the run at which a search ended may be gone.
            while opener is not None and opener.slot > floor and not _fits(opener, closer):
                opener = opener.before
            if opener is None or opener.slot <= floor:
                floors[key] = lowest if closer.before is None else max(lowest, closer.before.slot)
                following = closer.after
                if not closer.can_open:
                    self.remove(closer)
                closer = following
                continue
            used = closer.length if closer.mark == "~" else 2 if opener.count > 1 and closer.count > 1 else 1
            opener.count -= used
            found.append((closer.mark, used, opener.start + opener.count, closer.start + used))
            closer.count -= used
            closer.start += used
            # Runs between the two stay unpaired.
            between = closer.before
            while between is not None and between is not opener:
                self.remove(between)
                between = closer.before
            if not opener.count:
                self.remove(opener)
            if not closer.count:
                following = closer.after
                self.remove(closer)
                closer = following
        while self.last is not None and self.last is not bottom:
            self.remove(self.last)
        return found


def _fits(opener: Run, closer: Run) -> bool:
    if not opener.can_open or opener.mark != closer.mark:
        return False
    if closer.mark == "~":
        return opener.count == closer.count
    odd = (opener.can_close or closer.can_open) and (opener.length + closer.length) % 3 == 0
    return not odd or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _is_punctuation(character: str) -> bool:
    if character.isalnum():
        return False
    if character.isascii():
        return character.isprintable() and character != " "
    return unicodedata.category(character)[0] == "P"
