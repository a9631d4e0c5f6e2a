"""forbidden-phrase: a section contains text that it must not contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.prose import all_with
from speclint.ruleset import TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding for each paragraph, item and cell that has it, at the first place there."""
    spec = case.expectation.spec
    if not isinstance(spec, TextSpec) or not spec.forbidden:
        return
    for text, phrase in all_with(spec.forbidden, case.blocks, in_code=False):
        offset = text.raw.find(phrase)
        range = text.range(offset, offset + len(phrase)) if phrase and offset >= 0 else text.range()
        yield Finding(
            range,
            f"{case.subject} must not contain '{' '.join(phrase.split())[:60]}'",
            case.expectation.guidance or "Reword the sentence.",
        )
