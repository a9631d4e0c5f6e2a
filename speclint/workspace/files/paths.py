"""Paths and files.

Owns: how a path is shown, reading a file as text, the words for what keeps a file from being read.
Never: decides what a failure means for the run.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES, SourceError, SourceFile
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from typing import BinaryIO

_WORDS = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EISDIR: "is a folder",
    errno.ENOTDIR: "no such file or folder",
    errno.ELOOP: "is a circular symbolic link",
    errno.ENAMETOOLONG: "name too long",
    errno.ENXIO: "is not a regular file",
}

_STREAMS = r"/dev/(?:std(?:in|out|err)|fd/[0-9]+)|/proc/(?:self|thread-self|[0-9]+)/fd/[0-9]+"
"""Paths of what a process has open: `<(command)` of a shell is such a one."""


class SpecialFileError(OSError):
    """A pipe, a device or a socket, at which a reader may wait forever."""


class Failure(NamedTuple):
    """Something that keeps the program from doing what the user requested, as a message.

    `place` is a path, or `path:line:column`; "" where it is about the call. `trace` is for the author of this program.
    """

    place: str
    message: str
    trace: str = ""


def words(error: OSError) -> str:
    """What went wrong, to follow a path and a colon."""
    if error.errno in _WORDS:
        return _WORDS[error.errno]
    return (error.strerror or str(error) or type(error).__name__).lower()


_NOTHING_SAID = "without exception set"


def lacks_memory(error: BaseException) -> bool:
    """Whether Python had no memory left. Parts of it that are written in C may lack the memory to say even that."""
    return isinstance(error, MemoryError) or (isinstance(error, SystemError) and _NOTHING_SAID in str(error))


def shown(path: str, cwd: str) -> str:
    """How an absolute path is shown: relative to the working directory where it is below it, with forward slashes."""
    prefix = cwd if cwd.endswith(os.sep) else cwd + os.sep
    path = path.removeprefix(prefix)
    return path.replace(os.sep, "/") if os.sep != "/" else path


def below(path: str, folder: str) -> str | None:
    """The path relative to a folder above it, with forward slashes; None if the folder is not above it."""
    prefix = folder if folder.endswith(os.sep) else folder + os.sep
    return path[len(prefix) :].replace(os.sep, "/") if path.startswith(prefix) else None


def top_of_work_tree(folder: str) -> str | None:
    """The root of the git work tree around a folder; None outside of one."""
    here = folder
    while not os.path.exists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return None
        here = parent
    return here


def boundary(folder: str) -> str:
    """The folder that what a repository says may not lead out of: the root of the work tree around a folder, else that folder."""
    return top_of_work_tree(folder) or folder


def leads_out(path: str, root: str) -> bool:
    """Whether a path that is below a folder leads out of it through a symbolic link. The path need not exist."""
    real_root = os.path.realpath(root)
    real = os.path.realpath(path)
    return real != real_root and below(real, real_root) is None


def leads_out_of(path: str, root: str) -> bool:
    """Whether a path that is written as one below a folder leads out of it. One elsewhere is where its author wants it.

    The folder may be written differently from `root`: `$PWD` keeps the links by which a shell came there.
    """
    real_root = os.path.realpath(root)
    here = path if below(path, root) is None else root
    while os.path.realpath(here) != real_root:
        above = os.path.dirname(here)
        if above == here:
            return False
        here = above
    return leads_out(path, root)


def open_file(path: str) -> BinaryIO:
    """Open a file for reading, without waiting for a writer. Raises OSError, and SpecialFileError for anything but a file."""
    file = open(path, "rb", opener=_opener)  # noqa: SIM115 - the caller closes it
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode) or path == os.devnull:
        return file
    if is_stream(path):
        os.set_blocking(file.fileno(), True)
        return file
    file.close()
    raise SpecialFileError(errno.EINVAL, "is not a regular file", path)


def is_stream(path: str) -> bool:
    """Whether a path stands for something that a process has open."""
    return re.fullmatch(_STREAMS, path) is not None


def _opener(path: str, flags: int) -> int:
    # Opening a pipe would otherwise wait for its writer.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_source(path: str, display: str) -> SourceFile:
    """Read a text file. Raises OSError, and SourceError for what is not text in UTF-8 of a bearable size."""
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"is too large to be a specification ({size // (1024 * 1024)} MB; the limit is "
                f"{MAX_BYTES // (1024 * 1024)} MB). Exclude it in the configuration"
            )
        # A pipe has no size and may never end.
        return SourceFile.from_bytes(display, file.read(MAX_BYTES + 1))
