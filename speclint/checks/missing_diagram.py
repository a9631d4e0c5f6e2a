"""missing-diagram: a section has neither a diagram in code nor an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.code_blocks import code_blocks
from speclint.binding.media import DIAGRAM_LANGUAGES, count_images
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
        has = "no diagram"
        if found:
            has = f"only {found} diagram{'' if found == 1 else 's'}; at least {spec.min_count} are needed"
        yield Finding(
            case.anchor,
            f"Section '{case.bound.node.title}' has {has}",
            f"Draw one in a code block that begins with '```{languages[0]}', or add an image.",
        )
