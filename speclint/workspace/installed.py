"""The packages that verdicts depend on, as they are installed.

Owns: finding them, and what distinguishes one state of them from another.
Never: imports one of them: a run in which nothing changed needs none.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_READERS = ("mistune", "ruamel/yaml", "jsonschema")
"""Folders of what reads documents: each of their files counts, as somebody may have changed one in place."""
_DISTRIBUTIONS = frozenset(
    {"attrs", "jsonschema", "jsonschema_specifications", "mistune", "pydantic", "pydantic_core", "referencing"}
    | {"rpds_py", "ruamel_yaml", "ruamel.yaml", "ruamel_yaml_clib", "ruamel.yaml.clib", "tomli", "typing_extensions"}
)
"""Names of distributions as their folders of metadata have them, in lower case."""


def installed_state(path: Sequence[str]) -> list[str]:
    """What distinguishes this Python and the packages that verdicts depend on from others. `path`: as in `sys.path`.

    Of each package, the first one on the path counts, as for an import.
    """
    state = [sys.version, sys.implementation.name]
    for reader in _READERS:
        folder = next((place for each in path if os.path.isfile(f"{(place := _join(each, reader))}/__init__.py")), "")
        state += sorted(_files(folder)) if folder else [f"{reader} is missing"]
    found: dict[str, str] = {}
    for each in dict.fromkeys(path):
        for name in _names(each):
            stem, dash, _ = name.partition("-")
            if dash and name.endswith((".dist-info", ".egg-info")) and stem.lower() in _DISTRIBUTIONS:
                found.setdefault(stem.lower(), name)
    return [*state, *sorted(found.values())]


def _join(folder: str, name: str) -> str:
    return os.path.join(folder or os.curdir, *name.split("/"))


def _names(folder: str) -> list[str]:
    """The names in a folder of packages; none in an archive, or where there is no such folder."""
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []


def _files(folder: str) -> Iterator[str]:
    folders = [folder]
    with suppress(OSError):
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.endswith((".py", ".so", ".pyd")):
                        facts = entry.stat()
                        yield f"{entry.path} {facts.st_size} {facts.st_mtime_ns}"
                    elif entry.is_dir() and entry.name not in ("__pycache__", "tests", "benchmarks"):
                        folders.append(entry.path)
