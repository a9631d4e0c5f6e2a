"""missing-image: a section has no image, or none with the target that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.media import count_images
from speclint.ruleset import ImageSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading."""
    spec = case.expectation.spec
    if isinstance(spec, ImageSpec) and not case.optional and count_images(case.blocks, spec.pattern) < spec.min_count:
        what = f"Section '{case.bound.node.title}' has " + (
            "no image" if spec.min_count == 1 else f"fewer than {spec.min_count} images"
        )
        target = f" to a target that matches {spec.pattern}" if spec.pattern else ""
        yield Finding(case.anchor, what + target, "Add one: '![what it shows](path/to/image.png)'.")
