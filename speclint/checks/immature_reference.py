"""immature-reference: a specification depends on one that is less mature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.ruleset import NO_MATURITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at the first reference to each specification whose state is less mature than one's own."""
    own = index.maturity(facts)
    if own == NO_MATURITY:
        return
    said: set[str] = set()
    for reference in facts.references:
        targets = index.with_id(reference.id)
        if not targets or reference.id in said:
            continue
        said.add(reference.id)
        target = targets[0]
        if NO_MATURITY < index.maturity(target) < own:
            yield Finding(
                reference.place,
                f"{reference.id} is still '{target.status}', but this specification is '{facts.status}'",
                "Wait until it is agreed, or refer to another specification.",
                related=(RelatedLocation(target.title_place, "defined here", target.display),),
            )
