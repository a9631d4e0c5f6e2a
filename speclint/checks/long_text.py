"""long-text: a section is longer than allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.prose import characters_in, words_in
from speclint.ruleset import UNBOUNDED, TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, for the first measure that is exceeded."""
    spec = case.expectation.spec
    if not isinstance(spec, TextSpec):
        return
    measures = ((spec.max_words, words_in, "words"), (spec.max_characters, characters_in, "characters"))
    for most, measure, unit in measures:
        if most != UNBOUNDED and (found := measure(case.blocks)) > most:
            message = f"{case.subject} is too long: found {found} {unit}, at most {most} allowed"
            yield Finding(case.anchor, message, "Shorten it, or move parts of it to another section.")
            return
