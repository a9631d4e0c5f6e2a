"""What the tests of the language server share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .project import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULES = Path(__file__).parents[2] / "rules"
_NEEDED = ("vocabulary", "base", "component")
"""The bundled rule sets that documents here are of, or that those extend."""


@pytest.fixture(scope="session")
def few_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundled rule sets that are needed here."""
    folder = tmp_path_factory.mktemp("bundled")
    for name in _NEEDED:
        shutil.copy(_RULES / f"{name}.yaml", folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def bundled(few_rules: Path) -> Iterator[Path]:
    """What is bundled, for servers inside this process: a change of a rule file has all of it read again.

    A server that is started has everything. Tests of other folders may follow in the same process.
    """
    folder = few_rules
    with pytest.MonkeyPatch.context() as patch:
        for module in ("library", "watching"):
            patch.setattr(f"speclint.workspace.{module}.bundled_folder", lambda: str(folder))
        yield folder


@pytest.fixture
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers inside this process look at the files more often than they do for people."""
    monkeypatch.setattr("speclint.lsp.watching._EVERY", 0.2)
    monkeypatch.setattr("speclint.lsp.watching._SELDOM", 0.5)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the rule sets are the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def other_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the runs remember that a server is compared with."""
    return tmp_path_factory.mktemp("other-cache")


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    """The project."""
    (tmp_path / "project").mkdir()
    return Notes(tmp_path / "project")
