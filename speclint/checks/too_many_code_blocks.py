"""too-many-code-blocks: a section has more code blocks than it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.code_blocks import code_blocks
from speclint.binding.wording import too_many
from speclint.ruleset import UNBOUNDED, CodeSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the first code block that is too many."""
    spec = case.expectation.spec
    if not isinstance(spec, CodeSpec) or spec.max_blocks == UNBOUNDED:
        return
    found = code_blocks(case.blocks, spec.languages)
    if len(found) > spec.max_blocks:
        kind = " or ".join(spec.languages) + " code block" if spec.languages else "code block"
        message = too_many(f"{kind}s", case.place, len(found), spec.max_blocks)
        yield Finding(found[spec.max_blocks].range, message, "Remove this one, or merge it with another.")
