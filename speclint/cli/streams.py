"""Standard streams that cannot be used: closed ones, and those that refuse what is written.

Owns: what is in the place of a stream that the process was started without, and the words for one that failed.
Never: decides what is written.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from speclint.workspace.files.paths import words

if TYPE_CHECKING:
    from typing import TextIO


STDIN = "<stdin>"


class OutputError(Exception):
    """Standard output does not take what is written. The text says why, for the user."""

    def __init__(self, error: OSError | ValueError) -> None:
        super().__init__(words(error) if isinstance(error, OSError) else "standard output is closed")
        self.is_closed_pipe = isinstance(error, BrokenPipeError)


class _Closed(io.TextIOBase):
    """Standard output of a process that was started without one: nothing can be written, and nothing need be."""

    def write(self, text: str) -> int:
        if text:
            raise OSError(errno.EBADF, "standard output is closed")
        return 0


def fill() -> None:
    """Put something in the place of each stream that the process was started without.

    Else a file that is opened later would get its number, and what is meant for the stream would go there.
    """
    for number in (0, 1, 2):
        if not _is_open(number):
            os.open(os.devnull, os.O_RDWR)  # the lowest free number
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open to the end


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def read_stdin(most: int) -> bytes:
    """What standard input gives, up to a number of bytes: a pipe may never end. Raises OSError."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed", STDIN)
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        error.filename = STDIN
        raise


def settle(stream: TextIO) -> None:
    """Write what a stream still holds, or drop it."""
    try:
        stream.flush()
    except (OSError, ValueError):
        drop(stream)


def drop(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere: Python flushes once more at exit, and that must not fail."""
    try:
        number = os.open(os.devnull, os.O_WRONLY)
        os.dup2(number, stream.fileno() if stream is not None else 1)
        os.close(number)
    except (OSError, ValueError):
        pass
