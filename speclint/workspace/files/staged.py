"""The files of a project as git's index has them for the next commit.

Owns: which files there are, and their text.
Never: knows what a specification is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES, SourceError, SourceFile
from speclint.workspace.files.discovery import SUFFIXES
from speclint.workspace.files.git import ask_git, read_objects, refusal
from speclint.workspace.files.paths import shown
from speclint.workspace.files.repository import repository_of_commit

if TYPE_CHECKING:
    from collections.abc import Iterable

_RELEVANT = (*SUFFIXES, ".yaml", ".yml", ".toml")
_LINK = b"120000"
_SUBMODULE = b"160000"
_EMPTY = (
    (b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
    (
        b"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
        "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
    ),
)
"""The ids of an empty file and of an empty tree, for each hash that git knows."""


class StagedTree:
    """What git's index holds: what the next commit will be. `refused` says why it cannot be read; "" where it can."""

    def __init__(self, root: str, cwd: str) -> None:
        self._cwd = cwd
        self.refused = "--staged needs a git repository"
        self._blobs: dict[str, str] = {}
        self._folders: set[str] = set()
        self._modules: list[str] = []
        self._texts: dict[str, bytes] = {}
        self._repository = repository = repository_of_commit(root, os.environ)
        if repository is None:
            return
        listed = ask_git(repository, "ls-files", "--stage", "-z", commit=True)
        why = refusal(listed)
        if listed is None or listed.returncode:
            self.refused = f"--staged: {why}" if why else "--staged: git cannot read the index of this repository"
            return
        self.refused = ""
        entries = [entry.partition(b"\t") for entry in listed.stdout.split(b"\0") if entry]
        announced = self._announced({head.split(b" ")[1] for head, _, _ in entries})
        for head, _, name in entries:
            mode, id, _ = head.split(b" ")
            if name in announced:
                continue
            path = os.path.normpath(os.path.join(repository.top, os.fsdecode(name)))
            self._blobs[path] = "" if mode in (_LINK, _SUBMODULE) else id.decode()
            if mode == _SUBMODULE:
                self._modules.append(path + os.sep)
            folder = os.path.dirname(path)
            while folder not in self._folders and len(folder) >= len(repository.top):
                self._folders.add(folder)
                folder = os.path.dirname(folder)

    def concerns(self) -> bool:
        """Whether what is staged may change a verdict. Where nothing at all is staged, this is no commit: then all counts."""
        found = self._compared("HEAD", "--name-status", "--no-renames")
        parts = found.split(b"\0")
        changes = list(zip(parts[::2], parts[1::2], strict=False))
        # A file that is gone may be one that a specification links to.
        return not changes or any(
            status == b"D" or os.fsdecode(name).lower().endswith(_RELEVANT) for status, name in changes
        )

    def _announced(self, ids: set[bytes]) -> set[bytes]:
        """The names that `git add -N` only announces: the commit will not have them. They appear as empty files."""
        for empty_file, empty_tree in _EMPTY:
            if empty_file in ids:
                there = set(self._compared(empty_tree, "--name-only").split(b"\0"))
                listed = ask_git(self._repository, "ls-files", "-z", commit=True) if self._repository else None
                return set(listed.stdout.split(b"\0")) - there if listed is not None else set()
        return set()

    def _compared(self, tree: str, *how: str) -> bytes:
        """How the index differs from a tree, as git reports it; nothing where it cannot tell. No file is looked at."""
        if self._repository is None:
            return b""
        found = ask_git(
            self._repository,
            *("diff-index", "--cached", "--ita-invisible-in-index", "--no-ext-diff", "--no-textconv", "-z", *how),
            *(tree, "--"),
            commit=True,
        )
        return found.stdout if found is not None and found.returncode == 0 else b""

    def markdown(self) -> Iterable[str]:
        """The Markdown files of the index."""
        wanted = [path for path, blob in self._blobs.items() if blob and path.lower().endswith(SUFFIXES)]
        self._load(wanted)
        return wanted

    def read(self, path: str) -> SourceFile:
        """The text of a file as it is staged. Raises OSError, and SourceError for a file that is not text."""
        if path not in self._texts and self._blobs.get(path):
            self._load([path])
        if path not in self._texts:
            if self._blobs.get(path):
                raise SourceError("is staged, but git does not have its content: this clone is incomplete")
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
        wanted = {path: self._blobs[path] for path in paths if path not in self._texts}
        if not wanted or self._repository is None:
            return
        found = read_objects(self._repository, wanted.values(), commit=True)
        self._texts |= {path: found[id][: MAX_BYTES + 1] for path, id in wanted.items() if id in found}
