"""Did you mean: the known name that is nearest to what was written.

Owns: how near is near enough, and how much searching a hint is worth.
Never: knows what the names stand for.
"""

from __future__ import annotations

from copy import copy
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LISTED = 12
"""More names than this do not help in a message."""
_LONGEST = 200
"""Characters. A longer text is not a name; comparing two texts letter by letter takes the product of their lengths."""
_WORK = 400_000
"""What one index may spend on searches: a unit is a name ruled out at a glance, or a pair of letters compared. A document
in which a hint is of use has a hundred headings and a rule set some hundred names; beyond that, a finding goes without one."""
_WORK_OF_ONE = 200_000
"""What one document may spend on searches among all names of a project, which each of its documents may do."""
_COMPARISON = 100
"""What counting the letters of two names costs."""


class Purse:
    """What may still be spent on searches."""

    __slots__ = ("left",)

    def __init__(self, left: int = _WORK_OF_ONE) -> None:
        self.left = left

    def pays(self, cost: int) -> bool:
        """Whether there is enough left; then it is spent."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


class Nearest:
    """An index of known names that finds the one nearest to another, many times.

    Two names are as alike as `difflib.SequenceMatcher.ratio` says. Most names are ruled out by their length and the set of
    their letters, which bound that ratio. `cutoff`: how alike they must be, from 0 to 1. `fits`: what else must hold of the
    name that is looked for and a known one, both without case. The work that one index does is bounded: when it is used up,
    it finds nothing more.
    """

    def __init__(
        self, known: Iterable[str], cutoff: float = 0.6, fits: Callable[[str, str], bool] | None = None
    ) -> None:
        self._cutoff = cutoff
        self._fits = fits
        self._names = {other.casefold(): other for other in sorted(known)}
        self._by_length: dict[int, dict[int, list[str]]] = {}
        """Names by their length and the set of their letters: ids of one form share a few such sets."""
        for folded in self._names:
            if len(folded) > _LONGEST:
                continue
            self._by_length.setdefault(len(folded), {}).setdefault(_letters(folded), []).append(folded)
        self._found: dict[str, str | None] = {}
        self._purse = Purse(_WORK)

    def paid_from(self, purse: Purse) -> Nearest:
        """The same index with the budget of another purse: the searches of one document do not use up that of another."""
        other = copy(self)
        other._found = {}  # noqa: SLF001 - of its own class
        other._purse = purse  # noqa: SLF001 - as above
        return other

    def of(self, name: str) -> str | None:
        """The known name that `name` most likely stands for, or None."""
        folded = name.casefold()
        if folded in self._names:
            return self._names[folded]
        if folded not in self._found:
            found = self._search(folded)
            self._found[folded] = None if found is None else self._names[found]
        return self._found[folded]

    def sentence(self, name: str) -> str:
        """A sentence that follows the message about an unknown name: the nearest known one, or all if they are few."""
        other = self.of(name)
        if other is not None:
            return f"Did you mean `{other}`?"
        names = self._names.values()
        return "Use one of: " + ", ".join(f"`{each}`" for each in names) if 0 < len(names) <= _LISTED else ""

    def _search(self, name: str) -> str | None:
        if len(name) > _LONGEST or self._purse.left <= 0:
            return None
        groups = list(self._groups(name))
        if not groups or not self._purse.pays(_COMPARISON * sum(map(len, groups))):
            return None
        from difflib import SequenceMatcher  # only mistakes need it

        # As `difflib.get_close_matches` does, but stopping when the budget is used up.
        matcher = SequenceMatcher()
        matcher.set_seq2(name)
        best: tuple[float, str] | None = None
        for other in chain.from_iterable(groups):
            matcher.set_seq1(other)
            if matcher.quick_ratio() < self._cutoff:
                continue
            if not self._purse.pays(len(name) * len(other)):
                return None
            ratio = matcher.ratio()
            if ratio >= self._cutoff and (self._fits is None or self._fits(name, other)):
                best = max(best or (0.0, ""), (ratio, other))
        return None if best is None else best[1]

    def _groups(self, name: str) -> Iterator[list[str]]:
        """The known names that may be near enough, by length and letters."""
        length, letters = len(name), _letters(name)
        # The ratio is 2 * M / T, where M letters match and T is the length of both together.
        shortest = int(length * self._cutoff / (2 - self._cutoff))
        longest = int(length * (2 - self._cutoff) / self._cutoff) + 1
        for other_length, by_letters in self._by_length.items():
            if not shortest <= other_length <= longest or not self._purse.pays(len(by_letters)):
                continue
            # A letter that only one of the two has matches nothing.
            unmatched = int((length + other_length) * (1 - self._cutoff) + 1e-9)
            for others, names in by_letters.items():
                if (others ^ letters).bit_count() <= unmatched:
                    yield names


def _letters(text: str) -> int:
    """The set of a text's letters, as bits. Letters that share a bit only make two texts seem more alike."""
    bits = 0
    for letter in set(text):
        bits |= 1 << (ord(letter) & 127)
    return bits


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name that `name` most likely stands for, or None. `cutoff`: how alike they must be, from 0 to 1."""
    return Nearest(known, cutoff).of(name)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that follows the message about an unknown name: the nearest known one, or all if they are few."""
    return Nearest(known).sentence(name)


_MAX_LISTED = 30
_CUTOFF = 0.7


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that was probably meant by `word`, or None. Hyphens, underscores and blanks are the same here.

    >>> closest("min word", ["min_words", "max_rows"])
    'min_words'
    """
    known = {option.replace("_", "-"): option for option in options}
    found = nearest(word.replace("_", "-").replace(" ", "-"), known, _CUTOFF)
    return known[found] if found else None


_NO = frozenset({"no", "n", "false", "none", "never", "disable", "disabled"})


def meant_off(word: str, options: Iterable[str]) -> str | None:
    """`off` for words that say no, where it is one of the options; else None."""
    return "off" if word.casefold() in _NO and "off" in options else None


def suggesting(message: str, found: str | None) -> str:
    """A message with the name that was probably meant, if there is one. All formats show messages, not all show help.

    >>> suggesting("`titel` is not a key", "title")
    '`titel` is not a key; did you mean `title`?'
    """
    return message if found is None else f"{message}; did you mean `{found}`?"


def unknown_name(message: str, word: str, options: Iterable[str], listing: str = "Use one of:") -> tuple[str, str]:
    """A message about an unknown word, with the option that was probably meant; and a help text with the options."""
    listed = sorted(options) if isinstance(options, (set, frozenset)) else list(dict.fromkeys(options))
    said = suggesting(message, closest(word, listed))
    if not listed:
        return said, ""
    shown = ", ".join(f"`{option}`" for option in listed[:_MAX_LISTED])
    return said, f"{listing} {shown}" + (" and others" if len(listed) > _MAX_LISTED else "")
