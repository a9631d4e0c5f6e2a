"""Putting files where there are none.

Owns: writing a file whole or not at all, and never over another.
Never: decides what to write, or replaces anything.
"""

from __future__ import annotations

import contextlib
import os
import time

_STALE = 60
"""Seconds after which a reservation is that of a process that did not live to remove it."""


def write_new(path: str, data: bytes) -> None:
    """Write a file that does not exist yet, with the folders it needs. Raises FileExistsError, and other OSErrors.

    The file is written beside its place and then linked there: nobody ever sees half of it, and of two writers one
    fails.
    """
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    beside = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.tmp")
    try:
        with open(beside, "xb") as file:
            file.write(data)
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            _write_directly(path, data)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)


def _write_directly(path: str, data: bytes) -> None:
    with open(path, "xb") as file:
        try:
            file.write(data)
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
        for _ in range(2):
            try:
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                if not self._is_stale():
                    return False
                self.give_back()
                continue
            return True
        return False

    def give_back(self) -> None:
        """Let others have the name."""
        with contextlib.suppress(OSError):
            os.unlink(self._path)

    def _is_stale(self) -> bool:
        try:
            return time.time() - os.stat(self._path).st_mtime > _STALE
        except OSError:
            return True
