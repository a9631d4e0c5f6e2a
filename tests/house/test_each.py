"""A test of many cases fails for each kind of failure of any of them, and names them all."""

from __future__ import annotations

import pytest

from ..each import judge_each  # noqa: TID252 - tests are no installed package


def judge(case: str) -> None:
    if case == "unequal":
        assert case == "equal"
    if case == "broken":
        raise KeyError(case)
    if case == "refused":
        pytest.fail("it differs", pytrace=False)


def test_all_that_fail_are_named_with_their_reasons() -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        judge_each(["good", "unequal", "broken", "refused", "good again"], judge)
    said = str(failed.value)
    assert said.startswith("3 of 5 cases\n")
    for part in (
        "\nunequal: ",
        "assert case == ",
        "\nbroken: Traceback",
        "KeyError: 'broken'",
        "\nrefused: it differs",
    ):
        assert part in said
    assert "good" not in said


def test_where_none_fails_nothing_is_said() -> None:
    judge_each(["good", "good again"], judge)


def test_no_cases_at_all_are_a_failure() -> None:
    with pytest.raises(AssertionError, match="no cases"):
        judge_each([], judge)
