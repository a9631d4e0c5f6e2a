"""The cache on disk.

Owns: where it is, reading and writing its files, its size.
Never: fails: a cache that cannot be read or written is an empty one.

Several processes may use it at once. A file is written beside its place and then moved there, so that a reader sees
the old one or the new one; of two writers the later wins, and what the other learned is learned again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from speclint import __version__
from speclint import cache as forms

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT_STATES = 4
_KEPT_LIBRARIES = 16


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


class Store:
    """Files of the cache by name. Without a folder it keeps nothing."""

    def __init__(self, folder: str | None) -> None:
        self.root = folder
        self._folder = None if folder is None else os.path.join(folder, forms.identity(__version__, _code_state()))

    def read(self, name: str) -> bytes | None:
        """The content of a file, or None."""
        if self._folder is None:
            return None
        try:
            with open(f"{self._folder}/{name}", "rb") as file:
                return file.read()
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all."""
        if self._folder is None or self.root is None:
            return
        path = f"{self._folder}/{name}"
        beside = f"{path}.{os.getpid()}.tmp"
        try:
            folder = os.path.dirname(path)
            if not os.path.isdir(folder):
                os.makedirs(folder, mode=0o700, exist_ok=True)
                _prune(self.root, _KEPT_STATES, keep=self._folder)
                _prune(f"{self._folder}/libraries", _KEPT_LIBRARIES, keep=folder)
            try:
                with open(beside, "xb") as file:
                    file.write(data)
                os.replace(beside, path)
            except OSError:
                os.unlink(beside)
        except OSError:
            return


class Facts(Mapping[str, Any]):
    """Facts by key, read bucket by bucket when they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._buckets: dict[str, dict[str, Any]] = {}

    def __getitem__(self, key: str) -> Any:
        return self._bucket(forms.fact_file(key))[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._bucket(forms.fact_file(key))

    def __iter__(self) -> Iterator[str]:
        """Only what was read so far: nobody needs all facts."""
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
    """What tells this state of the program's own code from others of the same version, in a checkout under work."""
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


def _prune(folder: str, count: int, keep: str) -> None:
    """Remove all but the newest folders."""
    try:
        with os.scandir(folder) as entries:
            aged = sorted(((entry.stat().st_mtime, entry.path) for entry in entries if entry.is_dir()), reverse=True)
    except OSError:
        return
    if len(aged) <= count:
        return
    import shutil  # seldom needed

    for _, path in aged[count:]:
        if os.path.abspath(path) != os.path.abspath(keep):
            shutil.rmtree(path, ignore_errors=True)
