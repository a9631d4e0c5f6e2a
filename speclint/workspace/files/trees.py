"""The files of a project as they lie in the work tree.

Owns: which files there are, and their text.
Never: knows what a specification is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from speclint.workspace.files.bounds import bounds_of
from speclint.workspace.files.discovery import SUFFIXES, discover
from speclint.workspace.files.paths import below, read_source, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speclint.base.source import SourceFile


class Tree(Protocol):
    """Files by absolute path."""

    def markdown(self) -> Iterable[str]:
        """The Markdown files, by path."""

    def read(self, path: str) -> SourceFile:
        """The text of a file. Raises OSError, and SourceError for a file that is not text."""

    def exists(self, path: str) -> bool:
        """Whether a file or a folder exists, in just this spelling. Below a link that leads out, all is."""

    def leads_out(self, path: str) -> bool:
        """Whether a path below the root leads out of the project through a symbolic link."""


class WorkTree:
    """The files on disk. `cwd` decides how paths are shown; `overlay` are texts that take the place of files.

    `allowed`: absolute paths of folders outside of the project that links may lead to.
    """

    def __init__(
        self, root: str, cwd: str, overlay: Mapping[str, SourceFile] | None = None, allowed: Sequence[str] = ()
    ) -> None:
        self._root = root
        self._bounds = bounds_of(root, allowed)
        self._links: dict[str, frozenset[str]] = {}
        self._out: dict[str, bool] = {}
        self._cwd = cwd
        self._overlay: Mapping[str, SourceFile] = {} if overlay is None else overlay
        self._listed: dict[str, frozenset[str]] = {}

    def forget(self) -> None:
        """Folders may have other names in them now."""
        self._listed.clear()

    def markdown(self) -> Iterable[str]:
        """The Markdown files below the root, without those that git ignores; with those that were never saved."""
        yield from (target.path for target in discover([self._root], self._cwd)[0])
        for path in self._overlay:
            if path.lower().endswith(SUFFIXES) and not os.path.lexists(path):
                yield path

    def read(self, path: str) -> SourceFile:
        """The text of a file. Raises OSError, and SourceError for a file that is not text."""
        return self._overlay.get(path) or read_source(path, shown(path, self._cwd))

    def exists(self, path: str) -> bool:
        """Whether a file or a folder exists. Elsewhere, case may count where it does not on this disk."""
        inside = below(path, self._root)
        here = self._root
        for part in (inside or "").split("/"):
            if not part:
                continue
            if here not in self._listed:
                self._list(here)
            if part not in self._listed[here]:
                return False
            here = os.path.join(here, part)
            if part in self._links[os.path.dirname(here)] and self._is_out(here):
                return True
        return True

    def leads_out(self, path: str) -> bool:
        """Whether a path below the root leads out of the project through a symbolic link."""
        here = self._root
        for part in (below(path, self._root) or "").split("/"):
            if here not in self._listed:
                self._list(here)
            here = os.path.join(here, part)
            if part in self._links[os.path.dirname(here)] and self._is_out(here):
                return True
        return False

    def _is_out(self, link: str) -> bool:
        if link not in self._out:
            self._out[link] = self._bounds.lead_out(link)
        return self._out[link]

    def _list(self, folder: str) -> None:
        """Find the names in a folder, and which of them are links."""
        names: list[str] = []
        links: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    names.append(entry.name)
                    if entry.is_symlink():
                        links.append(entry.name)
        except OSError:
            pass
        self._listed[folder], self._links[folder] = frozenset(names), frozenset(links)
