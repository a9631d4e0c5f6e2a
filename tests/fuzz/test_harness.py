"""What the fuzzing finds when there is something to find."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest

from speclint.language import json_schema

from . import seeds
from .engine import Source, Tally, run_plain
from .memory import kept
from .minimise import minimise
from .mutate import mutate_bytes
from .promises import keeps_line
from .registry import all_targets
from .target import BrokenPromiseError, Target
from .trial import attempt, limit

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS = all_targets()


def planted(check: Callable[[bytes], None]) -> Target:
    """A target with something wrong in it."""
    return Target("planted", "", check, lambda: [b"abcdef", b"ghijkl"], mutate_bytes, 40)


def test_a_crash_is_found_and_told_from_others() -> None:
    def check(data: bytes) -> None:
        if b"\xff" in data:
            raise ValueError(data)
        if b"\n" in data:
            raise KeyError(data)

    target = planted(check)
    tally = Tally(target, 1)
    run_plain(tally, Source(target, 1), lambda: tally.inputs < 300)
    assert tally.inputs == 300
    assert sorted(tally.faults) == ["KeyError in the target", "ValueError in the target"]


def test_a_broken_promise_is_a_fault() -> None:
    trial = attempt(planted(lambda data: keeps_line(data.decode(), "it")), b"a\nb")
    assert trial.fault == "broken: it has more than one line"
    with pytest.raises(BrokenPromiseError):
        keeps_line(" ", "it")


def test_what_never_ends_is_stopped() -> None:
    def check(_data: bytes) -> None:
        while True:
            pass

    # A thousandth of the usual limit, which is counted in CPU and not by the clock.
    trial = attempt(planted(check), b"", 0.001)
    assert trial.fault == "slow"
    assert "check" in trial.details


def test_larger_inputs_may_take_longer() -> None:
    assert limit(0) == 1
    assert limit(100_000) == 3


def test_what_stays_is_seen() -> None:
    from speclint.base import names  # its lines are those that are counted

    def leaking(count: int) -> None:
        memory.extend(grown(next(numbers)) for _ in range(count))

    def clean(count: int) -> None:
        for _ in range(count):
            names.forms(f"A heading {next(numbers)}")

    numbers = iter(range(10**9))
    memory: list[object] = []
    grown = cache(lambda number: names.forms(f"A heading that stays {number}" * 30))
    assert kept(clean, 0.05) == 0
    assert kept(leaking, 0.05) > 500


def test_inputs_become_as_small_as_they_can() -> None:
    data = b"".join(bytes(random.Random(1).randbytes(8)) + b"\n" for _ in range(30)) + b"xAyyBz\n"
    assert minimise(data, lambda tried: b"A" in tried and b"B" in tried) == b"AB"


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_begins_with_something(name: str) -> None:
    assert len(TARGETS[name].seeds()) >= 2


def test_inputs_are_the_same_each_time() -> None:
    target = TARGETS["document"]
    one, other = (Source(target, 3) for _ in range(2))
    assert [one.next() for _ in range(20)] == [other.next() for _ in range(20)]


def test_kept_inputs_belong_to_a_target() -> None:
    assert {path.name for path in seeds.CORPUS.iterdir()} <= set(TARGETS)


def test_the_rule_set_uses_every_key_of_the_language() -> None:
    def keys(schema: object) -> set[str]:
        if isinstance(schema, list):
            return {key for each in schema for key in keys(each)}
        if not isinstance(schema, dict):
            return set()
        own = set(schema.get("properties", {}))
        return own | {key for value in schema.values() for key in keys(value)}

    text = "".join(seeds.own_rules().values())
    assert [key for key in sorted(keys(json_schema())) if f"{key}:" not in text] == []
