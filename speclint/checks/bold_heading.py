"""bold-heading: a section has another kind of line instead of a heading: bold text, or a list item over a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, Fix, RelatedLocation
from speclint.binding.nodes import is_underlined_item
from speclint.binding.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding, Bound


def check(binding: Binding) -> Iterator[Finding]:
    """One finding for each section, at its first such line: authors who do it once do it throughout."""
    yield from _underlined_items(binding)
    found: dict[Bound, list[Bound]] = {}
    for bound in binding.sections.bound:
        node = bound.node
        if not bound.is_topic or node.style != "bold" or bound.parent is None or not binding.applies(bound.spec.when):
            continue
        # With a colon it is a label.
        if not binding.document.source.lines[node.line - 1].rstrip(" \t*_").endswith((":", "\uff1a")):
            found.setdefault(bound.parent, []).append(bound)
    for bounds in found.values():
        first, *others = sorted(bounds, key=lambda bound: bound.node.range)
        heading = f"{'#' * min(first.node.level, 6)} {first.node.title}"
        message = f"'{first.node.title}' is bold text, not a heading"
        if others:
            message += (
                f"; so {'is' if len(others) == 1 else 'are'} {listed(tuple(other.node.title for other in others))}"
            )
        yield Finding(
            first.node.range,
            message,
            f"Write it as '{heading}', so that links and the outline lead to it.",
            "info",
            binding.path(first.node),
            tuple(RelatedLocation(other.node.range, "and here") for other in others),
            _fix(binding, bounds),
        )


def _underlined_items(binding: Binding) -> Iterator[Finding]:
    """One finding for the document."""
    nodes = [node for node in binding.nodes if is_underlined_item(node, binding.document)]
    if not nodes:
        return
    first, *others = nodes
    yield Finding(
        first.range,
        f"'{first.title}' is a list item over a rule, not a heading"
        + (f"; so {'is' if len(others) == 1 else 'are'} {counted(len(others), 'other line')}" if others else ""),
        f"Write it as '## {first.title}'; a numbered line cannot be underlined.",
        "info",
        binding.path(first),
        tuple(RelatedLocation(other.range, "and here") for other in others),
    )


def _fix(binding: Binding, bounds: list[Bound]) -> Fix | None:
    from speclint.fixes.sections import as_line  # loads the templates

    fixes = [
        as_line(binding, bound.node.range, f"{'#' * bound.node.level} {bound.node.title}", "unsafe") for bound in bounds
    ]
    known = [fix for fix in fixes if fix is not None]
    if len(known) < len(fixes):
        return None
    title = known[0].title if len(known) == 1 else f"Turn these {len(known)} lines into headings"
    return Fix(title, "unsafe", tuple(edit for fix in known for edit in fix.edits))
