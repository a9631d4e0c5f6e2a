"""missing-phrase: a section does not mention something that it must mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.prose import first_with, words_in
from speclint.ruleset import TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, TextSpec) or not spec.pattern or first_with(spec.pattern, case.blocks) is not None:
        return
    if case.optional and not words_in(case.blocks):
        return
    behind = case.binding.unwritten(case.blocks)
    if behind == "error":
        return
    what = "it" if case.expectation.message else "the expected text"
    yield Finding(
        case.anchor,
        f"{case.subject} does not mention {what}",
        case.expectation.guidance or case.bound.spec.guidance or "Add a sentence that mentions it.",
        behind=behind,
    )
