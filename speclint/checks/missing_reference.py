"""missing-reference: the document does not refer to a specification that its type builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.references import mentions, stands_for
from speclint.binding.wording import after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at the title for each type that must be referred to and is not."""
    for spec in binding.ruleset.references:
        if spec.presence == "optional" or not binding.applies(spec.when) or mentions(binding, spec):
            continue
        unfilled = any(stands_for(found.text, spec.pattern) for found in binding.placeholders)
        behind = binding.hides("placeholder") if unfilled else None
        if behind == "error":
            continue
        message = f"Missing reference to a specification of type '{spec.to}'"
        yield Finding(
            binding.anchor(None),
            after(spec.message, message),
            f"Refer to the specification that this one builds on by its id, such as [{spec.example}].",
            spec.severity,
            behind=behind,
        )
