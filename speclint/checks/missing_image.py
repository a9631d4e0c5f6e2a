"""missing-image: a section has no image, or none with the expected target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.media import count_images
from speclint.binding.wording import too_few
from speclint.ruleset import ImageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if (
        isinstance(spec, ImageSpec)
        and not case.optional
        and (found := count_images(case.blocks, spec.pattern)) < spec.min_count
    ):
        which = " with the expected target" if spec.pattern else ""
        message = f"{case.subject} has no image{which}"
        if found or spec.min_count > 1:
            message = too_few(f"images{which}", case.place, found, spec.min_count)
        yield Finding(case.anchor, message, "Add one: '![description](path/to/image.png)'.")
