"""missing-phrase: a section does not say something that it must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.prose import first_with
from speclint.diagnostics import Finding
from speclint.ruleset import TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if isinstance(spec, TextSpec) and spec.pattern and first_with(spec.pattern, case.blocks) is None:
        yield Finding(
            case.anchor,
            f"Nothing in section '{case.bound.node.title}' matches {spec.pattern}",
            case.expectation.guidance or "Add a sentence that says it.",
        )
