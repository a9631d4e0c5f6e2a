"""Asking git which files of a folder count.

Owns: calling git, and reading what it says.
Never: needs it: without git, or outside a work tree, the answer is "not known".
"""

from __future__ import annotations

import os
import re
import subprocess

from speclint.workspace.files import Failure, shown

_TIMEOUT = 60
"""Seconds. A hanging network file system must not hang a hook for ever."""

_TIES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
"""Set in a hook: they tie git to the repository of the commit, while the folder may be in another one."""

_UNREADABLE = re.compile(r"^warning: could not open directory '(?P<path>.*?)/?': (?P<reason>.*)$", re.MULTILINE)


def visible_files(folder: str, cwd: str, failures: list[Failure]) -> list[str] | None:
    """The files below a folder that git tracks or does not ignore, relative to it; None where git cannot tell.

    Folders that git could not open are added to `failures`. A folder that is itself ignored was named on purpose:
    there, too, git cannot tell.
    """
    found = ask_git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if found is None or found.returncode != 0:
        return None
    names = [os.fsdecode(name) for name in found.stdout.split(b"\0") if name]
    for match in _UNREADABLE.finditer(os.fsdecode(found.stderr)):
        place = os.path.normpath(os.path.join(folder, match["path"]))
        failures.append(Failure(shown(place, cwd), match["reason"].lower()))
    if not names:
        ignored = ask_git(folder, "check-ignore", "-q", ".")
        if ignored is not None and ignored.returncode == 0:
            return None
    return names


def hook_environment() -> dict[str, str]:
    """The environment of a hook with all that ties git to the commit that is being made: its index may be a temporary one."""
    return {**os.environ, "LC_ALL": "C"}


def ask_git(
    folder: str, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes] | None:
    """What git answers in a folder; None where it is not there or does not answer.

    Without an `environment` of its own, git is not tied to the commit that a hook runs for.
    """
    if environment is None:
        environment = {name: value for name, value in os.environ.items() if name not in _TIES}
        environment["LC_ALL"] = "C"
    try:
        return subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["git", "-C", folder, *arguments],  # noqa: S607 - the user's git is the one on the path
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
