"""What the tests of the language server share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .project import Notes

if TYPE_CHECKING:
    from pathlib import Path


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
