"""missing-phrase: a section does not mention something that it must mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.prose import first_with, texts_of, words_in
from speclint.binding.wording import choices
from speclint.ruleset import TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, TextSpec) or (_matches(spec, case) and _mentions(spec, case)):
        return
    if case.optional and not words_in(case.blocks):
        return
    behind = case.binding.unwritten(case.blocks)
    if behind == "error":
        return
    what = "the expected text"
    if case.expectation.message:
        what = "it"
    elif spec.mentions and not _mentions(spec, case):
        what = f"its {choices(spec.mentions)}"
    yield Finding(
        case.anchor,
        f"Section '{case.bound.node.title}' does not mention {what}",
        case.expectation.guidance or case.bound.spec.guidance or "Add a sentence that mentions it.",
        behind=behind,
    )


def _matches(spec: TextSpec, case: Case) -> bool:
    return not spec.pattern or first_with(spec.pattern, case.blocks) is not None


def _mentions(spec: TextSpec, case: Case) -> bool:
    wordings = case.binding.sections.wordings
    return not spec.mentions or any(
        not wordings.concepts(text.plain).isdisjoint(spec.mentions) for text in texts_of(case.blocks)
    )
