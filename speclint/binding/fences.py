"""What fences that went wrong do to a document.

Owns: from where on nothing can be judged, and whether a code block holds all.
Never: reports; `nested-fence`, `missing-section` and `missing-title` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.explain import causes
from speclint.markdown import CodeBlock

if TYPE_CHECKING:
    from speclint.binding.binding import Binding
    from speclint.markdown import TextLine


def unreliable_from(binding: Binding, *, nested: bool) -> int | None:
    """The line from which nothing can be judged: where the section begins in which a fence went wrong.

    From there on, what looks like code may be text and the other way round. Such are the first nested fence (if
    `nested` are reported) and a fence that is never closed and swallows a declared section. None: all can be judged.
    """
    lines = [block.line for block, _ in binding.nested_fences[:1] if nested]
    hiding = {cause.hidden_in for cause in causes(binding) if cause is not None and cause.in_code}
    lines += [
        block.line
        for block in binding.document.blocks
        if isinstance(block, CodeBlock) and not block.closed and block.fence and block.range in hiding
    ]
    if not lines:
        return None
    above = [node.line for node in binding.nodes if node.line < min(lines) and node is not binding.title]
    return above[-1] if above else 1


def swallowed_by(binding: Binding) -> tuple[CodeBlock, TextLine] | None:
    """The code block that holds the whole document, with the line of its title; None as a rule."""
    if binding.nodes:
        return None
    blocks = (block for block in binding.document.blocks if isinstance(block, CodeBlock) and block.fence)
    found = ((block, line) for block in blocks for line in block.lines if line.text.startswith("# "))
    return next(found, None)
