"""short-text: a section is shorter than required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.prose import characters_in, paragraphs_in, words_in
from speclint.binding.wording import counted
from speclint.ruleset import TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, for the first measure that falls short."""
    spec = case.expectation.spec
    if not isinstance(spec, TextSpec):
        return
    behind = case.binding.unwritten(case.blocks)
    if behind == "error":
        return
    measures = (
        (spec.min_words, words_in, "word"),
        (spec.min_characters, characters_in, "character"),
        (spec.min_paragraphs, paragraphs_in, "paragraph"),
    )
    for least, measure, unit in measures:
        if least and (found := measure(case.blocks)) < least and (found or not case.optional):
            if found:
                message = f"{case.subject} is too short: found {counted(found, unit)}, at least {least} expected"
            else:
                message = f"{case.subject} has no text: at least {counted(least, unit)} expected"
            help = case.expectation.guidance or case.bound.spec.guidance or "Write more, in full sentences."
            yield Finding(case.anchor, message, help, behind=behind)
            return
