"""What a reader sees at a glance and a form does not show: one part of the guide's example says what another denies.

Each contradiction in `contradictions.txt` is planted alone, and found at its line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from .example import EXAMPLE

if TYPE_CHECKING:
    from .conftest import Linter

TEXT = EXAMPLE.read_text("utf-8")


class Contradiction(NamedTuple):
    """`before` becomes `after`; a finding of `rule` is expected at a line that holds `at`."""

    name: str
    before: str
    after: str
    rule: str
    at: str


def _read() -> list[Contradiction]:
    found = []
    for part in (Path(__file__).parent / "contradictions.txt").read_text("utf-8").split("=== ")[1:]:
        name, _, rest = part.partition("\n")
        before, _, rest = rest.partition("\n--->\n")
        after, _, expected = rest.partition("\n--- ")
        rule, _, at = expected.strip().partition(" at ")
        found.append(Contradiction(name, before, after, rule, at))
    return found


@pytest.mark.parametrize("planted", _read(), ids=lambda planted: planted.name)
def test_a_contradiction_is_found_at_its_line(planted: Contradiction, linter: Linter) -> None:
    assert TEXT.count(planted.before) >= 1, "the example has changed"
    text = TEXT.replace(planted.before, planted.after, 1)
    lines = text.split("\n")
    found = [each for each in linter(text) if each.rule == planted.rule]
    assert [planted.at in lines[each.line - 1] for each in found] == [True], list(map(str, found))
