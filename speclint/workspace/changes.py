"""What changed since a commit, by asking git.

Owns: which files changed, which of their lines, and whether a place in a document lies in a part that the change touched.
Never: needs a clean work tree: what is not committed yet, and what git does not track yet, is part of the change.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from speclint.values import NamedTuple
from speclint.workspace.git import ask_git

if TYPE_CHECKING:
    from speclint.document import Document
    from speclint.source import Range

_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")
_HEADING = re.compile(r"^[+-] {0,3}(?:#{1,6}(?:\s|$)|=+\s*$|-+\s*$)")


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
        top = ask_git(folder, "rev-parse", "--show-toplevel")
        if top is None or top.returncode:
            raise GitError("--since needs a git repository")
        self._top = os.fsdecode(top.stdout).rstrip("\n")
        base = ask_git(self._top, "merge-base", ref, "HEAD") if not ref.startswith("-") else None
        if base is None or base.returncode:
            raise GitError(f"--since: git knows no commit `{ref}` that the current one descends from")
        self._base = base.stdout.decode().strip()
        self._new = frozenset(self._names("ls-files", "-z", "--others", "--exclude-standard"))
        self._changed = (
            frozenset(self._names("diff", "--name-only", "-z", "--no-ext-diff", self._base, "--")) | self._new
        )
        self._hunks: dict[str, list[Hunk] | None] = {}

    def touches(self, path: str) -> bool:
        """Whether a file, by its absolute path, changed or is new."""
        return os.path.realpath(path) in self._changed

    def touches_place(self, path: str, place: Range, document: Document) -> bool:
        """Whether the section of a document in which a place lies was touched.

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
        if real in self._new:
            return None
        if real not in self._hunks:
            found = ask_git(
                self._top,
                "diff",
                "-U0",
                "--inter-hunk-context=0",
                "--text",
                "--no-textconv",
                "--no-color",
                "--no-ext-diff",
                "--no-renames",
                self._base,
                "--",
                real,
            )
            text = found.stdout.decode("utf-8", "replace") if found is not None else ""
            self._hunks[real] = _read_hunks(text)
        return self._hunks[real]

    def _names(self, *arguments: str) -> list[str]:
        found = ask_git(self._top, *arguments)
        if found is None or found.returncode:
            raise GitError("--since: git cannot tell what changed")
        names = (os.fsdecode(name) for name in found.stdout.split(b"\0") if name)
        return [os.path.realpath(os.path.join(self._top, name)) for name in names]


def _read_hunks(diff: str) -> list[Hunk]:
    hunks: list[Hunk] = []
    for line in diff.split("\n"):
        found = _HUNK.match(line)
        if found:
            start, count = int(found["start"]), int(found["count"] or 1)
            # Where nothing is left, git names the line before.
            hunks.append(Hunk(start if count else start + 1, start + count - 1 if count else start, headings=False))
        elif hunks and _HEADING.match(line):
            hunks[-1] = hunks[-1]._replace(headings=True)
    return hunks
