"""Telling whether files and folders are what they were.

Owns: what counts as a change of a file or a folder.
Never: decides which ones matter.

Looking at a path costs about a microsecond, works on every file system and needs no other library. A file is the one of
before if its dates, size and number are, unless it was written a moment ago: file systems give two quick writes one date, so
then its content counts. The date of the last change of the file's entry cannot be set back, as `git checkout`, `cp -p` and
`touch` do with the other one. A folder is the one of before if its names are.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES
from speclint.base.values import NamedTuple
from speclint.workspace.files.paths import open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_YOUNG = 3.0
"""Seconds after which a second write has another date, on the coarsest file system in use."""


class Seen(NamedTuple):
    """One look at a file or folder. `status` () where nothing exists; `content` "" for what was not young."""

    status: tuple[int, ...]
    content: str


class Stamps:
    """The files and folders that a result depends on, as they were at the last look. `ignores`: names in folders that do not count."""

    def __init__(self, ignores: Callable[[str], bool]) -> None:
        self._ignores = ignores
        self._files: dict[str, Seen] = {}
        self._folders: dict[str, tuple[Seen, frozenset[str]]] = {}

    def seen(self, path: str) -> Seen:
        """The last look at a file that is followed."""
        return self._files[path]

    def has_folder(self, path: str) -> bool:
        """Whether a path is followed as a folder."""
        return path in self._folders

    def follow(self, files: Iterable[str], folders: Iterable[str]) -> list[str]:
        """Follow these, by absolute path, and no others; the files that are new to that."""
        files = list(files)
        fresh = [path for path in files if path not in self._files]
        self._files = {path: self._files.get(path) or _first(path) for path in files}
        self._folders = {path: self._folders.get(path) or self._look_into(path) for path in folders}
        return fresh

    def add(self, files: Iterable[str]) -> None:
        """Follow these as well. They may have been read before: those that just changed count as changed since."""
        for path in files:
            if path not in self._files:
                is_new = is_young(status(path)) or is_young(status(os.path.dirname(path)))
                self._files[path] = Seen((-1,), "") if is_new else _first(path)

    def changes(self) -> tuple[set[str], set[str]]:
        """What changed since the last look: files, and paths that came or went in a folder."""
        changed: set[str] = set()
        moved: set[str] = set()
        for path, before in self._files.items():
            now = status(path)
            if now == before.status and not before.content:
                continue  # nearly all files, nearly always
            self._files[path] = after = Seen(now, _content(path) if before.content or is_young(now) else "")
            if now != before.status or (before.content and after.content and before.content != after.content):
                changed.add(path)
            elif not is_young(now):
                self._files[path] = Seen(now, "")
        for folder, (look, names) in self._folders.items():
            now = status(folder)
            if now == look.status and not look.content:
                continue
            self._folders[folder] = self._look_into(folder)
            moved.update(os.path.join(folder, name) for name in self._folders[folder][1] ^ names)
        return changed, moved

    def _look_into(self, folder: str) -> tuple[Seen, frozenset[str]]:
        """A look at the names in a folder, without those that do not count."""
        found = status(folder)
        try:
            names = os.listdir(folder)
        except OSError:
            names = []
        kept = frozenset(name for name in names if not self._ignores(name))
        return Seen(found, "young" if is_young(found) else ""), kept


def status(path: str) -> tuple[int, ...]:
    """What a file system says of a path at no cost; () where nothing exists."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def is_young(status: tuple[int, ...]) -> bool:
    """Whether the next change may leave the status as they are."""
    return bool(status) and max(status[:2]) / 1e9 > time.time() - _YOUNG


def _first(path: str) -> Seen:
    """The first look."""
    found = status(path)
    return Seen(found, _content(path) if is_young(found) else "")


def _content(path: str) -> str:
    from speclint.base.digest import digest

    try:
        with open_file(path) as file:
            return digest(file.read(MAX_BYTES + 1).decode("latin-1"))
    except OSError:
        return "unreadable"
