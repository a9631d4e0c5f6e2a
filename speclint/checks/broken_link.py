"""broken-link: a link to a file that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.index import DocumentFacts, SpecIndex


def check(facts: DocumentFacts, index: SpecIndex) -> Iterator[Finding]:
    """One finding at each link. What leads out of the project cannot be looked at, and is left alone."""
    for link in facts.links:
        path = index.resolve(facts, link) if link.target else None
        if path is None or index.files.exists(path):
            continue
        folder, _, name = path.rpartition("/")
        beside = [
            each.path.rpartition("/")[2]
            for each in index.documents
            if each.path.rpartition("/")[0] == folder and each is not facts
        ]
        near = nearest(name, beside, 0.7)
        yield Finding(
            link.place,
            f"There is no file '{path}'" + (f"; did you mean '{near}'?" if near else ""),
            "Correct the link. It counts from this file's folder, or, with a slash in front, from the top of the project.",
        )
