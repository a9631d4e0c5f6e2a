"""Finding the git work tree around a folder, without asking git.

Owns: where a work tree begins, and where its git folder is.
Never: takes for a repository what its untrusted content can imitate: a folder of files that is itself shaped like a repository, or
a file or link `.git` that leads to such a one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.workspace.files.paths import below, open_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 4096
"""Bytes of a file that holds a path."""


class Repository(NamedTuple):
    """A git work tree, by real paths: its top, its own git folder, and the one that it shares with other work trees.

    `given`: the git folder was named by a variable, and is not found from the work tree.
    """

    top: str
    git_dir: str
    common_dir: str
    given: bool = False


def repository_of(folder: str) -> Repository | None:
    """The work tree around a folder; None outside of one, and where it cannot be trusted to be one."""
    here = os.path.realpath(folder)
    while True:
        entry = os.path.join(here, ".git")
        if os.path.lexists(entry):
            plain = os.path.isdir(entry) and not os.path.islink(entry)
            found = _at(here, entry) if plain else _led_to(here, entry)
            # Like git, pass by a folder of that name with nothing in it.
            if found is not None or not plain:
                return found if found is not None and not _is_git_dir(here) else None
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def repository_of_commit(folder: str, environ: Mapping[str, str]) -> Repository | None:
    """The work tree for whose commit this process is a hook; the one around a folder where it is none.

    A hook is run by the repository's own git: its variables are trusted like arguments of the user.
    """
    found = repository_of(folder)
    given = environ.get("GIT_DIR")
    if not given:
        return found
    git_dir = os.path.realpath(given)
    if (found is not None and git_dir == found.git_dir) or not _is_git_dir(git_dir):
        return found
    top = os.path.realpath(environ.get("GIT_WORK_TREE") or os.getcwd())
    return Repository(top, git_dir, _common(git_dir), given=True)


def _led_to(top: str, entry: str) -> Repository | None:
    """The repository to which a file or a link `.git` leads."""
    git_dir = os.path.realpath(entry)
    if not os.path.isdir(git_dir):
        text = _text(entry)
        if not text.startswith("gitdir: "):
            return None
        git_dir = os.path.realpath(os.path.join(top, text.removeprefix("gitdir: ")))
    # Inside its own work tree, it would consist of untrusted files.
    return None if git_dir == top or below(git_dir, top) is not None else _at(top, git_dir)


def _at(top: str, git_dir: str) -> Repository | None:
    return Repository(top, git_dir, _common(git_dir)) if _is_git_dir(git_dir) else None


def _is_git_dir(folder: str) -> bool:
    """Whether a folder has what makes git take it for a repository."""
    common = _common(folder)
    return os.path.lexists(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(common, name)) for name in ("objects", "refs")
    )


def _common(git_dir: str) -> str:
    text = _text(os.path.join(git_dir, "commondir"))
    return os.path.realpath(os.path.join(git_dir, text)) if text else git_dir


def _text(path: str) -> str:
    """The path that a file holds; "" where there is none."""
    try:
        with open_file(path) as file:
            text = os.fsdecode(file.read(_LONGEST)).rstrip("\r\n")
    except OSError:
        return ""
    return "" if "\0" in text else text
