"""disagreement: one part of a document names something that another part should name too, and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.names import nearest_name
from speclint.binding.values import values_of
from speclint.binding.wording import short
from speclint.diagnostics import Finding, RelatedLocation
from speclint.headings import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at each value that is not found, the first time it stands there. Where there is nothing to find, none."""
    for spec in binding.ruleset.agreements:
        if not binding.applies(spec.when):
            continue
        there = list(values_of(binding, spec.within))
        if not there:
            continue
        known = {form for value, _, _ in there for form in forms(value)}
        said: set[str] = set()
        for value, place, bound in values_of(binding, spec.each):
            own = forms(value)
            if own[0] in said or known.intersection(own):
                continue
            if spec.contains and any(_holds(one, other) or _holds(other, one) for one in own for other in known):
                continue
            said.add(own[0])
            section = there[0][2].node
            near = nearest_name(value, [each for each, _, _ in there])
            message = f"'{short(value)}' is not among those in '{section.title}'" + (
                f"; did you mean '{near}'?" if near else ""
            )
            yield Finding(
                place,
                f"{spec.message.rstrip('.')}: {message}" if spec.message else message,
                f"Add it to '{section.title}' (line {section.line}), or correct the name.",
                spec.severity,
                binding.path(bound.node),
                (RelatedLocation(section.range, "it should be named here"),),
            )


def _holds(whole: str, part: str) -> bool:
    """Whether a name holds another one as whole words."""
    return f" {part} " in f" {whole} "
