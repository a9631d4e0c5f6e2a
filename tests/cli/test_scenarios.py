"""Each file in `scenarios/` is a test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .scenario import play

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252 - tests are no installed package

SCENARIOS = sorted((Path(__file__).parent / "scenarios").rglob("*.txt"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path, tmp_path: Path, cache: Path, golden: Golden) -> None:
    play(scenario, tmp_path, cache, golden)
