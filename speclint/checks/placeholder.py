"""placeholder: text that a template left to be replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, worse
from speclint.binding.explain import causes
from speclint.binding.options import is_template
from speclint.binding.wording import short
from speclint.ruleset.marks import NAME, is_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.base.source import Range
    from speclint.binding import Binding
    from speclint.binding.nodes import Node


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each placeholder.

    A comment is explained where it is all that a section holds, or hides a section that is missing.
    """
    empty = [node for node in binding.nodes if binding.is_empty(node)]
    hiding = {cause.hidden_in for cause in causes(binding) if cause is not None}
    untouched: set[Node | None] = set()
    for found in binding.placeholders:
        line = found.range.start.line
        if found.spec.name == NAME:
            untouched.add(_section_at(binding, line))
            yield _template_text(binding, found.range, found.text)
            continue
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
            # Beside marks of a new document, the options that it offers are part of what is to be filled in.
            if _section_at(binding, pair.found.range.start.line) in untouched:
                yield _template_text(binding, pair.found.value_range, pair.found.value)
                continue
            yield Finding(
                pair.found.value_range,
                f"Field '{pair.found.name}' still has its template value '{short(pair.found.value)}'",
                "Write the actual value.",
                None,
                binding.path_at(pair.found.range.start.line),
            )


def _template_text(binding: Binding, place: Range, text: str) -> Finding:
    """A mark of a new document. A section is one thing to fill in, however many marks it has."""
    node = _section_at(binding, place.start.line)
    where = f"in section '{node.title}'" if node is not None else "above the first section"
    help = f"Replace '{short(text)}' with the actual content, or remove it."
    return Finding(place, f"Template text left {where}", help, None, binding.path(node), joins=True)


def _section_at(binding: Binding, line: int) -> Node | None:
    """The section that a line is in, which has a heading that somebody wrote; None above the first one."""
    node = binding.node_at(line)
    while node is not None and is_mark(node.title):
        node = node.parent
    return node if node is not None and node is not binding.title and node.level > 0 else None
