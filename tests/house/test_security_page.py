"""SECURITY.md: every promise names a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMISES = re.findall(
    r"^\| (?!promise |-)(.+?) \| (.+) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_page_makes_promises() -> None:
    assert len(PROMISES) >= 20


@pytest.mark.parametrize(("promise", "tests"), PROMISES, ids=[promise[:50] for promise, _ in PROMISES])
def test_promise_names_its_tests(promise: str, tests: str) -> None:
    named = re.findall(r"`(tests/[\w/.]+\.py)`", tests)
    assert any("/test_" in name for name in named), f"no test holds: {promise}"
    assert [name for name in named if not (ROOT / name).is_file()] == []
