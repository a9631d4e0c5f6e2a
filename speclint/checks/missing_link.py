"""missing-link: a section has no link, or none with the expected target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.media import count_links
from speclint.binding.wording import too_few
from speclint.ruleset import LinkSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if (
        isinstance(spec, LinkSpec)
        and not case.optional
        and (found := count_links(case.blocks, spec.pattern)) < spec.min_count
    ):
        which = " with the expected target" if spec.pattern else ""
        message = f"{case.subject} has no link{which}"
        if found or spec.min_count > 1:
            message = too_few(f"links{which}", case.place, found, spec.min_count)
        yield Finding(case.anchor, message, "Add one: '[text](target)'.")
