"""What changed since a commit, according to the objects that git stored.

Owns: which files changed, which of their lines, and whether a place in a document is in a part that the change touched.
Never: needs a clean work tree: what is not committed yet, and what git does not track yet, is part of the change.

Files are compared here and not by git, which would send them through the filters that the repository's settings name. A file
is compared as it is on disk; line endings are not a difference.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES
from speclint.base.values import NamedTuple
from speclint.workspace.files.git import ask_git, read_objects, refusal, split_names
from speclint.workspace.files.paths import below, open_file
from speclint.workspace.files.repository import repository_of

if TYPE_CHECKING:
    from speclint.base.source import Range
    from speclint.markdown import Document

_HEADING = re.compile(rb" {0,3}(?:#{1,6}(?:\s|$)|=+\s*$|-+\s*$)")
_LINK = b"120000"
_FILE = b"100"
"""How the mode of a file begins."""


class GitError(Exception):
    """Git cannot answer. The text says why, for the user."""


class Hunk(NamedTuple):
    """Lines of the file as it is now. `last` is before `first` where lines were only removed, behind line `last`.

    `headings`: whether a heading was added or removed.
    """

    first: int
    last: int
    headings: bool


class Changes:
    """The changes since a commit, or since the point where the current branch left it. Raises GitError."""

    def __init__(self, folder: str, ref: str) -> None:
        repository = repository_of(folder)
        if repository is None:
            raise GitError("--since needs a git repository")
        self._repository = repository
        base = ask_git(repository, "merge-base", ref, "HEAD") if not ref.startswith("-") else None
        if not ref.startswith("-") and refusal(base):
            raise GitError(f"--since: {refusal(base)}")
        if base is None or base.returncode:
            raise GitError(f"--since: `{ref}` has no commit in common with the current one")
        self._before: dict[str, tuple[bytes, str]] = {}
        """What the commit holds: the mode and the id of each file, by its path from the top."""
        for entry in self._ask("ls-tree", "-r", "-z", "--full-tree", base.stdout.decode().strip()).split(b"\0"):
            head, _, name = entry.partition(b"\t")
            if name:
                mode, _, id = head.split(b" ")
                self._before[os.fsdecode(name)] = mode, id.decode()
        listed = self._ask("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        self._new = {name for name in split_names(listed) if name not in self._before}
        self._led = {os.path.realpath(path) for path in self._changed_links()}
        self._differs: dict[str, bool] = {}
        self._texts: dict[str, bytes] = {}
        self._hunks: dict[str, list[Hunk] | None] = {}

    def touches(self, path: str) -> bool:
        """Whether a file, by its absolute path, changed or is new."""
        real = os.path.realpath(path)
        if real not in self._differs:
            name = below(real, self._repository.top)
            self._differs[real] = real in self._led or (
                name is not None and (name in self._new or self._has_changed(real, name))
            )
        return self._differs[real]

    def touches_place(self, path: str, place: Range, document: Document) -> bool:
        """Whether the section of a document that contains a place was touched.

        What is missing is reported at the heading of the section around it. So a place at a heading also counts where a
        heading below it was added or removed.
        """
        hunks = self._of(path)
        if hunks is None:
            return True
        line = place.start.line
        around = None
        for section in document.sections():
            if section.range.start.line <= line <= section.range.end.line and section.heading is not None:
                around = section
        if around is None or around.heading is None:
            return any(hunk.first <= line or hunk.last <= line for hunk in hunks)
        start, end = around.range.start.line, around.range.end.line
        own_end = min((inner.range.start.line for inner in around.sections), default=end + 1) - 1
        if around.level == 1:
            end = max(end, len(document.source.lines))
        if any(hunk.first <= own_end and hunk.last >= start for hunk in hunks if hunk.last >= hunk.first):
            return True
        if any(start <= hunk.last <= own_end for hunk in hunks if hunk.last < hunk.first):
            return True
        at_heading = around.heading.range.start.line <= line <= around.heading.range.end.line
        return at_heading and any(hunk.headings and hunk.last >= start and hunk.first <= end + 1 for hunk in hunks)

    def _of(self, path: str) -> list[Hunk] | None:
        """The hunks of a file; None where all of it counts as changed."""
        real = os.path.realpath(path)
        if real not in self._hunks:
            self._hunks[real] = self._compared(real) if self.touches(real) else []
        return self._hunks[real]

    def _compared(self, real: str) -> list[Hunk] | None:
        id = self._id_of(real)
        if id and id not in self._texts:
            # All that is known to have changed at once: each call costs a process.
            wanted = [self._id_of(path) for path, differs in self._differs.items() if differs]
            self._texts |= read_objects(self._repository, filter(None, wanted))
        # A clone without all objects may lack what the file was.
        if id not in self._texts:
            return None
        from speclint.workspace.files.differences import changed_blocks, split_lines

        old, new = split_lines(self._texts[id]), split_lines(_read(real) or b"")
        return [
            Hunk(start + 1, end, any(map(_HEADING.match, (*old[first:last], *new[start:end]))))
            for first, last, start, end in changed_blocks(old, new)
        ]

    def _id_of(self, real: str) -> str:
        """The id of what a file was; "" for one that is new."""
        mode, id = self._before.get(below(real, self._repository.top) or "", (b"", ""))
        return id if mode.startswith(_FILE) else ""

    def _has_changed(self, real: str, name: str) -> bool:
        """Whether a file is another than in the commit."""
        if name not in self._before:
            return False
        id = self._id_of(real)
        data = _read(real)
        if not id or data is None:
            return True
        lines = data.replace(b"\r\n", b"\n")
        return id not in (_blob_id(text, len(id)) for text in (data, lines, lines.replace(b"\n", b"\r\n")))

    def _changed_links(self) -> list[str]:
        """The absolute paths of links that lead elsewhere than they did, or are new."""
        old = [(name, id) for name, (mode, id) in self._before.items() if mode == _LINK]
        found = []
        for name, id in (*old, *((name, "") for name in self._new)):
            path = os.path.join(self._repository.top, name)
            try:
                target = os.fsencode(os.readlink(path))
            except OSError:
                continue  # gone, or no link
            if not id or _blob_id(target, len(id)) != id:
                found.append(path)
        return found

    def _ask(self, *arguments: str) -> bytes:
        found = ask_git(self._repository, *arguments)
        if found is None or found.returncode:
            raise GitError("--since: git cannot list the changes. A shallow clone needs its full history")
        return found.stdout


def _read(path: str) -> bytes | None:
    """What a file holds; None where it cannot be read, or is longer than any specification."""
    try:
        with open_file(path) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= MAX_BYTES else None


def _blob_id(data: bytes, length: int) -> str:
    """The id under which git stores a file. `length` of ids tells which hash the repository uses."""
    from hashlib import sha1, sha256

    hash = sha256 if length > 40 else sha1
    return hash(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
