"""The files of a project: as they lie in the work tree, or as git's index has them for the next commit.

Owns: which files there are, and their text.
Never: knows what a specification is.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Protocol

from speclint.source import MAX_BYTES, SourceError, SourceFile
from speclint.workspace.bounds import bounds_of
from speclint.workspace.discovery import SUFFIXES, discover
from speclint.workspace.files import below, read_source, shown
from speclint.workspace.git import ask_git, hook_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_RELEVANT = (*SUFFIXES, ".yaml", ".yml", ".toml")
_LINK = b"120000"
_SUBMODULE = b"160000"


class Tree(Protocol):
    """Files by absolute path."""

    def markdown(self) -> Iterable[str]:
        """The Markdown files, by path."""

    def read(self, path: str) -> SourceFile:
        """The text of a file. Raises OSError, and SourceError for what is no text."""

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there, in just this spelling. Below a link that leads out, all is."""

    def leads_out(self, path: str) -> bool:
        """Whether a path below the root leads out of the project through a symbolic link."""


class WorkTree:
    """What lies on disk. `cwd` decides how paths are shown; `overlay` are texts that take the place of files.

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

    def markdown(self) -> Iterable[str]:
        """The Markdown files below the root, without those that git ignores; with those that were never saved."""
        yield from (target.path for target in discover([self._root], self._cwd)[0])
        for path in self._overlay:
            if path.lower().endswith(SUFFIXES) and not os.path.lexists(path):
                yield path

    def read(self, path: str) -> SourceFile:
        """The text of a file. Raises OSError, and SourceError for what is no text."""
        return self._overlay.get(path) or read_source(path, shown(path, self._cwd))

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there. Elsewhere, case may count where it does not on this disk."""
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


class StagedTree:
    """What git's index holds: what the next commit will be. `available` is False without a repository."""

    def __init__(self, root: str, cwd: str) -> None:
        self._cwd = cwd
        self._environment = hook_environment()
        top = ask_git(root, "rev-parse", "--show-toplevel", environment=self._environment)
        self.available = top is not None and top.returncode == 0
        self._top = os.fsdecode(top.stdout).rstrip("\n") if top is not None else root
        self._blobs: dict[str, str] = {}
        self._folders: set[str] = set()
        self._modules: list[str] = []
        self._texts: dict[str, bytes] = {}
        listed = (
            ask_git(self._top, "ls-files", "--stage", "-z", environment=self._environment) if self.available else None
        )
        # `git add -N` only announces a file: the commit will not have it.
        announced = ask_git(self._top, "diff", "--name-only", "--diff-filter=A", "-z", environment=self._environment)
        missing = set(announced.stdout.split(b"\0")) if announced is not None and announced.returncode == 0 else set()
        for entry in listed.stdout.split(b"\0") if listed is not None else ():
            head, _, name = entry.partition(b"\t")
            mode, _, rest = head.partition(b" ")
            if not name or name in missing:
                continue
            path = os.path.normpath(os.path.join(self._top, os.fsdecode(name)))
            self._blobs[path] = "" if mode in (_LINK, _SUBMODULE) else rest.split(b" ")[0].decode()
            if mode == _SUBMODULE:
                self._modules.append(path + os.sep)
            folder = os.path.dirname(path)
            while folder not in self._folders and len(folder) >= len(self._top):
                self._folders.add(folder)
                folder = os.path.dirname(folder)

    def concerns(self) -> bool:
        """Whether what is staged may change a verdict. Where nothing at all is staged, this is no commit: then all counts."""
        head = ask_git(self._top, "rev-parse", "--verify", "-q", "HEAD", environment=self._environment)
        if head is None or head.returncode:
            return True
        found = ask_git(
            self._top, "diff", "--cached", "--name-status", "-z", "--no-renames", "HEAD", environment=self._environment
        )
        parts = found.stdout.split(b"\0") if found is not None and found.returncode == 0 else []
        changes = list(zip(parts[::2], parts[1::2], strict=False))
        # A file that is gone may be one that a specification links to.
        return not changes or any(
            status == b"D" or os.fsdecode(name).lower().endswith(_RELEVANT) for status, name in changes
        )

    def markdown(self) -> Iterable[str]:
        """The Markdown files of the index."""
        wanted = [path for path, blob in self._blobs.items() if blob and path.lower().endswith(SUFFIXES)]
        self._load(wanted)
        return wanted

    def read(self, path: str) -> SourceFile:
        """The text of a file as it is staged. Raises OSError, and SourceError for what is no text."""
        if path not in self._texts and self._blobs.get(path):
            self._load([path])
        if path not in self._texts:
            raise FileNotFoundError(2, "is not in the index", path)
        return SourceFile.from_bytes(shown(path, self._cwd), self._texts[path])

    def exists(self, path: str) -> bool:
        """Whether a file is staged, or a folder with one."""
        # What a submodule holds is another repository's business.
        inside = any(path.startswith(module) for module in self._modules)
        return path in self._blobs or path in self._folders or inside

    def leads_out(self, path: str) -> bool:
        """The index has no text for a link, and nothing below one."""
        del path
        return False

    def _load(self, paths: list[str]) -> None:
        """Read many files at once: one call of git for each would take longer than all the rest."""
        wanted = [path for path in paths if path not in self._texts]
        if not wanted:
            return
        request = "".join(f"{self._blobs[path]}\n" for path in wanted).encode()
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
                ["git", "-C", self._top, "cat-file", "--batch"],  # noqa: S607 - the user's git is the one on the path
                input=request,
                capture_output=True,
                check=False,
                env=self._environment,
                timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SourceError(f"git cannot read what is staged ({error})") from None
        position = 0
        for path in wanted:
            end = done.stdout.index(b"\n", position)
            size = int(done.stdout[position:end].rsplit(b" ", 1)[-1])
            self._texts[path] = done.stdout[end + 1 : end + 1 + min(size, MAX_BYTES + 1)]
            position = end + 1 + size + 1
