"""The Markdown files of one project and their texts: all that rules between documents depend on.

Owns: which files count, reading them, and one name for the state of them all.
Never: parses a text or judges it; see `speclint.workspace.across`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.digest import digest
from speclint.base.source import SourceError
from speclint.workspace.files.discovery import SUFFIXES
from speclint.workspace.files.paths import below, words
from speclint.workspace.files.trees import WorkTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.base.source import SourceFile
    from speclint.workspace.files.trees import Tree
    from speclint.workspace.projects import Project
    from speclint.workspace.resources import Resources


class Members:
    """The Markdown files of one project. `given`: texts that were read, by absolute path; `tree`: where the others are.

    A given text whose path the project does not list is a guest: git ignores the file, it is a second path to a member, or it
    was never saved. It is compared with the members, and they know nothing of it.
    """

    def __init__(
        self, workspace: Resources, project: Project, given: Mapping[str, SourceFile], tree: Tree | None = None
    ) -> None:
        self.workspace = workspace
        self.project = project
        self.root = root = project.root or workspace.cwd
        """The absolute path of the folder that paths are relative to."""
        self._tree: Tree = (
            tree if tree is not None else WorkTree(root, workspace.cwd, workspace.overlay, workspace.allowed)
        )
        self.sources: dict[str, SourceFile] = {}
        """The texts by absolute path."""
        self.unreadable: dict[str, str] = {}
        """Files that cannot be read, by absolute path, and why."""
        self.links_out: dict[str, None] = {}
        """Files, by absolute path, that stand for others outside of the project."""
        self.listed = frozenset(self._tree.markdown())
        """The absolute paths of all Markdown files of the project."""
        for path in sorted(self.listed):
            self.read(path, given.get(path))
        self.guests: dict[str, SourceFile] = {}
        """The texts of guests by absolute path."""
        self.stands_for: frozenset[str] = frozenset()
        """The members that are the same files as guests."""
        self.invite(given)

    def read(self, path: str, source: SourceFile | None) -> None:
        """Read a member again. `source`: the text that takes its place."""
        self.sources.pop(path, None)
        self.unreadable.pop(path, None)
        self.links_out.pop(path, None)
        if not self._counts(path):
            return
        if source is None and self._tree.leads_out(path):
            self.links_out[path] = None
            return
        try:
            self.sources[path] = self._tree.read(path) if source is None else source
        except OSError as error:
            self.unreadable[path] = words(error)
        except SourceError as error:
            self.unreadable[path] = str(error)

    def drop(self, path: str) -> None:
        """A member is gone."""
        for kept in (self.sources, self.unreadable, self.links_out):
            kept.pop(path, None)

    def invite(self, given: Mapping[str, SourceFile]) -> None:
        """Replace the guests by those among some texts, by absolute path."""
        self.guests = {path: source for path, source in given.items() if path not in self.listed and self._counts(path)}
        links = {real for path in self.guests if (real := os.path.realpath(path)) != path}
        self.stands_for = (
            frozenset(path for path in self.listed if os.path.realpath(path) in links) if links else frozenset()
        )

    def relative(self, path: str) -> str:
        """An absolute path as the index has it."""
        return below(path, self.root) or path

    def exists(self, path: str) -> bool:
        """Whether a file or a folder exists. What a link out of the project leads to is not looked at, and left alone."""
        return not path or self._tree.exists(self._absolute(path))

    def text(self, path: str) -> SourceFile | None:
        """A Markdown file below the root, member or not; None for what is none, or cannot be read."""
        absolute = self._absolute(path)
        if not path.lower().endswith(SUFFIXES) or self._tree.leads_out(absolute):
            return None
        try:
            return self._tree.read(absolute)
        except (OSError, SourceError):
            return None

    def mark(self, path: str) -> str:
        """What stands for the text of a Markdown file; "" for none."""
        source = self.text(path)
        return "" if source is None else digest(source.text)

    def forget_names(self) -> None:
        """Files that are no members were added or removed."""
        if isinstance(self._tree, WorkTree):
            self._tree.forget()

    def state(self) -> str:
        """Stands for all that is said between documents, but for other files that they link to; "" where nothing should be kept."""
        project, cwd = self.project, self.workspace.cwd
        if not project.library.identity:
            return ""
        # Findings name other files as they are seen from the working directory.
        seen = "." if cwd == self.root else below(cwd, self.root) or self.workspace.shown(self.root)
        known = (project.library.identity, repr(project.config), seen, self.workspace.projects.above(self.root))
        return digest(*known, *self._parts())

    def _parts(self) -> Iterator[str]:
        for group in (self.sources, self.guests):
            for path, source in group.items():
                yield self.relative(path)
                yield digest(source.text)
            yield ""
        for paths in (self.unreadable, self.links_out, sorted(self.stands_for)):
            yield from map(self.relative, paths)
            yield ""

    def _counts(self, path: str) -> bool:
        """Whether a file is this project's, and not excluded."""
        project = self.project
        is_inside = below(path, self.root) is not None
        return is_inside and self.workspace.projects.of(path) is project and not project.excluded(path)

    def _absolute(self, path: str) -> str:
        return os.path.join(self.root, *path.split("/"))
