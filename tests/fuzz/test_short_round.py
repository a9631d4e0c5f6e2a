"""A short round of every target, the same one each time, and the inputs that once broke something.

`python tests/fuzz/run.py` goes on for as long as one likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..amount import amount  # noqa: TID252 - tests are no installed package
from . import seeds
from .engine import Source, Tally
from .registry import all_targets
from .trial import attempt, warm

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = all_targets()
INPUTS = amount(50, 2000)
INPUTS_OF_A_TYPE = amount(20, 1000)
"""For the target of a bundled type: it differs from the target `document` by its rule set alone."""
KEPT = sorted(path for path in seeds.CORPUS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_something_does_not_any_more(path: Path) -> None:
    target = TARGETS[path.parent.name]
    warm(target)
    trial = attempt(target, path.read_bytes())
    assert not trial.fault, trial.details


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_target(name: str) -> None:
    target = TARGETS[name]
    warm(target)
    source = Source(target, 1)
    tally = Tally(target, 1)
    while tally.inputs < (INPUTS_OF_A_TYPE if name.startswith("type-") else INPUTS):
        data = source.next()
        trial = tally.take(data)
        assert not trial.fault, f"{data!r}\n{trial.details}"
