"""dangling-reference: a reference to a specification that does not exist."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.globs import matches
from speclint.base.suggest import Purse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.source import Position, Range
    from speclint.base.suggest import Nearest
    from speclint.project import DocumentFacts, Link, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at the first reference to each id. A bare mention in a sentence may be anything, and is none."""
    said: set[str] = set()
    own = set(facts.named())
    broken = _Broken(facts, index)
    near_ids: Nearest | None = None
    for reference in facts.references:
        id = reference.id
        if reference.form == "text" or id in said or index.with_id(id):
            continue
        said.add(id)
        if reference.form == "link" and broken.holds(reference.place):
            continue  # the link itself is reported
        if any(matches(pattern, id) for pattern in index.external):
            continue
        near_ids = near_ids or index.near_ids(Purse())
        near = near_ids.of(id)
        if near in own:
            near = None  # a reference to the document itself is not meant
        message = f"Unknown specification {id}" + (f"; did you mean {near}?" if near else "")
        # Where the project has none of that kind, they may all live elsewhere.
        known = index.of_type(reference.type)
        if not known:
            message += f": the project has no specifications of type '{reference.type}'"
        yield Finding(
            reference.place,
            message,
            "Correct the id, write the specification, or add the id to `external_ids` if it is kept elsewhere.",
            None if known else "warning",
        )


class _Broken:
    """The links of a document that lead to files that do not exist."""

    def __init__(self, facts: DocumentFacts, index: ProjectIndex) -> None:
        self._facts = facts
        self._index = index
        self._links = sorted((link for link in facts.links if link.target), key=_start)

    def holds(self, place: Range) -> bool:
        """Whether a place is in one of them. No link contains another."""
        number = bisect_right(self._links, place.start, key=_start) - 1
        if number < 0 or place.end > self._links[number].place.end:
            return False
        path = self._index.resolve(self._facts, self._links[number])
        return path is not None and not self._index.files.exists(path)


def _start(link: Link) -> Position:
    return link.place.start
