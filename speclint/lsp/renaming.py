"""Giving a specification another id.

Owns: every place that has to change: where the id is given, where it is written, the name of the file, links to it.
Never: changes what only looks like the id: in code and comments it stays.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from speclint.base.diagnostics import TextEdit
from speclint.base.source import Position, Range
from speclint.base.suggest import nearest
from speclint.base.values import NamedTuple
from speclint.engine.facts import find_mentions
from speclint.lsp.references import Meant, Project, meant_at, project_of, written
from speclint.ruleset.ids import id_in_name, with_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.base.source import SourceFile
    from speclint.binding import Binding
    from speclint.lsp.session import Opened
    from speclint.project import DocumentFacts, IdPattern
    from speclint.ruleset import NamingSpec

_SEGMENT = re.compile(r"[^/\\()<>\s\"'#?]+")


class CannotRenameError(Exception):
    """Why an id cannot be changed, for the user."""


class Renaming(NamedTuple):
    """Edits by absolute path, and files that get another name: absolute paths, old to new."""

    edits: Mapping[str, Sequence[TextEdit]]
    files: Mapping[str, str]


def what_to_rename(opened: Opened, position: Position) -> Meant:
    """The id at a place. Raises CannotRenameError where there is none that can be changed."""
    project, meant = _meant(opened, position)
    _target(project, meant)
    return meant


def rename(opened: Opened, position: Position, name: str, *, files: bool) -> Renaming:
    """All that changes with an id. `files`: whether files can be renamed. Raises CannotRenameError."""
    project, meant = _meant(opened, position)
    target = _target(project, meant)
    pattern = next((each for each in project.view.ids() if each.type == target.type), None)
    new = _checked(name.strip(), meant, target, pattern, project)
    edits: dict[str, list[TextEdit]] = {}
    moved: dict[str, str] = {}
    path = project.path(target)
    has_name = any(each.form == "file name" and each.id == meant.id for each in target.ids)
    file = _renamed_file(path, meant.id, new, pattern.naming) if files and has_name and pattern is not None else None
    if file is not None:
        moved[path] = os.path.join(os.path.dirname(path), file)
        if os.path.lexists(moved[path]):
            raise CannotRenameError(f"File {file} already exists.")
    for facts in project.view.index.documents:
        place = project.path(facts)
        changed = dict.fromkeys(_in_document(opened, project, facts, meant.id, new, file, target))
        if changed:
            edits[place] = sorted(changed)
    return Renaming(edits, moved)


def _meant(opened: Opened, position: Position) -> tuple[Project, Meant]:
    project = project_of(opened)
    if project is None:
        raise CannotRenameError("This document is not a specification of a project.")
    meant = meant_at(opened, project, position)
    if meant is None or not meant.id:
        raise CannotRenameError("No specification id at this position.")
    return project, meant


def _target(project: Project, meant: Meant) -> DocumentFacts:
    """The one specification that has the id."""
    if not meant.targets:
        ids = project.view.index.ids()
        close = nearest(meant.id, ids)
        raise CannotRenameError(f"Unknown specification {meant.id}" + (f"; did you mean {close}?" if close else "."))
    if len(meant.targets) > 1:
        others = " and ".join(facts.display for facts in meant.targets)
        raise CannotRenameError(f"Ambiguous id {meant.id}: used by {others}.")
    return meant.targets[0]


def _checked(name: str, meant: Meant, target: DocumentFacts, pattern: IdPattern | None, project: Project) -> str:
    """The new id in its one form."""
    if pattern is None or re.fullmatch(pattern.pattern, name, re.IGNORECASE) is None:
        raise CannotRenameError(f"'{name}' is not an id of type {target.type}. Use an id such as {meant.id}.")
    new = pattern.canonical(name)
    if new != meant.id and project.view.index.with_id(new):
        other = project.view.index.with_id(new)[0].display
        raise CannotRenameError(f"Id {new} is already used by {other}.")
    return new


def _in_document(
    opened: Opened, project: Project, facts: DocumentFacts, old: str, new: str, file: str | None, target: DocumentFacts
) -> Iterator[TextEdit]:
    path = project.path(facts)
    source = project.view.source(path)
    if source is None:
        return
    index = project.view.index
    links = [link for link in facts.links if file is not None and index.leads_to(facts, link, target)]
    if facts is not target and not links and not any(each.id == old for each in facts.references):
        return
    binding = opened.space.binding(path)
    if binding is None:
        return
    places = [each.place for each in find_mentions(binding, facts.path) if each.id == old]
    if facts is target:
        places += [each.place for each in facts.ids if each.id == old and each.form != "file name"]
    for place in places:
        for id, exact in written(source, place, project.view.ids()):
            if id == old:
                yield TextEdit(exact, _cased(_text(source, exact), new))
    for link in links:
        yield from _in_link(binding, link.place, os.path.basename(target.path), file or "")


def _in_link(binding: Binding, place: Range, old: str, new: str) -> Iterator[TextEdit]:
    """The name of the file in a link's address, which is in the link or in its definition."""
    source = binding.document.source
    # In `[text](address)` the address comes last: what the text says is an author's matter.
    found = list(_named(source, _address(source, place), old))
    if not found:
        definitions = (each.range for each in binding.document.link_definitions)
        found = [exact for range in definitions for exact in _named(source, range, old)]
    for exact in found:
        yield TextEdit(exact, new)


def _address(source: SourceFile, place: Range) -> Range:
    """The part of a link behind its text."""
    text = _text(source, place)
    start = text.rfind("](")
    if start < 0 or "\n" in text or "\r" in text:
        return place
    return Range(Position(place.start.line, place.start.column + start), place.end)


def _named(source: SourceFile, place: Range, name: str) -> Iterator[Range]:
    for number in range(place.start.line, place.end.line + 1):
        text = source.lines[number - 1]
        first = place.start.column - 1 if number == place.start.line else 0
        last = place.end.column - 1 if number == place.end.line else len(text)
        for part in _SEGMENT.finditer(text, first, last):
            if unquote(part.group()) == name:
                yield Range.at(number, part.start() + 1, len(part.group()))


def _renamed_file(path: str, old: str, new: str, naming: NamingSpec) -> str | None:
    """The new name of a file whose name has an id; None for one that has not. Raises CannotRenameError."""
    stem, extension = os.path.splitext(os.path.basename(path))
    if id_in_name(naming, stem) != old:
        return None
    renamed = with_id(naming, stem, new)
    if renamed is None:
        raise CannotRenameError(f"No file name can have the id {new}: names look like {naming.file_example}.md.")
    return renamed + extension


def _cased(sample: str, new: str) -> str:
    """A new id in the case in which the old one was written."""
    return new.lower() if sample == sample.lower() and sample != sample.upper() else new


def _text(source: SourceFile, place: Range) -> str:
    return source.text[source.offset(place.start) : source.offset(place.end)]
