"""orphan-spec: no other specification refers to this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at the title."""
    if index.referrers(facts):
        return
    name = facts.id or "this one"
    yield Finding(
        facts.title_place,
        f"No other specification refers to {name}",
        "Refer to it from the specifications that build on it, or remove it.",
    )
