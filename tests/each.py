"""Many small cases in one test: it fails with all cases that do not hold, each with its reason.

A case of its own for pytest costs more time than most of these take. Where a test can be selected by a name that means
something (a page, a document), it is one for each name; the cases below it are judged together.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Case = TypeVar("Case")


def judge_each(cases: Iterable[Case], judge: Callable[[Case], object], name: Callable[[Case], str] = str) -> None:
    """Judge all cases. `judge` fails as a test does; with no cases at all, nothing would be tested, which fails too."""
    count, failed = 0, []
    for case in cases:
        count += 1
        try:
            judge(case)
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - the others are judged all the same
            failed.append(f"{name(case)}: {_reason(error)}")
    assert count, "no cases"
    if failed:
        pytest.fail(f"{len(failed)} of {count} cases\n" + "\n".join(failed), pytrace=False)


def _reason(error: BaseException) -> str:
    """What a person needs: the line and the difference; the whole way only of what is no failure of a comparison."""
    if isinstance(error, pytest.fail.Exception):
        return str(error)
    if isinstance(error, AssertionError):
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{place.filename}:{place.lineno}: {error}\n    {place.line}"
    return "".join(traceback.format_exception(type(error), error, error.__traceback__))
