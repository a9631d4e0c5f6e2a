"""missing-diagram: a section has neither a diagram in code nor an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.code_blocks import code_blocks
from speclint.binding.media import count_images
from speclint.diagnostics import Finding
from speclint.ruleset import MediaSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, MediaSpec) or spec.kind != "diagram":
        return
    if len(code_blocks(case.blocks, spec.languages)) + count_images(case.blocks) < spec.min_count:
        example = spec.languages[0] if spec.languages else "mermaid"
        yield Finding(
            case.anchor,
            f"Section '{case.bound.node.title}' has no diagram",
            f"Draw one in a code block that begins with '```{example}', or add an image.",
        )
