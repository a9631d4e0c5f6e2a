"""The type `range`: ends in order, of numbers, dates, amounts with units, and times of day."""

from __future__ import annotations

import pytest

from speclint.ruleset.value_types import value_fault


@pytest.mark.parametrize(
    "text",
    ["1h–168h", "500ms to 30s", "10m - 5s", "30d–12m", "22:00–06:00", "18:00 to 08:00", "04:00 to 05:00", "1Gi to 5Ti"],
)
def test_a_range_from_less_to_more(text: str) -> None:
    assert value_fault("range", text) == ""


@pytest.mark.parametrize("text", ["168h–1h", "30s to 500ms", "05:00 to 04:00", "14:00–12:00", "5Ti to 1Gi"])
def test_a_range_the_wrong_way_round(text: str) -> None:
    assert value_fault("range", text) == "a range from less to more"
