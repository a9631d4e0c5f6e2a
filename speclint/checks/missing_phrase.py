"""missing-phrase: a section does not say something that it must say."""

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
    what = f"Nothing in section '{case.bound.node.title}' says it" if case.expectation.message else ""
    yield Finding(
        case.anchor,
        what or f"Nothing in section '{case.bound.node.title}' matches {spec.pattern}",
        case.expectation.guidance or f"Add a sentence that matches {spec.pattern}",
    )
