"""nested-fence: a code block contains the opening fence of another, so that it ends earlier than it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.source import Range
from speclint.binding.explain import causes
from speclint.binding.fences import is_flipped
from speclint.binding.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding

_MOST = 2
"""Sections in a message."""


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the first such block: the pairing of all fences below it is off, so the rest are its victims."""
    found = binding.nested_fences
    if not found:
        return
    block, inner = found[0]
    end = block.range.end.line
    closes = f"this one ends on line {end}" if block.closed else "this one is never closed"
    message = f"Fence '{inner.text.strip()}' on line {inner.line} does not open a code block inside this one: {closes}"
    swallowed = dict.fromkeys(
        missing.spec.title
        for missing, cause in zip(binding.missing, causes(binding), strict=True)
        if cause is not None and is_flipped(binding, cause)
    )
    if swallowed:
        message += f"; not seen: {listed(tuple(swallowed), _MOST)}"
    longer = block.fence[0] * (len(block.fence) + 1)
    yield Finding(
        Range.at(block.line, block.range.start.column, len(block.fence)),
        message,
        f"Open and close the outer block with '{longer}', or close it before line {inner.line}.",
        None,
        binding.path_at(block.line),
        (RelatedLocation(Range.at(inner.line, inner.column, len(inner.text)), "inner fence"),),
    )
