"""disagreement: one part of a document names something that another part should name, but does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.names import forms
from speclint.binding.names import NearestName
from speclint.binding.values import values_of
from speclint.binding.wording import after, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.binding import Binding

_WORDS = 12
"""Words that a name has at most where it is inside another."""


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each value that is not found, at its first use. Where there is nothing to find, none."""
    for spec in binding.ruleset.agreements:
        if not binding.applies(spec.when):
            continue
        there = list(values_of(binding, spec.within))
        if not there:
            continue
        names = _Names((value for value, _, _ in there), contains=spec.contains)
        near_names = NearestName(value for value, _, _ in there)
        said: set[str] = set()
        for value, place, bound in values_of(binding, spec.each):
            own = forms(value)
            if own[0] in said or names.know(own):
                continue
            said.add(own[0])
            section = there[0][2].node
            near = near_names.of(value)
            message = f"'{short(value)}' is not listed in '{section.title}'" + (
                f"; did you mean '{near}'?" if near else ""
            )
            yield Finding(
                place,
                after(spec.message, message),
                f"Add it to '{section.title}' (line {section.line}), or correct the name.",
                spec.severity,
                binding.path(bound.node),
                (RelatedLocation(section.range, "expected here"),),
            )


class _Names:
    """Names by all their forms. `contains`: one that holds another as whole words is the same."""

    def __init__(self, values: Iterable[str], *, contains: bool) -> None:
        self._forms = {form for value in values for form in forms(value)}
        self._contains = contains
        self._parts = {part for form in self._forms for part in _phrases(form)} if contains else frozenset[str]()

    def know(self, own: tuple[str, ...]) -> bool:
        """Whether a name, given by its forms, is among these."""
        if not self._forms.isdisjoint(own):
            return True
        if not self._contains:
            return False
        return not self._parts.isdisjoint(own) or any(not self._forms.isdisjoint(_phrases(each)) for each in own)


def _phrases(name: str) -> Iterator[str]:
    """All runs of whole words in a name."""
    words = name.split(" ")
    for start in range(len(words)):
        for end in range(start + 1, min(start + _WORDS, len(words)) + 1):
            yield " ".join(words[start:end])
