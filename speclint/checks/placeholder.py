"""placeholder: text that a template left to be replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, worse
from speclint.binding.explain import causes
from speclint.binding.options import is_template
from speclint.binding.wording import short
from speclint.ruleset.marks import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each placeholder.

    A comment is explained where it is all that a section holds, or hides a section that is missing.
    """
    empty = [node for node in binding.nodes if binding.is_empty(node)]
    hiding = {cause.hidden_in for cause in causes(binding) if cause is not None}
    said: set[int] = set()
    for found in binding.placeholders:
        line = found.range.start.line
        if found.spec.name == NAME:
            # A row or an item of a new document is one thing to fill in, however many marks it has.
            if line in said:
                continue
            said.add(line)
        behind: Severity | None = None
        if found.spec.where == "comment":
            alone = any(node.line <= line <= node.end_line for node in empty)
            behind = worse(
                binding.hides("missing-section") if found.range in hiding else None,
                binding.hides("empty-section") if alone else None,
            )
            if behind == "error":
                continue
            message = f"Comment '{short(found.text)}' marks missing content"
            help = "Write the content, and remove the comment."
        else:
            message = f"Placeholder '{short(found.text)}' is not filled in"
            help = "Replace it with the actual content, or remove it."
        yield Finding(found.range, message, help, None, binding.path_at(line), behind=behind)
    for pair in binding.fields:
        if pair.found is None or binding.placeholder_in(pair.found.range):
            continue
        if is_template(pair.found, pair.spec):
            yield Finding(
                pair.found.value_range,
                f"Field '{pair.found.name}' still has its template value '{short(pair.found.value)}'",
                "Write the actual value.",
                None,
                binding.path_at(pair.found.range.start.line),
            )
