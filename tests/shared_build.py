"""What takes long to make, made once for all tests of a session, whichever of its processes asks first."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

ROOT = Path(__file__).parents[1]


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills, the same one for all processes of a session. `make` gets it empty.

    If it fails, the next test that asks tries again, and fails by itself.
    """
    base = factory.getbasetemp()
    # Each process of pytest-xdist has a folder of its own in that of the session.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"shared-{name}"
    done = folder.with_name(f"{folder.name}.done")
    with FileLock(f"{folder}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def copy_project(folder: Path) -> None:
    """Copy what git tracks or would track, but for the tests."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    for name in map(os.fsdecode, filter(None, listed.split(b"\0"))):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


def lend_packages(folder: Path) -> None:
    """Fill a folder for PYTHONPATH with links: what speclint depends on and what builds it, and nothing else.

    An installer that looks there finds everything but speclint itself, and fetches nothing.
    """
    wanted, known = ["hatchling", *_needs("speclint")], set[str]()
    while wanted:
        name = wanted.pop()
        if name in known:
            continue
        known.add(name)
        wanted += _needs(name)
        found = distribution(name)
        for path in found.files or ():
            top = path.parts[0]
            if top not in ("..", "__pycache__") and not (folder / top).exists():
                (folder / top).symlink_to(Path(str(found.locate_file(top))).resolve())


def _needs(name: str) -> list[str]:
    """The distributions that one needs here, without extras."""
    needed = [Requirement(line) for line in distribution(name).requires or ()]
    return [
        re.sub(r"[-_.]+", "-", each.name).lower()
        for each in needed
        if each.marker is None or each.marker.evaluate({"extra": ""})
    ]
