"""What a repository may cause to be read: files inside it, and what the user allows in addition.

Owns: the decision whether a path stays inside.
Never: reads anything, or takes a configuration's word for what is allowed: that is the repository's own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.workspace.files.paths import below, boundary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Bounds(NamedTuple):
    """Folders that may be read, by their real absolute paths."""

    folders: tuple[str, ...]

    def lead_out(self, path: str) -> bool:
        """Whether an absolute path leads elsewhere, by its parts or by symbolic links. It need not exist."""
        real = os.path.realpath(path)
        return not any(real == folder or below(real, folder) is not None for folder in self.folders)


def bounds_of(folder: str, allowed: Sequence[str] = ()) -> Bounds:
    """The bounds of what is configured in a folder: the git work tree around it, else that folder; and what is allowed."""
    return Bounds(tuple(map(os.path.realpath, (boundary(folder), *allowed))))


def is_link_out(path: str, folder: str, allowed: Sequence[str] = ()) -> bool:
    """Whether a file that was found below a folder, and not named by the user, leads to one outside the bounds."""
    return os.path.islink(path) and bounds_of(folder, allowed).lead_out(path)


def allowed_paths(named: Sequence[str] | None, environ: Mapping[str, str], cwd: str) -> tuple[str, ...]:
    """The absolute paths of the folders that the user allows: on the command line (`--allow-path`), and in the environment."""
    said = environ.get("SPECLINT_ALLOW_PATHS", "").split(os.pathsep)
    return tuple(
        os.path.normpath(os.path.join(cwd, os.path.expanduser(path))) for path in (*(named or ()), *said) if path
    )
