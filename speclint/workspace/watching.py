"""Noticing that something which a verdict depends on has changed.

Owns: what is looked at, and what counts as a change.
Never: judges anything, or keeps a content: what changed is read again by a new run.

The files and folders are looked at again and again: see `speclint.workspace.files.stamps`.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from speclint.config import FILE_NAMES
from speclint.workspace.baselines import baseline_path
from speclint.workspace.bundled import bundled_folder
from speclint.workspace.files.discovery import SKIPPED_FOLDERS, STDIN, SUFFIXES
from speclint.workspace.files.git import ask_git, split_names
from speclint.workspace.files.paths import below
from speclint.workspace.files.repository import repository_of
from speclint.workspace.files.stamps import Seen, Stamps
from speclint.workspace.library import RULE_SUFFIXES, rule_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.workspace.projects import Project

_CONFIGURATIONS = (*FILE_NAMES, "pyproject.toml")
_OTHERS = (*_CONFIGURATIONS, ".gitignore")
_PASSING = (".swp", ".swx", ".tmp", "~")
"""Endings of files that an editor makes while it works."""
_SLACK = 0.05
"""Seconds by which the clock of a file system may be behind."""


class Watch:
    """The files and folders of some paths. Call `begin`, run, `follow`, and then `changes` again and again."""

    def __init__(self, cwd: str, paths: Sequence[str], config: str | None = None, ref: str | None = None) -> None:
        self._cwd = cwd
        self._paths = [os.path.normpath(os.path.join(cwd, path)) for path in paths if path != STDIN]
        self._config = config
        self._git = _git_files(cwd, ref) if ref is not None else []
        self._projects: list[Project] = []
        self._stamps = Stamps(is_passing)
        self._began = 0.0
        self._gather()

    def begin(self) -> None:
        """A run begins: what is written from now on, it may miss."""
        self._began = time.time() - _SLACK

    def follow(self, projects: Iterable[Project]) -> set[str]:
        """A run is over: look also at what it found to depend on. What of that changed meanwhile, by absolute path."""
        self._projects = list(projects)
        fresh = self._gather()
        return {path for path in fresh if max(_dates(self._stamps.seen(path)), default=0.0) >= self._began}

    def changes(self) -> set[str]:
        """The absolute paths that changed since the last look, or since `begin`."""
        changed, moved = self._stamps.changes()
        if moved:
            self._gather()
        return changed | moved

    def _gather(self) -> list[str]:
        """Find the files to watch; return the new ones."""
        files: set[str] = set(self._git)
        folders: set[str] = set()
        whole = [path for path in self._paths if os.path.isdir(path)]
        for path in self._paths:
            files.update([] if path in whole else [path])
            files.update(_configurations(path if path in whole else os.path.dirname(path)))
        if self._config is not None:
            files.add(os.path.normpath(os.path.join(self._cwd, self._config)))
        for project in self._projects:
            files.add(baseline_path(project, self._cwd))
            for place in rule_places(project.config, project.config_folder, project.allowed):
                tree(place, files, folders)
        tree(bundled_folder() or "", files, folders)
        # Rules between documents look at the whole project, whatever in it was named.
        for root in {*whole, *(project.root for project in self._projects if project.root is not None)}:
            tree(root, files, folders, hidden=ignored(root))
        return self._stamps.follow(files, folders)


def _dates(seen: Seen) -> tuple[float, ...]:
    return tuple(date / 1e9 for date in seen.status[:2])


def is_passing(name: str) -> bool:
    """Whether a file comes and goes while another is edited: copies, locks, tests of what may be written."""
    hidden = name.startswith(".") and name not in _OTHERS and not name.lower().endswith(SUFFIXES)
    return hidden or name.startswith((".#", "#")) or name.endswith(_PASSING) or name == "4913"


def tree(root: str, files: set[str], folders: set[str], *, hidden: frozenset[str] = frozenset()) -> None:
    """Add what matters at and below a path. `hidden`: paths that git ignores."""
    if not os.path.isdir(root):
        files.update([root] if root else [])
        return
    for where, inner, names in os.walk(root):
        folders.add(where)
        inner[:] = [
            name
            for name in inner
            if not name.startswith(".") and name not in SKIPPED_FOLDERS and os.path.join(where, name) not in hidden
        ]
        for name in names:
            path = os.path.join(where, name)
            known = name.lower().endswith((*SUFFIXES, *RULE_SUFFIXES)) or name in _OTHERS
            if known and not is_passing(name) and path not in hidden:
                files.add(path)


def ignored(root: str) -> frozenset[str]:
    """What git ignores below a folder: files, and folders as a whole."""
    repository = repository_of(root)
    if repository is None:
        return frozenset()
    listed = ask_git(repository, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    if listed is None or listed.returncode != 0:
        return frozenset()
    # The folder may be reached by a link.
    start = f"{inside}/" if (inside := below(os.path.realpath(root), repository.top)) else ""
    names = (name[len(start) :] for name in split_names(listed.stdout) if name.startswith(start))
    return frozenset(os.path.normpath(os.path.join(root, name)) for name in names)


def _configurations(folder: str) -> set[str]:
    """Where the configuration of a folder's files is, or may come to be."""
    found: set[str] = set()
    while True:
        found.update(os.path.join(folder, name) for name in _CONFIGURATIONS)
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return found
        folder = above


def _git_files(cwd: str, ref: str) -> list[str]:
    """The files of git that say which commit is the current one, and which one a name means."""
    repository = repository_of(cwd)
    if repository is None:
        return []
    own, common = repository.git_dir, repository.common_dir
    kept = [os.path.join(own, name) for name in ("HEAD", "index", os.path.join("logs", "HEAD"))]
    kept += [os.path.join(common, "refs", kind, *ref.split("/")) for kind in ("heads", "remotes", "tags")]
    return [*kept, os.path.join(common, "packed-refs")]
