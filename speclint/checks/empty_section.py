"""empty-section: a heading with nothing below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.explain import field_causes
from speclint.binding.table_traces import expected_table
from speclint.binding.wording import expected_in
from speclint.markdown import HtmlBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each heading that has neither content nor subsections. Comments are not content.

    Where the table that it should have is in a comment, the finding is at it.
    """
    # A heading in place of a field is reported as that.
    fields = {cause.node for cause in field_causes(binding) if cause is not None and cause.node is not None}
    bold = [bound.node for bound in binding.sections.bound if bound.node.style == "bold"]
    for node in sorted([*binding.nodes, *bold], key=lambda node: node.range):
        if node is binding.title or not binding.is_empty(node):
            continue
        owners = [owner for owner in binding.bound_at(node) if binding.applies(owner.spec.when)]
        comment = any(isinstance(block, HtmlBlock) for block in node.blocks)
        expected = [each for owner in owners for each in owner.spec.expects if binding.applies(each.when)]
        cause = expected_table(expected, node.blocks, binding.document)
        severity: Severity = owners[0].spec.severity if owners else "warning"
        if cause is not None:
            yield Finding(
                cause.range,
                f"Section '{node.title}' is empty: {cause.message}",
                cause.help,
                severity,
                binding.path(node),
                expected_in(node.range, cause.range),
            )
            continue
        guidance = next((owner.spec.guidance for owner in owners if owner.spec.guidance), "")
        yield Finding(
            node.range,
            f"Section '{node.title}' is empty" + (": it contains only a comment" if comment else ""),
            guidance or "Fill it in, or remove the heading.",
            severity,
            binding.path(node),
            behind=binding.hides("missing-field") if node in fields else None,
        )
