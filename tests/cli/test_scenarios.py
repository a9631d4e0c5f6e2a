"""Each file in `scenarios/` is a test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .scenario import play, run_apart

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252 - tests are no installed package

SCENARIOS = sorted((Path(__file__).parent / "scenarios").rglob("*.txt"))
BY_COMMANDS = sorted(SCENARIOS, key=lambda path: path.read_text("utf-8").count("=== run"), reverse=True)
ONE_OF_EACH = list({path.parent: path for path in BY_COMMANDS}.values())
"""Of each folder the one with the fewest commands."""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path, tmp_path: Path, cache: Path, golden: Golden) -> None:
    play(scenario, tmp_path, cache, golden)


@pytest.mark.parametrize("scenario", ONE_OF_EACH, ids=lambda path: path.parent.name)
def test_scenario_with_processes(scenario: Path, tmp_path: Path, cache: Path, golden: Golden) -> None:
    """A process gives what the command line gives inside of this one."""
    play(scenario, tmp_path, cache, golden, run_apart)
