"""missing-code-block: a section has no code block in the expected language, or too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.binding.code_blocks import code_blocks
from speclint.binding.wording import too_few, too_many
from speclint.ruleset import UNBOUNDED, CodeSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, CodeSpec):
        return
    found = code_blocks(case.blocks, spec.languages)
    title = case.bound.node.title
    kind = " or ".join(spec.languages) + " code block" if spec.languages else "code block"
    if len(found) < spec.min_blocks and (found or not case.optional):
        message = f"Section '{title}' has no {kind}"
        if found:
            message = too_few(f"{kind}s", f" in section '{title}'", len(found), spec.min_blocks)
        help = f"Add a code block that begins with '```{spec.languages[0] if spec.languages else ''}'."
        related: tuple[RelatedLocation, ...] = ()
        nameless = next((block for block in code_blocks(case.blocks) if not block.language), None)
        if nameless is not None and spec.languages and not found:
            message += f"; the code block on line {nameless.line} has no language"
            help = f"Begin it with '```{spec.languages[0]}'."
            related = (RelatedLocation(nameless.range, "this code block has no language"),)
        yield Finding(case.anchor, message, help, related=related)
    elif spec.max_blocks != UNBOUNDED and len(found) > spec.max_blocks:
        message = too_many(f"{kind}s", f" in section '{title}'", len(found), spec.max_blocks)
        yield Finding(found[spec.max_blocks].range, message, "Remove this one, or merge it with another.")
