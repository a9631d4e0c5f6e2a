"""missing-reason: a section or a field is said not to apply, and nothing says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, milder
from speclint.base.source import Range
from speclint.binding.not_applicable import field_answer
from speclint.binding.wording import without_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding

_HELP = "Say why, in the same sentence or the next: 'Not applicable: ...'."


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each such phrase in the place of something expected."""
    for node, answer in binding.answers.items():
        # Of a section that its parent's text only mentions, the whole text of the parent is not the answer.
        if answer.reason or node.style == "mention":
            continue
        # No rule set expects a heading of the author's own.
        owners = [bound for bound in binding.bound_at(node) if not bound.spec.pattern and binding.needs_answer(bound)]
        if owners:
            severity = milder("warning", owners[0].spec.severity)
            message = without_reason(f"Section '{node.title}'")
            # What is in the place of the reason may be a finding of its own.
            behind = binding.unfilled(Range(answer.range.start, node.blocks[-1].range.end))
            yield Finding(answer.range, message, _HELP, severity, binding.path(node), behind=behind)
    for pair in binding.fields:
        said = field_answer(pair.spec, pair.found, binding.ruleset.not_applicable) if pair.found else None
        if pair.found is not None and said is not None and not said.reason:
            message = without_reason(f"Field '{pair.found.name}'")
            severity = milder("warning", pair.spec.severity)
            yield Finding(said.range, message, _HELP, severity, binding.path_at(said.range.start.line))
