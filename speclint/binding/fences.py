"""What fences that went wrong do to a document.

Owns: from where on nothing can be judged, and whether a code block holds all.
Never: reports; `nested-fence`, `missing-section` and `missing-title` do.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from speclint.binding.explain import causes
from speclint.binding.nodes import line_of
from speclint.markdown import CodeBlock

if TYPE_CHECKING:
    from speclint.base.diagnostics import Severity
    from speclint.binding.binding import Binding
    from speclint.markdown import TextLine


def unreliable_from(binding: Binding) -> list[tuple[int, str, Severity]]:
    """The lines from which nothing can be judged: where the section begins in which a fence went wrong.

    From there on, what looks like code may be text and the other way round. Such are the first nested fence and a fence
    that is never closed and swallows a declared section. With each line, the rule that reports the fence, and how bad its
    finding is (see `Finding.behind`); a rule that is off explains nothing.
    """
    fences = [(block.line, "nested-fence") for block, _ in binding.nested_fences[:1]]
    hiding = {cause.hidden_in for cause in causes(binding) if cause is not None and cause.in_code}
    fences += [
        (block.line, "missing-section")
        for block in binding.document.blocks
        if isinstance(block, CodeBlock) and not block.closed and block.fence and block.range in hiding
    ]
    found = []
    for line, rule in fences:
        severity = binding.hides(rule)
        if severity is not None:
            index = bisect_left(binding.nodes, line, key=line_of)
            above = next((node for node in binding.nodes[:index][::-1] if node is not binding.title), None)
            found.append((above.line if above is not None else 1, rule, severity))
    return found


def swallowed_by(binding: Binding) -> tuple[CodeBlock, TextLine] | None:
    """The code block that holds the whole document, with the line of its title; None as a rule."""
    if binding.nodes:
        return None
    blocks = (block for block in binding.document.blocks if isinstance(block, CodeBlock) and block.fence)
    found = ((block, line) for block in blocks for line in block.lines if line.text.startswith("# "))
    return next(found, None)
