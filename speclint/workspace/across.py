"""All specifications of a project, for the rules between documents.

Owns: which files are read, what is remembered of them, and what exists next to them.
Never: judges; see `speclint.engine.project_linter`.

A project is looked at whole, whatever files the user names: a rule between documents that took its arguments for the
project would call every other document missing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from speclint.base.codec import decode, encode
from speclint.base.digest import digest
from speclint.base.source import SourceError, SourceFile
from speclint.base.values import NamedTuple
from speclint.engine.project_linter import lint_across, maturity
from speclint.engine.suppression import Silenced, Suppressions
from speclint.project import DocumentFacts, ProjectIndex
from speclint.project.anchors import anchors_of
from speclint.ruleset import NO_MATURITY
from speclint.workspace.files.discovery import SUFFIXES
from speclint.workspace.files.paths import below, words
from speclint.workspace.files.trees import WorkTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speclint.base.diagnostics import Diagnostic
    from speclint.project import IdPattern
    from speclint.ruleset import RuleSet
    from speclint.workspace.files.trees import Tree
    from speclint.workspace.judging import Judge
    from speclint.workspace.projects import Project
    from speclint.workspace.resources import Resources


class Known(NamedTuple):
    """The facts of one specification."""

    facts: DocumentFacts
    suppressions: Suppressions


class ProjectView:
    """The specifications of one project. `given`: texts that take the place of files, by absolute path."""

    def __init__(
        self, workspace: Resources, project: Project, given: dict[str, SourceFile], tree: Tree | None = None
    ) -> None:
        self._workspace = workspace
        self._project = project
        self.root = root = project.root or workspace.cwd
        """The absolute path of the folder that paths in the index are relative to."""
        self._tree: Tree = (
            tree if tree is not None else WorkTree(root, workspace.cwd, workspace.overlay, workspace.allowed)
        )
        self._known: dict[str, Known] = {}
        self._sources: dict[str, SourceFile] = {}
        self.crashes: list[tuple[str, Exception]] = []
        """Documents on which this program failed."""
        self.unreadable: list[tuple[str, str]] = []
        """Specifications, by their path, that cannot be read, and why."""
        self.links_out: list[str] = []
        """Files, by absolute path, that stand for others outside of the project."""
        self.learned: dict[str, Any] = {}
        """Facts for the cache."""
        self.members = frozenset(self._tree.markdown())
        """The Markdown files of the project, by absolute path."""
        for path in dict.fromkeys([*sorted(self.members), *given]):
            self._look_at(path, given.get(path))
        self.index = self._indexed()

    def update(self, texts: Mapping[str, SourceFile | None]) -> None:
        """Look again at some files, by absolute path. None: as the tree has it, or not at all if it is gone."""
        for path, source in texts.items():
            before = self._sources.pop(path, None)
            self._known.pop(path, None)
            shown = before.path if before is not None else self._workspace.shown(path)
            self.crashes = [each for each in self.crashes if each[0] != shown]
            self.unreadable = [each for each in self.unreadable if each[0] != shown]
            if path in self.members and (source is not None or os.path.lexists(path)):
                self._look_at(path, source)
        if texts:
            self.index = self._indexed()

    def forget_names(self) -> None:
        """Files that are not specifications were added or removed: links to them may have become broken, or valid."""
        if isinstance(self._tree, WorkTree):
            self._tree.forget()

    def source(self, path: str) -> SourceFile | None:
        """The text of a specification, by absolute path."""
        return self._sources.get(path)

    def facts(self, path: str) -> DocumentFacts | None:
        """What a specification says, by its absolute path."""
        known = self._known.get(path)
        return None if known is None else known.facts

    def ids(self) -> tuple[IdPattern, ...]:
        """What the ids of each type look like."""
        return self._workspace.judge.ids(self._project)

    def _indexed(self) -> ProjectIndex:
        project = self._project
        return ProjectIndex(
            (known.facts for known in self._known.values()),
            ProjectFiles(self.root, self._tree, self._workspace.judge),
            project.config.external_ids,
            self._maturity,
            self._workspace.projects.above(self.root),
        )

    def paths(self) -> Iterable[str]:
        """The absolute paths of all specifications."""
        return self._known

    def lint(self, path: str) -> tuple[list[Diagnostic], list[Diagnostic], SourceFile] | None:
        """What is wrong between a file and the others, what is silenced, and its text; None for a file that is not a specification."""
        known = self._known.get(path)
        ruleset = self._ruleset(known.facts.type, path) if known is not None else None
        if known is None or ruleset is None:
            return None
        return *lint_across(known.facts, ruleset, self.index, known.suppressions), self._sources[path]

    def _look_at(self, path: str, source: SourceFile | None) -> None:
        workspace, project = self._workspace, self._project
        relative = below(path, self.root)
        if relative is None or workspace.projects.of(path) is not project or project.excluded(path):
            return
        if source is None and self._tree.leads_out(path):
            self.links_out.append(path)
            return
        try:
            if source is None:
                source = self._tree.read(path)
        except (OSError, SourceError) as error:
            if workspace.judge.detect(path, project).type is not None:
                self.unreadable.append(
                    (workspace.shown(path), words(error) if isinstance(error, OSError) else str(error))
                )
            return
        try:
            known = self._remembered(path, relative, source)
        except Exception as error:  # noqa: BLE001 - one document must not take the others' verdicts with it
            self.crashes.append((source.path, error))
            return
        if known is not None:
            self._known[path] = known
            self._sources[path] = source

    def _remembered(self, path: str, relative: str, source: SourceFile) -> Known | None:
        library = self._project.library.identity
        key = "facts:" + digest(
            source.path, relative, library, repr(self._project.config), source.text
        ) if library else None  # fmt: skip
        stored = self._workspace.fact(key) if key is not None else None
        if stored is not None:
            with suppress(ValueError):
                return _from_data(stored)
        found = self._workspace.judge.facts(source, path, relative, self._project)
        known = Known(*found) if found is not None else None
        if key is not None and path not in self._workspace.overlay:
            self.learned[key] = _to_data(known)
        return known

    def _ruleset(self, type: str, path: str = "") -> RuleSet | None:
        return self._workspace.judge.ruleset(self._project, type, path)

    def _maturity(self, facts: DocumentFacts) -> int:
        ruleset = self._ruleset(facts.type)
        return NO_MATURITY if ruleset is None else maturity(facts, ruleset)


class ProjectFiles:
    """What exists below a root. Paths are relative to it, with forward slashes."""

    def __init__(self, root: str, tree: Tree, judge: Judge) -> None:
        self._root = root
        self._tree = tree
        self._judge = judge
        self._anchors: dict[str, frozenset[str] | None] = {}

    def exists(self, path: str) -> bool:
        """Whether a file or a folder exists. What a link out of the project leads to is not looked at, and left alone."""
        return not path or self._tree.exists(self._absolute(path))

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of a Markdown file; None for what is none, or cannot be read."""
        if path not in self._anchors:
            self._anchors[path] = None
            if path.lower().endswith(SUFFIXES) and not self._tree.leads_out(self._absolute(path)):
                try:
                    source = self._tree.read(self._absolute(path))
                    self._anchors[path] = frozenset(anchors_of(self._judge.parse(source)[0]))
                except (OSError, SourceError):
                    pass
        return self._anchors[path]

    def _absolute(self, path: str) -> str:
        return os.path.join(self._root, *path.split("/"))


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
