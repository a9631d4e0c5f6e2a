"""missing-diagram: a section has neither a diagram in code nor an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.code_blocks import code_blocks
from speclint.binding.media import DIAGRAM_LANGUAGES, count_images
from speclint.binding.wording import too_few
from speclint.ruleset import DiagramSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, DiagramSpec) or case.optional:
        return
    languages = spec.languages or DIAGRAM_LANGUAGES
    found = len(code_blocks(case.blocks, languages)) + count_images(case.blocks)
    if found < spec.min_count:
        yield Finding(
            case.anchor,
            too_few("diagrams", case.place, found, spec.min_count) if found else f"{case.subject} has no diagram",
            f"Add a code block that begins with '```{languages[0]}', or an image.",
        )
