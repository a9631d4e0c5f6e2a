"""Each file in `scenarios/` is a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from .scenario import play

SCENARIOS = sorted((Path(__file__).parent / "scenarios").rglob("*.txt"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path, tmp_path: Path, cache: Path) -> None:
    play(scenario, tmp_path, cache)
