"""Ids of specifications: where they are given, and where they are written.

Owns: what is meant at a place, definition, references.
Never: looks into code or comments: nothing is meant there.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.engine.facts import find_mentions, ids_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.source import Position, SourceFile
    from speclint.lsp.session import Opened
    from speclint.project import DocumentFacts, IdPattern, Reference
    from speclint.workspace.across import ProjectView


_IN_ADDRESS = re.compile(r"\]\(<?[^()<>]*\Z")


class Meant(NamedTuple):
    """What is meant at a place: an id, as it is written there at `place`, and the specifications that have it.

    `id` is "" for a link to a file. `own`: the document gives itself this id there.
    """

    id: str
    place: Range
    targets: tuple[DocumentFacts, ...]
    own: bool


class Project(NamedTuple):
    """A document among the specifications of its project."""

    view: ProjectView
    facts: DocumentFacts
    root: str

    def path(self, facts: DocumentFacts) -> str:
        """The absolute path of a specification."""
        return os.path.join(self.root, *facts.path.split("/"))


def project_of(opened: Opened) -> Project | None:
    """The project that an open document belongs to; None for a file that is not a specification of one."""
    path = opened.shown.path
    view = opened.space.project_view(path) if path is not None else None
    if view is None or path is None:
        return None
    facts = view.facts(path)
    return None if facts is None else Project(view, facts, view.root)


def meant_at(opened: Opened, project: Project, position: Position) -> Meant | None:
    """What is meant at a place in an open document."""
    index = project.view.index
    for mention in mentions(opened, project):
        if holds(mention.place, position):
            place = exact_place(opened, mention.place, mention.id, position)
            if place is not None:
                own = any(each.id == mention.id for each in project.facts.ids)
                return Meant(mention.id, place, tuple(index.with_id(mention.id)), own)
    for given in project.facts.ids:
        if given.form != "file name" and holds(given.place, position):
            place = exact_place(opened, given.place, given.id, position)
            if place is not None:
                return Meant(given.id, place, tuple(index.with_id(given.id)) or (project.facts,), own=True)
    for link in project.facts.links:
        if holds(link.place, position) and link.target:
            target = index.at(index.resolve(project.facts, link) or "")
            if target is not None:
                return Meant("", link.place, (target,), own=False)
    return None


def mentions(opened: Opened, project: Project) -> list[Reference]:
    """Every id that an open document writes."""
    path = opened.shown.path
    binding = opened.space.binding(path) if path is not None else None
    return [] if binding is None else find_mentions(binding, project.facts.path)


def exact_place(opened: Opened, place: Range, id: str, position: Position) -> Range | None:
    """Where exactly an id is written around a position; its field may hold several."""
    binding = opened.space.binding(opened.shown.path) if opened.shown.path is not None else None
    if binding is None:
        return None
    found = [each for name, each in written(binding.document.source, place, binding.surroundings.ids) if name == id]
    return next((each for each in found if holds(each, position)), None)


def definition(opened: Opened, position: Position) -> list[tuple[str, Range]]:
    """Where what is meant at a place is defined: absolute paths, with the places of titles."""
    project = project_of(opened)
    meant = meant_at(opened, project, position) if project is not None else None
    if project is None or meant is None:
        return []
    return [(project.path(facts), facts.title_place) for facts in meant.targets]


def references(opened: Opened, position: Position, *, declaration: bool) -> list[tuple[str, Range]]:
    """Where what is meant at a place is written, in all specifications: ids, and links to its file."""
    project = project_of(opened)
    meant = meant_at(opened, project, position) if project is not None else None
    if project is None or meant is None:
        return []
    ids = {meant.id} if meant.id else {name for facts in meant.targets for name in facts.named()}
    found: dict[tuple[str, Range], None] = {}
    index = project.view.index
    for facts in index.documents:
        path = project.path(facts)
        source = project.view.source(path)
        for each in facts.references:
            if each.id in ids and source is not None:
                for name, place in written(source, each.place, project.view.ids()):
                    if name == each.id:
                        found[path, place] = None
        for link in facts.links:
            # An id in the text of a link is found already.
            is_known = any(path == other and holds(link.place, place.start) for other, place in found)
            if not is_known and any(index.leads_to(facts, link, target) for target in meant.targets):
                found[path, link.place] = None
        if declaration and facts in meant.targets:
            found[path, facts.title_place] = None
    return sorted(found)


def written(source: SourceFile, place: Range, patterns: Sequence[IdPattern]) -> Iterator[tuple[str, Range]]:
    """Each id that is written in a part of a text, in its one form, and where exactly.

    An id in the address of a link is a part of a file's name.
    """
    for number in range(place.start.line, place.end.line + 1):
        text = source.lines[number - 1] if number <= len(source.lines) else ""
        first = place.start.column - 1 if number == place.start.line else 0
        last = place.end.column - 1 if number == place.end.line else len(text)
        for id, _, start, end in ids_in(text, patterns):
            if first <= start and end <= last and not _IN_ADDRESS.search(text, 0, start):
                yield id, Range.at(number, start + 1, end - start)


def holds(place: Range, position: Position) -> bool:
    """Whether a position is in a range or right behind it, where the pointer of an editor still touches it."""
    return place.start <= position <= place.end
