"""Applying fixes to files.

Owns: which findings of a run are fixed, and putting the result in the place of the files.
Never: writes over a file that is another than the one that was judged, or out of the project.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.fixes.applying import is_fixable, mend
from speclint.workspace.files.paths import Failure, boundary, leads_out, read_source, words
from speclint.workspace.files.writing import rename_new, replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import SourceFile
    from speclint.workspace.collecting import Outcome
    from speclint.workspace.files.discovery import Target
    from speclint.workspace.projects import Project
    from speclint.workspace.run import Workspace


class Change(NamedTuple):
    """What becomes of one file. `path` is absolute, "" for text without a file; `root` is that of its project.

    `rename` is the absolute path that it should have; "" to leave it where it is.
    """

    path: str
    root: str
    before: SourceFile
    after: SourceFile
    mended: int
    rename: str = ""


class Mending(NamedTuple):
    """What fixing would do. `outcome` is that of the run before it."""

    changes: tuple[Change, ...]
    outcome: Outcome


def plan(
    workspace: Workspace, targets: Sequence[Target], stdin: tuple[str, bytes] | None = None, *, unsafe: bool
) -> Mending:
    """The changes that fix what a run over the targets reports. `stdin` as for `Workspace.check`. Writes nothing."""
    run = workspace.begin()
    outcome = workspace.check(targets, stdin, run)
    changes = []
    for path, source, project, reported in run.judged():
        renames = unsafe and path and any(each.fix is not None and each.fix.rename for each in reported)
        if renames or any(is_fixable(each, unsafe=unsafe) for each in reported):
            change = _plan_one(workspace, path, source, project, reported, unsafe=unsafe)
            if change is not None:
                changes.append(change)
    return Mending(tuple(changes), outcome)


class Written(NamedTuple):
    """What became of a change: how many findings are fixed in the file, and what kept all or some from it."""

    mended: int
    failure: Failure | None = None


def carry_out(change: Change) -> Written:
    """Write a change."""
    failure = _write(change)
    if failure is not None:
        return Written(0, failure)
    failure = _rename(change) if change.rename else None
    return Written(change.mended - (failure is not None), failure)


def _write(change: Change) -> Failure | None:
    path, place = change.path, change.before.path
    try:
        if leads_out(path, change.root):
            return Failure(place, "is not fixed: it leads out of the project through a symbolic link")
        if read_source(path, place).to_bytes() != change.before.to_bytes():
            return Failure(place, "is not fixed: it changed in the meantime")
        if not os.access(path, os.W_OK):
            return Failure(place, "is not fixed: it is read-only")
        if change.after.text != change.before.text:
            replace_file(path, change.after.to_bytes(), root=change.root)
    except OSError as error:
        return Failure(place, f"cannot be fixed: {words(error)}")
    return None


def _plan_one(
    workspace: Workspace,
    path: str,
    source: SourceFile,
    project: Project,
    reported: Sequence[Diagnostic],
    *,
    unsafe: bool,
) -> Change | None:
    def lint(text: SourceFile) -> Sequence[Diagnostic]:
        return workspace.judge.judge(text, path, project).diagnostics

    # What the run keeps quiet about, such as what a baseline knows, stays as it is.
    others = Counter(lint(source))
    others.subtract(reported)
    mended = mend(source, lint, unsafe=unsafe, spare=others.elements())
    rename = os.path.join(os.path.dirname(path), mended.rename) if mended.rename and path else ""
    if mended.source.text == source.text and not rename:
        return None
    root = project.root or boundary(os.path.dirname(path) if path else workspace.cwd)
    return Change(path, root, source, mended.source, len(mended.mended) + bool(rename), rename)


def _rename(change: Change) -> Failure | None:
    """Give the file its name, if no other has it."""
    path, target = change.path, change.rename
    name = os.path.basename(target)
    if os.path.islink(path):
        return Failure(change.before.path, f"is not renamed to {name}: it is a symbolic link")
    try:
        rename_new(path, target, root=change.root)
    except FileExistsError:
        return Failure(change.before.path, f"cannot be renamed: file {name} already exists")
    except OSError as error:
        return Failure(change.before.path, f"cannot be renamed to {name}: {words(error)}")
    return None
