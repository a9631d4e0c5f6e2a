"""Headings and fields with a slip of the pen in their name.

Owns: which name is another one with a letter too many, too few or another one, or two in the wrong order.
Never: guesses; what may be a word of its own ("Context" for "Content") is none. Wider resemblance is for what is surely
missing, see `binding.absence`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from speclint.base.names import forms
from speclint.base.values import NamedTuple
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound, Sections
    from speclint.binding.wordings import Wordings
    from speclint.ruleset import SectionSpec

Thing = TypeVar("Thing")

_SHORTEST = 5
"""Letters of a word in which a slip is surely one."""
_LONG = 8
"""Letters of a word in which another letter is surely a slip."""

_SPELLINGS = (("our", "or"), ("ogue", "og"), ("ence", "ense"), ("ll", "l"), ("is", "iz"), ("ys", "yz"))


class Slip(NamedTuple):
    """A heading, the declared section that was meant, and the name that it nearly has."""

    node: Node
    spec: SectionSpec
    name: str


def heading_slips(binding: Binding) -> tuple[Slip, ...]:
    """The headings that are the name of a declared section without a heading, but for one slip."""
    return binding.once(_heading_slips)


def _heading_slips(binding: Binding) -> tuple[Slip, ...]:
    return tuple(_slips_in(binding.sections))


def _slips_in(sections: Sections) -> Iterator[Slip]:
    for scope in sections.scopes:
        # A heading that answers a section with a part of it ("Gaols & Success Criteria") may be meant as well, and one that
        # a pattern takes ("Architecure Components" as a component).
        reworded = dict.fromkeys(bound.node for bound in scope.bound if _is_reworded(bound))
        own = {bound.spec.id for bound in scope.bound if bound.node in reworded}
        # Of what may be there several times, there may be one more.
        lacking = [
            spec
            for spec in scope.specs
            if spec.style == "heading"
            and not spec.pattern
            and (spec.max_count == UNBOUNDED or scope.count(spec) < spec.max_count or spec.id in own)
        ]
        nodes = [node for node in (*scope.unknown, *reworded) if node.level == scope.level]
        if not lacking or not nodes:
            continue
        words = sections.wordings
        known = Known(
            [(spec, name) for spec in lacking for name in (spec.title, *spec.aliases, *words.phrases(spec.title))]
        )
        for node in nodes:
            found = known.meant_by(node.title, words)
            if found is not None:
                yield Slip(node, *found)


def _is_reworded(bound: Bound) -> bool:
    """Whether a heading stands for a section by another name than the declared ones."""
    return bound.node.style == "heading" and set(bound.node.names).isdisjoint(bound.spec.names)


class Known(Generic[Thing]):
    """Names of things, to find the one that another name is but for one slip, in time that hardly depends on their number."""

    def __init__(self, names: Iterable[tuple[Thing, str]]) -> None:
        self._alike: dict[tuple[int, str], list[tuple[tuple[str, ...], Thing, str]]] = {}
        for thing, name in names:
            words = _words(name)
            if words:
                self._alike.setdefault((len(words), words[0][0]), []).append((words, thing, name))

    def meant_by(self, written: str, wordings: Wordings) -> tuple[Thing, str] | None:
        """The thing whose name is nearly what is written, and that name; None where that may be a name of its own."""
        words = _words(written)
        # Without a vocabulary nothing is known of what may be a word of its own.
        if not wordings.has_words or not any(len(word) >= _SHORTEST for word in words):
            return None
        length = sum(map(len, words))
        for others, thing, name in self._alike.get((len(words), words[0][0]), ()):
            if abs(sum(map(len, others)) - length) > 1:
                continue
            differing = [(word, other) for word, other in zip(words, others, strict=True) if word != other]
            if len(differing) == 1 and _is_slip(*differing[0]) and not wordings.knows(differing[0][0]):
                return thing, name
        return None


@lru_cache(maxsize=16_384)
def _words(name: str) -> tuple[str, ...]:
    return tuple(forms(name)[-1].split())


def _is_slip(word: str, right: str) -> bool:
    if _spelling(word) == _spelling(right) or word.replace("-", "") == right.replace("-", ""):
        return False
    if min(len(word), len(right)) < _SHORTEST or word[0] != right[0] or abs(len(word) - len(right)) > 1:
        return False
    start = next(
        (index for index, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right))
    )
    if len(word) == len(right):
        if len(word) >= _LONG and word[start + 1 :] == right[start + 1 :]:
            return True
        return word[start + 1 : start + 2] + word[start : start + 1] + word[start + 2 :] == right[start:]
    longer, shorter = (word, right) if len(word) > len(right) else (right, word)
    # A letter more or less at the end is another form of the word: a plural, "Scheduler". One of two equal ones is none: "Succes".
    doubled = longer[-1] == longer[-2] and longer[-1] != "e"
    return longer[start + 1 :] == shorter[start:] and (start < len(shorter) or doubled)


def _spelling(word: str) -> str:
    """A word as the other side of the Atlantic writes it: "behaviour", "catalogue", "licence", "labelled", "organise"."""
    for here, there in _SPELLINGS:
        word = word.replace(here, there)
    return f"{word[:-2]}er" if word.endswith("re") else word
