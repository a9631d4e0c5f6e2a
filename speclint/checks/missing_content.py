"""missing-content: a section holds none of several things, one of which it must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding import any_of_options
from speclint.ruleset.kinds import content_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, where no option is met."""
    options = any_of_options(case)
    if not options or case.optional or any(case.satisfied(option) for option in options):
        return
    named = [content_noun(option.expectation.spec) for option in options]
    title = case.bound.node.title
    yield Finding(
        case.anchor,
        f"Section '{title}' has neither {' nor '.join(named)}"
        if len(named) > 1
        else f"Section '{title}' lacks {named[0]}",
        case.expectation.guidance or case.bound.spec.guidance or f"Add {' or '.join(named)}.",
    )
