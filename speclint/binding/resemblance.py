"""Whether a heading with another name says what a missing section's name says.

Owns: how much alike two names must be for a hint; a hint that is not clearly right is not given.
Never: looks at where something is, which is no resemblance.

What counts is a section's title. Its aliases are what other authors call it where it belongs; in another place, or as a part of
a longer name, they mostly mean something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.binding.traces import is_telling

if TYPE_CHECKING:
    from speclint.binding.nodes import Node
    from speclint.binding.wordings import Wordings
    from speclint.ruleset import SectionSpec

_EMOJI = re.compile(r":[\w+-]+:")
"""Emojis as GitHub names them."""


class Resemblance:
    """What names have in common, by one vocabulary."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._topics: dict[int, frozenset[str]] = {}

    def is_own_name(self, title: str, spec: SectionSpec) -> bool:
        """Whether a heading has a section's title, perhaps with qualifiers or in the plural, or is of its form."""
        if spec.pattern or not set(forms(title)).isdisjoint(forms(spec.title)):
            return True
        return set(self._wordings.words(title)) == set(self._wordings.words(spec.title))

    def is_qualified(self, title: str, spec: SectionSpec) -> bool:
        """Whether a heading is a section's title with nothing but qualifiers, or an emoji by name, beside it.

        Other words make it a part or another thing: "Update dependencies" is a task.
        """
        written, wanted = (self._wordings.words(_EMOJI.sub(" ", name)) for name in (title, spec.title))
        return set(written) == set(wanted)

    def is_another_topic(self, title: str, spec: SectionSpec) -> bool:
        """Whether the vocabulary knows what a heading is about, and it is nothing that a section is named for."""
        topics = self._wordings.concepts(title)
        if topics and id(spec) not in self._topics:
            self._topics[id(spec)] = frozenset().union(*map(self._wordings.concepts, (spec.title, *spec.aliases)))
        return bool(topics) and topics.isdisjoint(self._topics[id(spec)])

    def is_plural(self, title: str, name: str) -> bool:
        """Whether two names have the same words, in the singular or the plural."""
        return self._wordings.words(title) == self._wordings.words(name)

    def parts_of(self, spec: SectionSpec, node: Node) -> int:
        """How many subsections of a section a heading has, where they show that it is that section; else 0.

        They are half of what the section has, or all that the heading has. One alone, such as "Risks", may be anywhere.
        """
        if not node.children or self.is_another_topic(node.title, spec):
            return 0
        # "GET /orders": a heading of a form that tells what it is says as much as several names.
        forms_of = [below for below in spec.sections if below.pattern and is_telling(below)]
        if forms_of and all(any(child.fits(below.pattern) for below in forms_of) for child in node.children):
            return len(node.children)
        wanted = [below for below in spec.sections if not below.pattern]
        if not wanted:
            return 0
        there = [[child for child in node.children if not set(below.names).isdisjoint(child.names)] for below in wanted]
        count = sum(map(bool, there))
        is_enough = count == len(node.children) or 2 * count >= max(len(wanted), len(node.children))
        # "Parameters" may be a part of anything, "Rollback Procedure" is not.
        alone = len(spec.sections) == 1 and any(" " in child.title.strip() for found in there for child in found)
        return count if is_enough and (count > 1 or alone) else 0
