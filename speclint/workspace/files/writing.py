"""Writing files of the user's project: everything that this program writes, but for its cache and its output, goes through here.

Owns: that a file exists whole or not at all and stays there when the power fails, that a new one never takes the place of
another, that nothing is written through a link that leads out of the root, and that nothing is left next to a file.
Never: decides what to write.

A file is written next to its place, under a hidden name of a form of its own, and then moved or linked there. While that name
exists, signals wait. What a process that was killed left is removed by the next one that writes into the folder. Not covered:
somebody who puts a link in the place of a folder between the look at it and the writing, which takes a user of the machine who
may write to the project.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import signal
import stat
import time
from typing import TYPE_CHECKING

from speclint.base.digest import digest
from speclint.workspace.files.paths import is_stream, leads_out_of, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_STALE = 60
"""Seconds after which a reservation is that of a process that did not live to remove it."""

_LEFT = 3600
"""Seconds after which a temporary file next to a file is abandoned, whichever process made it."""

_BESIDE = re.compile(
    r"\..+\.(?P<process>[0-9]{1,10})\.(?P<made>[0-9]{16,20})\.tmp|\..+\.reserved(?:\.stale)?", re.DOTALL
)
_HOLDER = re.compile(rb"([0-9]{1,10}) ([0-9]{16,20}) ([0-9a-f]{1,64})")
_LONGEST = 180
"""Bytes of a name that its temporary name keeps: a file system takes 255 in all."""

_BEGAN = time.time_ns()
"""When this process began: what has its number and is older was left by another one."""

_WAITING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP")


class LeadsOutError(OSError):
    """A path that leads out of the root through a symbolic link."""

    def __init__(self, path: str) -> None:
        super().__init__(errno.EXDEV, "leads out of the project through a symbolic link, so it is not written", path)


def write_new(path: str, data: bytes, *, root: str, executable: bool = False) -> None:
    """Write a file that does not exist yet, with the folders it needs.

    No reader ever sees half of it, and of two writers one fails. `root`: the folder out of which no link may lead. Raises
    FileExistsError, LeadsOutError and other OSErrors, which name `path`.
    """
    with _naming(path):
        _keep_inside(path, root)
        folder = os.path.dirname(path)
        os.makedirs(folder, exist_ok=True)
        # A script must be executable.
        with _written_beside(path, data, 0o777 if executable else 0o666) as beside:
            try:
                os.link(beside, path)
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                _write_directly(path, data, 0o777 if executable else 0o666)
        _settle(folder)


def replace_file(path: str, data: bytes, *, root: str) -> None:
    """Put new content in the place of a file, whole or not at all; its permissions stay, and its owner where that is possible.

    A link inside the root is followed. Raises LeadsOutError and other OSErrors, which name `path`.
    """
    with _naming(path):
        _keep_inside(path, root)
        real = os.path.realpath(path)
        before = os.stat(real)
        with _written_beside(real, data, 0o600) as beside:
            if hasattr(os, "chown"):
                with contextlib.suppress(OSError):
                    os.chown(beside, before.st_uid, before.st_gid)
            os.chmod(beside, before.st_mode & 0o7777)
            os.replace(beside, real)
        _settle(os.path.dirname(real))


def put_file(path: str, data: bytes, *, root: str) -> None:
    """Write a file, new or in the place of what exists, whole or not at all, with the folders it needs.

    A device, a pipe or what a shell opened for a process takes the data as it is. Raises LeadsOutError and other OSErrors,
    which name `path`.
    """
    with _naming(path):
        _keep_inside(path, root)
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            try:
                return write_new(os.path.realpath(path), data, root=os.path.realpath(root))
            except FileExistsError:  # another process was faster
                return replace_file(path, data, root=root)
        if stat.S_ISREG(mode) and not is_stream(path):
            return replace_file(path, data, root=root)
        with open(path, "wb", opener=None if is_stream(path) else _without_waiting) as file:
            os.set_blocking(file.fileno(), True)
            file.write(data)
    return None


def _without_waiting(path: str, flags: int) -> int:
    # Opening a pipe without a reader would otherwise wait for one.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def rename_new(path: str, target: str, *, root: str) -> None:
    """Give a file another name in its folder, which no other file has. Raises FileExistsError and other OSErrors.

    On a file system that ignores case, the other name may be the same file's.
    """
    _keep_inside(path, root)
    name = os.path.basename(target)
    if os.path.lexists(target) and (
        not os.path.samefile(path, target) or name in os.listdir(os.path.dirname(path) or ".")
    ):
        raise FileExistsError(errno.EEXIST, "exists", target)
    # Unlike a renaming, a link never replaces a file that was made a moment ago.
    with undisturbed():
        try:
            os.link(path, target)
        except FileExistsError:
            if not os.path.samefile(path, target):
                raise
            os.rename(path, target)
        except OSError:  # a file system without links
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "exists", target) from None
            os.rename(path, target)
        else:
            os.unlink(path)
    _settle(os.path.dirname(target))


def _keep_inside(path: str, root: str) -> None:
    if leads_out_of(path, root):
        raise LeadsOutError(path)


@contextlib.contextmanager
def _naming(path: str) -> Iterator[None]:
    """Errors name the path that was requested, and not the temporary one or none."""
    try:
        yield
    except OSError as error:
        if error.filename2 is not None or error.filename is None or _BESIDE.fullmatch(os.path.basename(error.filename)):
            raise type(error)(error.errno, error.strerror, path) from None
        raise


@contextlib.contextmanager
def _written_beside(path: str, data: bytes, mode: int) -> Iterator[str]:
    """A temporary file with some data next to a path, removed at the end. `mode`: its permissions, without those that umask takes."""
    folder, name = os.path.split(path)
    _sweep(folder)
    short = os.fsdecode(os.fsencode(name)[:_LONGEST])
    beside = os.path.join(folder, f".{short}.{os.getpid()}.{time.time_ns()}.tmp")
    with undisturbed():
        try:
            # Exclusively: a link in this place is not followed either.
            with os.fdopen(os.open(beside, _NEW, mode), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            yield beside
        finally:
            with contextlib.suppress(OSError):
                os.unlink(beside)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals that would end the process wait. Where they cannot, Ctrl-C at least is an exception."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    wanted = {getattr(signal, name) for name in _WAITING if hasattr(signal, name)}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, wanted)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle(folder: str) -> None:
    """Make a new name in a folder last. Not every system and file system can."""
    with contextlib.suppress(OSError):
        number = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _sweep(folder: str) -> None:
    """Remove from a folder what processes left there that were killed, or that has been there for an hour."""
    with contextlib.suppress(OSError), os.scandir(folder or ".") as entries:
        for entry in entries:
            found = _BESIDE.fullmatch(entry.name) if entry.name.startswith(".") else None
            if found is not None and _is_left(entry, found):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _is_left(entry: os.DirEntry[str], found: re.Match[str]) -> bool:
    """Whether a temporary file is abandoned. A process of another machine or container counts as one that has ended."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    if not stat.S_ISREG(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
        return False
    if time.time() - status.st_mtime > _LEFT:
        return found["process"] is not None or status.st_size == 0 or _holder(entry.path) is not None
    if found["process"] is not None:
        return _is_gone(int(found["process"]), int(found["made"]))
    return _is_abandoned(entry.path)


def _is_gone(process: int, made: int) -> bool:
    """Whether the process that made something has ended. Not known on Windows, where asking would end it."""
    if process == os.getpid():
        return made < _BEGAN
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _write_directly(path: str, data: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, _NEW, mode), "wb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(path)
            raise


class Reservation:
    """A name in a folder that only one process holds at a time, whether or not it becomes a file.

    It is a hidden file, created in one step; other processes see it at once, on every file system. `root`: the folder out of
    which no link may lead.
    """

    def __init__(self, folder: str, name: str, *, root: str) -> None:
        self._path = os.path.join(folder, f".{name}.reserved")
        self._folder = folder
        self._root = root

    def take(self) -> bool:
        """Whether the name is ours now. Raises LeadsOutError, and OSError where the folder cannot be written to."""
        _keep_inside(self._path, self._root)
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
        if _is_abandoned(self._path):
            return True
        try:
            return time.time() - os.stat(self._path).st_mtime > _STALE
        except OSError:
            return True


def _create(path: str) -> bool:
    """Create a file that names its holder in one step; False if it exists."""
    try:
        number = os.open(path, _NEW, 0o600)
    except FileExistsError:
        return False
    try:
        with contextlib.suppress(OSError):  # without a name, it is stale after a while
            os.write(number, f"{os.getpid()} {time.time_ns()} {_machine()}".encode())
    finally:
        os.close(number)
    return True


def _machine() -> str:
    import platform  # takes a while to load, and only a reservation needs it

    return digest(platform.node())


def _holder(path: str) -> tuple[int, int, str] | None:
    """The process that reserved a name, when, and on which machine; None where that is not written there."""
    try:
        with open_file(path) as file:
            found = _HOLDER.fullmatch(file.read(_LONGEST))
    except OSError:
        return None
    return None if found is None else (int(found[1]), int(found[2]), found[3].decode())


def _is_abandoned(path: str) -> bool:
    """Whether the process that reserved a name has ended. One of another machine is not seen from here."""
    found = _holder(path)
    return found is not None and found[2] == _machine() and _is_gone(*found[:2])
