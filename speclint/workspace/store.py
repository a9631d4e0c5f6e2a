"""The cache on disk.

Owns: where it is, whose it is, reading and writing its files, its size.
Never: fails: a cache that cannot be read or written is an empty one.

Several processes may use it at once. A file is written next to its place and then moved there, so that a reader sees
the old one or the new one; of two writers the later wins, and what the other learned is learned again.

What is in a cache decides on verdicts, so it is trusted only if no other user can have written it: the folder and its files are
those of this user, and others may not write to them. A repository or an archive can bring files that are this user's as soon as
they are unpacked. So a cache inside of one, or of the working directory, counts only with a stamp that is made on this machine:
the number and the date of a file of its own, which cannot be known beforehand and which no copy has.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from speclint._version import __version__
from speclint.base.digest import digest
from speclint.workspace import cache_forms as forms
from speclint.workspace.files.paths import below, leads_out, top_of_work_tree
from speclint.workspace.installed import installed_state

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT_STATES = 4
_STATE = frozenset({"facts", "libraries", "readings", "verdicts"})
"""What is in the folder of one state of the program."""
_KEPT_LIBRARIES = 16
_MAX_BYTES = 32 * 1024 * 1024
"""Of one file. The largest that is written has a sixtieth of that."""
_OWN = re.compile("[0-9a-f]{32}")
_LEFT = 3600
"""Seconds after which a file that is not in its place yet is abandoned."""


def cache_folder(environ: Mapping[str, str]) -> str | None:
    """The folder of all caches of this program; None where the system offers none."""
    chosen = environ.get("SPECLINT_CACHE_DIR")
    if chosen:
        return os.path.abspath(chosen)
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA", "")
    else:
        base = environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the specification of these folders has relative ones ignored
            home = environ.get("HOME", "")
            base = os.path.join(home, ".cache") if os.path.isabs(home) else ""
    return os.path.join(base, "speclint") if base else None


class UntrustedError(Exception):
    """Something in the cache that other users can write, or that is not a plain file. The text says what, to follow its path."""


class Store:
    """Files of the cache by name. Without a folder it keeps nothing. `cwd`: the working directory.

    `fault` says why a cache that exists is not used: "" as long as it is.
    """

    def __init__(self, folder: str | None, cwd: str | None = None) -> None:
        self.root = folder
        self.fault = ""
        self._folder: str | None = None
        self._sound: set[str] = set()
        self._swept: set[str] = set()
        if folder is None:
            return
        try:
            _refuse_led_out(folder, cwd or os.getcwd())
            stamp = ""
            if self._is_sound(folder) or not os.path.lexists(folder):
                inside = below(os.path.realpath(folder), os.path.realpath(cwd or os.getcwd())) is not None
                if inside or top_of_work_tree(folder) is not None:
                    stamp = self._stamp(folder)
            self._folder = os.path.join(
                folder, forms.identity(__version__, [*_code_state(), *installed_state(sys.path), stamp])
            )
        except UntrustedError as error:
            self._distrust(error)
        except OSError:
            self._folder = None

    def read(self, name: str) -> bytes | None:
        """The content of a file, or None."""
        if self._folder is None:
            return None
        path = f"{self._folder}/{name}"
        try:
            if not all(map(self._is_sound, self._parents(path))):
                return None
            return forms.unsealed(_read(path))
        except UntrustedError as error:
            self._distrust(error)
        except OSError:
            pass
        return None

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all."""
        if self._folder is None or self.root is None:
            return
        path = f"{self._folder}/{name}"
        beside = f"{path}.{os.getpid()}.tmp"
        folder = os.path.dirname(path)
        try:
            if not all(map(self._is_sound, self._parents(path))):
                os.makedirs(os.path.dirname(self.root), exist_ok=True)
                for each in self._parents(path):
                    _make(each)
                if not all(map(self._is_sound, self._parents(path))):
                    return
                _prune(self.root, _KEPT_STATES, keep=self._folder, holds=_STATE)
                _prune(f"{self._folder}/libraries", _KEPT_LIBRARIES, keep=folder)
            if folder not in self._swept:
                self._swept.add(folder)
                _sweep(folder)
            try:
                with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
                    file.write(forms.sealed(data))
                os.replace(beside, path)
            except BaseException:
                os.unlink(beside)
                raise
        except UntrustedError as error:
            self._distrust(error)
        except OSError:
            return

    def renew(self, name: str) -> None:
        """A folder of the cache was of use: it is not the next to be removed."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                os.utime(f"{self._folder}/{name}")

    def _parents(self, path: str) -> list[str]:
        """The folders above a file, from the one of all caches on."""
        inner = os.path.dirname(path)[len(self.root or "") + 1 :].replace(os.sep, "/").split("/")
        return [self.root or "", *(os.path.join(self.root or "", *inner[: count + 1]) for count in range(len(inner)))]

    def _is_sound(self, folder: str) -> bool:
        """Whether a folder of the cache exists. Raises UntrustedError for one that others can write."""
        if folder in self._sound:
            return True
        try:
            facts = os.stat(folder) if folder == self.root else os.lstat(folder)
        except FileNotFoundError:
            return False
        _trust(facts, folder, is_folder=True)
        self._sound.add(folder)
        return True

    def _stamp(self, folder: str) -> str:
        """What no copy of this folder has, made if it does not exist yet."""
        path = os.path.join(folder, "stamp")
        try:
            return _stamp(path)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(folder), exist_ok=True)
            _make(folder)
            self._is_sound(folder)
            with contextlib.suppress(FileExistsError):  # another process was faster
                os.close(os.open(path, _NEW, 0o600))
            return _stamp(path)

    def _distrust(self, error: UntrustedError) -> None:
        self.fault = str(error)
        self._folder = None


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def _read(path: str) -> bytes:
    """The content of a file of this user's. Raises UntrustedError, and OSError. Never waits."""
    try:
        number = os.open(path, _READ)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):  # a link, a socket
            raise UntrustedError(f"{path} is not a regular file") from None
        raise
    try:
        facts = os.fstat(number)
        _trust(facts, path, is_folder=False)
        if facts.st_size > _MAX_BYTES:
            raise UntrustedError(f"{path} is too large")
        with os.fdopen(number, "rb", closefd=False) as file:
            return file.read(_MAX_BYTES)
    finally:
        os.close(number)


def _trust(facts: os.stat_result, path: str, *, is_folder: bool) -> None:
    """Raise UntrustedError for what others than this user may have written."""
    if not (stat.S_ISDIR if is_folder else stat.S_ISREG)(facts.st_mode):
        raise UntrustedError(f"{path} is not a regular {'folder' if is_folder else 'file'}")
    if not hasattr(os, "geteuid"):
        return
    if facts.st_uid != os.geteuid():
        raise UntrustedError(f"{path} belongs to another user")
    if facts.st_mode & 0o022:
        raise UntrustedError(f"others can write to {path}")


def _refuse_led_out(folder: str, cwd: str) -> None:
    """Raise UntrustedError for a cache inside a project that a link leads out of it: the link may be the repository's."""
    top = top_of_work_tree(folder) or os.path.abspath(cwd)
    if top != os.path.expanduser("~") and below(folder, top) is not None and leads_out(folder, top):
        raise UntrustedError(f"{folder} leads out of the project through a symbolic link")


def _stamp(path: str) -> str:
    facts = os.lstat(path)
    _trust(facts, path, is_folder=False)
    return digest(str(facts.st_dev), str(facts.st_ino), str(facts.st_ctime_ns))


def _make(folder: str) -> None:
    """Make a folder for this user alone, if it does not exist."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)


def _sweep(folder: str) -> None:
    """Remove what processes left that were killed while they wrote."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".tmp") and time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT:
                    os.unlink(entry.path)
    except OSError:
        return


class Memory(Mapping[str, Any]):
    """Facts by key, read bucket by bucket when they are requested."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._buckets: dict[str, dict[str, Any]] = {}

    def __getitem__(self, key: str) -> Any:
        return self._bucket(forms.fact_file(key))[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._bucket(forms.fact_file(key))

    def __iter__(self) -> Iterator[str]:
        """Only what was read so far: no caller needs all facts."""
        return (key for bucket in self._buckets.values() for key in bucket)

    def __len__(self) -> int:
        return sum(map(len, self._buckets.values()))

    def _bucket(self, name: str) -> dict[str, Any]:
        if name not in self._buckets:
            self._buckets[name] = forms.decode_facts(self._store.read(name))
        return self._buckets[name]

    def learn(self, facts: Mapping[str, Any]) -> None:
        """Keep new facts for later runs."""
        by_file: dict[str, dict[str, Any]] = {}
        for key, value in facts.items():
            by_file.setdefault(forms.fact_file(key), {})[key] = value
        for name, new in by_file.items():
            self._buckets.pop(name, None)
            # Read again: another process may have added to it since.
            self._store.write(name, forms.encode_facts(forms.decode_facts(self._store.read(name)), new))


def _code_state() -> list[str]:
    """What distinguishes this state of the program's code from others of the same version, in a development checkout."""
    state: list[str] = []
    folders = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    try:
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.endswith(".py"):
                        facts = entry.stat()
                        state.append(f"{entry.path} {facts.st_size} {facts.st_mtime_ns}")
                    elif entry.is_dir() and entry.name not in ("__pycache__", "pages", "rules"):
                        folders.append(entry.path)
    except OSError:
        return []
    return sorted(state)


def _prune(folder: str, count: int, keep: str, holds: frozenset[str] | None = None) -> None:
    """Remove all but the newest folders.

    `holds`: the names in a folder that this program made. The user may have named a folder that holds others, too.
    """
    try:
        with os.scandir(folder) as entries:
            aged = sorted(
                (
                    (entry.stat(follow_symlinks=False).st_mtime, entry.path)
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False)
                    and (holds is None or (_OWN.fullmatch(entry.name) and holds.issuperset(os.listdir(entry.path))))
                ),
                reverse=True,
            )
    except OSError:
        return
    if len(aged) <= count:
        return
    import shutil  # seldom needed

    for _, path in aged[count:]:
        if os.path.abspath(path) != os.path.abspath(keep):
            shutil.rmtree(path, ignore_errors=True)
