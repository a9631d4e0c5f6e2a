"""All specifications of a project, for the rules between documents.

Owns: what is remembered of each specification, and what is said of those that are asked about.
Never: judges; see `speclint.engine.project_linter`.

A project is looked at whole, whatever files the user names: a rule between documents that took its arguments for the
project would call every other document missing.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from speclint.base.codec import decode, encode
from speclint.base.digest import digest
from speclint.base.source import SourceFile
from speclint.base.values import NamedTuple
from speclint.engine.project_linter import lint_across, maturity
from speclint.engine.suppression import Silenced, Suppressions
from speclint.project import DocumentFacts, ProjectIndex
from speclint.project.anchors import ANY, anchors_of
from speclint.ruleset import NO_MATURITY
from speclint.workspace.between import Between, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speclint.base.diagnostics import Diagnostic
    from speclint.project import IdPattern
    from speclint.ruleset import RuleSet
    from speclint.workspace.judging import Judge
    from speclint.workspace.members import Members


class Known(NamedTuple):
    """The facts of one specification."""

    facts: DocumentFacts
    suppressions: Suppressions


class ProjectView:
    """The specifications of one project."""

    def __init__(self, members: Members) -> None:
        self._workspace = members.workspace
        self._project = members.project
        self._members = members
        self.root = members.root
        """The absolute path of the folder that paths in the index are relative to."""
        self._known: dict[str, Known] = {}
        self.crashes: list[tuple[str, Exception]] = []
        """Documents, by absolute path, on which this program failed."""
        self.unreadable: list[tuple[str, str]] = []
        """Specifications, by absolute path, that cannot be read, and why."""
        self.learned: dict[str, Any] = {}
        """Facts for the cache."""
        self.files = ProjectFiles(members, self._workspace.judge)
        for path in (*members.sources, *members.unreadable):
            self._look_at(path)
        self.index = self._indexed()
        self._guests: dict[str, tuple[SourceFile, Known | None]] = {}
        self._guest_index: ProjectIndex | None = None
        self._meet_guests()

    @property
    def members(self) -> frozenset[str]:
        """The Markdown files of the project, by absolute path."""
        return self._members.listed

    @property
    def links_out(self) -> tuple[str, ...]:
        """Files, by absolute path, that stand for others outside of the project."""
        return tuple(self._members.links_out)

    def update(self, texts: Mapping[str, SourceFile | None]) -> None:
        """Look again at some files, by absolute path. None: as the tree has it, or not at all if it is gone."""
        for path, source in texts.items():
            self._known.pop(path, None)
            self._forget_trouble(path)
            if path in self.members and (source is not None or os.path.lexists(path)):
                self._members.read(path, source)
                self._look_at(path)
            else:
                self._members.drop(path)
        if texts:
            self.index = self._indexed()
            self._guest_index = None

    def invite(self, given: Mapping[str, SourceFile]) -> None:
        """Replace the guests by those among some texts, by absolute path."""
        self._members.invite(given)
        self._meet_guests()

    def forget_names(self) -> None:
        """Files that are not specifications were added or removed: links to them may have become broken, or valid."""
        self._members.forget_names()

    def source(self, path: str) -> SourceFile | None:
        """The text of a specification, by absolute path."""
        return self._members.sources.get(path) if path in self._known else None

    def facts(self, path: str) -> DocumentFacts | None:
        """What a specification says, by its absolute path."""
        known = self._known.get(path)
        return None if known is None else known.facts

    def ids(self) -> tuple[IdPattern, ...]:
        """What the ids of each type look like."""
        return self._workspace.judge.ids(self._project)

    def paths(self) -> Iterable[str]:
        """The absolute paths of all specifications that can be read."""
        return [path for path in self._known if path in self._members.sources]

    def between(self, paths: Iterable[str] | None) -> Between:
        """What is said of some files, by absolute path; None: of all specifications."""
        said = []
        for path in self.paths() if paths is None else paths:
            found = self.lint(path)
            if found is not None:
                diagnostics, silent, source = found
                silenced = Counter(each.rule for each in silent)
                counts = tuple(sorted(silenced.items()))
                said.append(Said(path, source, tuple(diagnostics), counts, self._facts_at(path)))
        return Between(tuple(said), tuple(self.crashes), tuple(self.unreadable), self.links_out)

    def lint(self, path: str) -> tuple[list[Diagnostic], list[Diagnostic], SourceFile] | None:
        """What is wrong between a file and the others, what is silenced, and its text; None for a file that is not a specification."""
        guest, known = self._guests.get(path), self._known.get(path)
        source, known = guest if guest is not None else (self._members.sources.get(path), known)
        ruleset = self._ruleset(known.facts.type, path) if known is not None else None
        if source is None or known is None or ruleset is None:
            return None
        index = self.index if guest is None else self._index_of_guests()
        return *lint_across(known.facts, ruleset, index, known.suppressions), source

    def _facts_at(self, path: str) -> DocumentFacts | None:
        """What a member or a guest says."""
        known = self._guests[path][1] if path in self._guests else self._known.get(path)
        return None if known is None else known.facts

    def _indexed(self, known: Iterable[Known] | None = None) -> ProjectIndex:
        return ProjectIndex(
            (each.facts for each in (self._known.values() if known is None else known)),
            self.files,
            self._project.config.external_ids,
            self._maturity,
            self._workspace.projects.above(self.root),
        )

    def _index_of_guests(self) -> ProjectIndex:
        """All members and guests, without the members that guests stand for."""
        if self._guest_index is None:
            others = [known for path, known in self._known.items() if path not in self._members.stands_for]
            guests = [known for _, known in self._guests.values() if known is not None]
            self._guest_index = self._indexed([*others, *guests])
        return self._guest_index

    def _meet_guests(self) -> None:
        before, self._guests = self._guests, {}
        for path, source in self._members.guests.items():
            met = before.get(path)
            if met is not None and met[0].text == source.text:
                self._guests[path] = met
                continue
            self._forget_trouble(path)
            try:
                self._guests[path] = source, self._remembered(path, source)
            except Exception as error:  # noqa: BLE001 - one document must not take the others' verdicts with it
                self.crashes.append((path, error))
        if before or self._guests:
            self._guest_index = None

    def _forget_trouble(self, path: str) -> None:
        self.crashes = [each for each in self.crashes if each[0] != path]
        self.unreadable = [each for each in self.unreadable if each[0] != path]

    def _look_at(self, path: str) -> None:
        source = self._members.sources.get(path)
        if source is not None:
            try:
                known = self._remembered(path, source)
            except Exception as error:  # noqa: BLE001 - one document must not take the others' verdicts with it
                self.crashes.append((path, error))
            else:
                if known is not None:
                    self._known[path] = known
                return
        elif path in self._members.unreadable:
            if self._workspace.judge.detect(path, self._project).type is None:
                return
            self.unreadable.append((path, self._members.unreadable[path]))
        else:
            return
        # What cannot be read exists nevertheless: others may refer to it by the id in its name.
        with suppress(Exception):
            blank = SourceFile(self._workspace.shown(path), "")
            found = self._workspace.judge.facts(blank, path, self._members.relative(path), self._project)
            if found is not None:
                self._known[path] = Known(found[0]._replace(anchors=(ANY,)), Suppressions())

    def _remembered(self, path: str, source: SourceFile) -> Known | None:
        library, relative = self._project.library.identity, self._members.relative(path)
        key = "facts:" + digest(relative, library, repr(self._project.config), source.text) if library else None
        stored = self._workspace.fact(key) if key is not None else None
        if stored is not None:
            with suppress(ValueError):
                kept = _from_data(stored)
                return None if kept is None else kept._replace(facts=kept.facts._replace(display=source.path))
        found = self._workspace.judge.facts(source, path, relative, self._project)
        known = Known(*found) if found is not None else None
        if key is not None and path not in self._workspace.overlay:
            # How the path is shown depends on the working directory; nothing else does.
            self.learned[key] = _to_data(known and known._replace(facts=known.facts._replace(display="")))
        return known

    def _ruleset(self, type: str, path: str = "") -> RuleSet | None:
        return self._workspace.judge.ruleset(self._project, type, path)

    def _maturity(self, facts: DocumentFacts) -> int:
        ruleset = self._ruleset(facts.type)
        return NO_MATURITY if ruleset is None else maturity(facts, ruleset)


class ProjectFiles:
    """What exists below a root. Paths are relative to it, with forward slashes. What was asked is remembered."""

    def __init__(self, members: Members, judge: Judge) -> None:
        self._members = members
        self._judge = judge
        self._anchors: dict[str, frozenset[str] | None] = {}
        self.asked: dict[str, bool] = {}
        """Which files exist of those that were asked about."""
        self.marks: dict[str, str] = {}
        """What stands for the texts of files whose anchors somebody wanted to know; "" for none."""

    def exists(self, path: str) -> bool:
        """Whether a file or a folder exists. What a link out of the project leads to is not looked at, and left alone."""
        self.asked[path] = found = self._members.exists(path)
        return found

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of a Markdown file; None for what is none, or cannot be read."""
        if path not in self._anchors:
            source = self._members.text(path)
            self.marks[path] = "" if source is None else digest(source.text)
            self._anchors[path] = None if source is None else frozenset(anchors_of(self._judge.parse(source)[0]))
        return self._anchors[path]


class _Stored(NamedTuple):
    """What is kept of one specification. What its comments get wrong is in its verdict."""

    facts: DocumentFacts
    silenced: tuple[Silenced, ...]


_NONE = "none"
"""Kept for a file that is not a specification."""


def _to_data(known: Known | None) -> Any:
    return _NONE if known is None else encode(_Stored(known.facts, known.suppressions.silenced))


def _from_data(data: Any) -> Known | None:
    """The facts of a specification, None for another file. Raises ValueError for data of another shape."""
    if data == _NONE:
        return None
    stored = decode(_Stored, data)
    return Known(stored.facts, Suppressions(stored.silenced))
