"""dangling-reference: a specification that is referred to does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.globs import matches
from speclint.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.index import DocumentFacts, Link, SpecIndex
    from speclint.source import Range


def check(facts: DocumentFacts, index: SpecIndex) -> Iterator[Finding]:
    """One finding at the first reference to each id. A bare mention in a sentence may be anything, and is none."""
    said: set[str] = set()
    for reference in facts.references:
        id = reference.id
        if reference.form == "text" or id in said or index.with_id(id):
            continue
        said.add(id)
        if reference.form == "link" and any(_is_broken(facts, link, reference.place, index) for link in facts.links):
            continue  # the link itself is reported
        if any(matches(pattern, id) for pattern in index.external):
            continue
        near = nearest(id, set(index.ids()).difference(facts.named()), 0.8)
        message = f"There is no specification {id}" + (f"; did you mean {near}?" if near else "")
        # Where the project has none of that kind, they may all live elsewhere.
        known = index.of_type(reference.type)
        if not known:
            message += f": the project has no {reference.type} at all"
        yield Finding(
            reference.place,
            message,
            "Correct the id, write the specification, or name it under `external_ids` if it lives elsewhere.",
            None if known else "warning",
        )


def _is_broken(facts: DocumentFacts, link: Link, place: Range, index: SpecIndex) -> bool:
    """Whether a place lies in a link to a file that is not there."""
    if not link.target or not (link.place.start <= place.start and place.end <= link.place.end):
        return False
    path = index.resolve(facts, link)
    return path is not None and not index.files.exists(path)
