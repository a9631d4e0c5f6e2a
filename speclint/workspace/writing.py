"""Writing files of the user's project.

Owns: that a file is there whole or not at all, and that a new one never takes the place of another.
Never: decides what to write.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time

from speclint.workspace.files import is_stream

_STALE = 60
"""Seconds after which a reservation is that of a process that did not live to remove it."""


def write_new(path: str, data: bytes, *, executable: bool = False) -> None:
    """Write a file that does not exist yet, with the folders it needs. Raises FileExistsError, and other OSErrors.

    The file is written beside its place and then linked there: nobody ever sees half of it, and of two writers one
    fails.
    """
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    beside = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.{time.time_ns()}.tmp")
    with open(beside, "xb") as file:
        file.write(data)
    try:
        if executable:
            os.chmod(beside, 0o755)  # noqa: S103 - a script that nobody may run is none
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            _write_directly(path, data, executable=executable)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)


def replace_file(path: str, data: bytes) -> None:
    """Put new content in the place of a file, whole or not at all; its permissions stay. Raises OSError."""
    real = os.path.realpath(path)
    beside = f"{real}.{os.getpid()}.{time.time_ns()}.tmp"
    file = open(beside, "xb")  # noqa: SIM115 - what is there already is not ours to remove
    try:
        with file:
            file.write(data)
        os.chmod(beside, os.stat(real).st_mode & 0o7777)
        os.replace(beside, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def put_file(path: str, data: bytes) -> None:
    """Write a file, new or in the place of what is there, whole or not at all, with the folders it needs.

    A device, a pipe or what a shell opened for a process takes the data as it is. Raises OSError.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        try:
            return write_new(os.path.realpath(path), data)
        except FileExistsError:  # another process was faster
            return replace_file(path, data)
    if stat.S_ISREG(mode) and not is_stream(path):
        return replace_file(path, data)
    with open(path, "wb") as file:
        file.write(data)
    return None


def _write_directly(path: str, data: bytes, *, executable: bool) -> None:
    with open(path, "xb") as file:
        try:
            file.write(data)
            if executable:
                os.chmod(path, 0o755)  # noqa: S103 - as above
        except BaseException:
            os.unlink(path)
            raise


class Reservation:
    """A name in a folder that only one process holds at a time, whether or not it becomes a file.

    It is a hidden file, created in one step; other processes see it at once, on every file system.
    """

    def __init__(self, folder: str, name: str) -> None:
        self._path = os.path.join(folder, f".{name}.reserved")
        self._folder = folder

    def take(self) -> bool:
        """Whether the name is ours now. Raises OSError where the folder cannot be written to."""
        os.makedirs(self._folder, exist_ok=True)
        if _create(self._path):
            return True
        # Of several that find it stale, one may remove it, and looks again before it does.
        marker = f"{self._path}.stale"
        if not self._is_stale() or not _create(marker):
            return False
        try:
            if self._is_stale():
                self.give_back()
            return _create(self._path)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(marker)

    def give_back(self) -> None:
        """Let others have the name."""
        with contextlib.suppress(OSError):
            os.unlink(self._path)

    def _is_stale(self) -> bool:
        try:
            return time.time() - os.stat(self._path).st_mtime > _STALE
        except OSError:
            return True


def _create(path: str) -> bool:
    """Create an empty file in one step; False if it is there."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True
