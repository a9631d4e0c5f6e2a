"""From what the user names to the files to look at.

Owns: which files of a folder count, order, each file once.
Never: reads a document, or knows about configuration: exclusion is decided file by file, next to the file.

A named file is taken whatever its name; a folder gives its Markdown files, without those that git ignores.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.workspace.files.paths import Failure, below, shown, words
from speclint.workspace.files.repository import repository_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STDIN = "-"
SUFFIXES = (".md", ".markdown")
SKIPPED_FOLDERS = ("node_modules", "__pycache__", "site-packages")


class Target(NamedTuple):
    """A file to look at: absolute path, path to show, and whether the user named it (rather than its folder, `folder`)."""

    path: str
    display: str
    named: bool
    folder: str = ""


def discover(paths: Sequence[str], cwd: str) -> tuple[list[Target], list[Failure]]:
    """The files, in the order of the arguments and by path inside a folder; and what could not be looked at.

    `paths` may hold "-", which is passed on as a target with that path.
    """
    targets: dict[str, Target] = {}
    failures: list[Failure] = []
    for path in paths:
        if path == STDIN:
            targets.setdefault(STDIN, Target(STDIN, STDIN, named=True))
            continue
        if not path or "\0" in path:
            failures.append(Failure(repr(path), "not a path"))
            continue
        absolute = os.path.normpath(os.path.join(cwd, path))
        try:
            is_folder = stat.S_ISDIR(os.stat(absolute).st_mode)
        except OSError as error:
            failures.append(Failure(shown(absolute, cwd), words(error)))
            continue
        if is_folder:
            for found in _in_folder(absolute, cwd, failures):
                targets.setdefault(found, Target(found, shown(found, cwd), named=False, folder=absolute))
        else:
            targets[absolute] = Target(absolute, shown(absolute, cwd), named=True)
    return list(targets.values()), failures


def _in_folder(folder: str, cwd: str, failures: list[Failure]) -> Iterator[str]:
    """The Markdown files below a folder, each once even where symbolic links lead to it twice."""
    names: list[str] | None = None
    if repository_of(folder) is not None:
        from speclint.workspace.files.git import visible_files  # starts processes: not needed elsewhere

        names = visible_files(folder, cwd, failures)
    found = sorted(_walk(folder, cwd, failures) if names is None else _existing(folder, names))
    seen = {os.path.realpath(path) for path in found if not os.path.islink(path)}
    for path in found:
        if os.path.islink(path):
            real = os.path.realpath(path)
            if real in seen or not os.path.isfile(real):
                continue
            seen.add(real)
        yield path


def _is_markdown(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _existing(folder: str, names: Iterable[str]) -> Iterator[str]:
    """Not all names exist: git also lists files that were deleted and not yet committed as such.

    Nor do all lie below the folder: the index of an archive may name `../file`, or one behind a link to elsewhere.
    """
    top = os.path.realpath(folder)
    inside: dict[str, bool] = {}
    for name in set(names):
        path = os.path.join(folder, name)
        if _is_markdown(name) and _is_file(path):
            where = os.path.dirname(path)
            if where not in inside:
                real = os.path.realpath(where)
                inside[where] = real == top or below(real, top) is not None
            if inside[where]:
                yield os.path.normpath(path)


def _is_file(path: str) -> bool:
    """Whether this is a regular file or a link: no pipe, no device and no socket, at which a reader may wait."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def _walk(folder: str, cwd: str, failures: list[Failure]) -> Iterator[str]:
    """Without git: all but hidden folders and those that package managers fill. Links to folders are not followed."""

    def refuse(error: OSError) -> None:
        failures.append(Failure(shown(str(error.filename), cwd), words(error)))

    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [
            name
            for name in sorted(folders)
            if not name.startswith(".")
            and name not in SKIPPED_FOLDERS
            and not os.path.exists(os.path.join(where, name, "pyvenv.cfg"))
        ]
        for name in names:
            path = os.path.join(where, name)
            if _is_markdown(name) and _is_file(path):
                yield path
