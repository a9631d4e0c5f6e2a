"""mismatched-id: a specification has an id other than that of its file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at each id that differs from the first, which is that of the file name where it has one."""
    del index
    if not facts.ids:
        return
    first = facts.ids[0]
    for other in facts.ids[1:]:
        if other.id != first.id:
            yield Finding(
                other.place,
                f"Id {other.id} in the {other.form} does not match {first.id} in the {first.form}",
                f"Write {first.id} here, or correct the {first.form}.",
            )
