"""broken-link: a link to a file that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.suggest import Purse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.suggest import Nearest
    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at each link. What leads out of the project cannot be looked at, and is left alone."""
    near_names: dict[str, Nearest] = {}
    purse = Purse()
    for link in facts.links:
        path = index.resolve(facts, link) if link.target else None
        if path is None or index.files.exists(path):
            continue
        folder, _, name = path.rpartition("/")
        if folder not in near_names:
            near_names[folder] = index.near_names(folder, purse)
        near = near_names[folder].of(name)
        if near is not None and index.at(f"{folder}/{near}".lstrip("/")) is facts:
            near = None  # a link to the document itself is not meant
        yield Finding(
            link.place,
            f"Broken link: no file '{path}'" + (f"; did you mean '{near}'?" if near else ""),
            "Correct the path. It is relative to this file, or to the project root if it begins with a slash.",
        )
