"""broken-anchor: a link to a heading that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.suggest import Nearest, Purse
from speclint.project.anchors import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at each link. Only Markdown files have anchors that are known."""
    # Of a document with thousands of links, most lead to few others.
    known: dict[str, frozenset[str] | None] = {}
    nearest: dict[str, Nearest] = {}
    purse = Purse()
    for link in facts.links:
        if not link.anchor or link.anchor.casefold() == "top":
            continue
        path = index.resolve(facts, link) if link.target else facts.path
        if path is None:
            continue
        if path not in known:
            target = facts if path == facts.path else index.at(path)
            known[path] = frozenset(target.anchors) if target is not None else index.files.anchors(path)
        anchors = known[path]
        wanted = link.anchor.removeprefix("user-content-")
        if anchors is None or ANY in anchors or wanted in anchors or wanted.lower() in anchors:
            continue
        if path not in nearest:
            nearest[path] = index.near_anchors(path, anchors, purse)
        near = nearest[path].of(wanted.lower())
        where = f"'{path}'" if link.target else "this document"
        yield Finding(
            link.place,
            f"Broken link: no heading '#{link.anchor}' in {where}" + (f"; did you mean '#{near}'?" if near else ""),
            "Correct the anchor: write the heading in lower case, without punctuation, with hyphens for spaces.",
        )
