"""What loading rule sets costs grows with their size: four times the rules are four times the work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from speclint.base.suggest import Purse
from speclint.language import RuleFile, extending, load

from .work import count_work, grows_evenly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (15, 30, 60)
HEAD = "speclint: 1\ntype: {type}\ntitle: T\n"


def listed(count: int, key: str, line: str) -> Iterator[str]:
    """One rule set with many entries of one kind."""
    yield HEAD.format(type="a") + f"{key}:\n" + "".join(line.format(number=number) for number in range(count))


def extended(count: int, extends: Callable[[int], list[int]], own: str = "") -> Iterator[str]:
    """Many rule sets that build on each other, each with a section of its own."""
    for number in range(count):
        names = ", ".join(f"r{other}" for other in extends(number))
        yield HEAD.format(type=f"r{number}") + f"extends: [{names}]\nsections:\n  - heading: Sec {number}\n{own}"


RULE_SETS: dict[str, Callable[[int], Iterator[str]]] = {
    "sections": partial(listed, key="sections", line="  - heading: Sec {number}\n"),
    "sections before one": partial(listed, key="sections", line="  - heading: Sec {number}\n    before: sec-0\n"),
    "sections without heading": partial(listed, key="sections", line="  - id: sec-{number}\n"),
    "sections without a name": partial(listed, key="sections", line="  - guidance: x\n"),
    "wrong agreements": partial(
        listed, key="agreements", line="  - {{from: {{section: s{number}}}, to: {{section: t{number}}}}}\n"
    ),
    "fields": partial(listed, key="fields", line="  - name: Field {number}\n"),
    "unknown rules": partial(listed, key="rules", line="  rule-{number}: error\n"),
    "a chain": partial(extended, extends=lambda number: [number - 1] if number else []),
    "a fan": partial(extended, extends=lambda number: [0] if number else []),
    "a line of twins": partial(
        extended, extends=lambda number: [number - 1] * 2 if number else [], own="  - guidance: x\n"
    ),
    "on all before": partial(extended, extends=lambda number: list(range(min(number, 10)))),
}


@pytest.mark.parametrize("shape", RULE_SETS)
def test_work_grows_with_the_number_of_rules(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A chain and the hints come to their bounds with few rule sets already.
    monkeypatch.setattr(extending, "_MOST", 10)
    monkeypatch.setattr(Purse.__init__, "__defaults__", (200,))

    def measure(count: int) -> tuple[int, int]:
        files = [RuleFile(f"{number}.yaml", text) for number, text in enumerate(RULE_SETS[shape](count))]
        return count, count_work(lambda: load(files))

    measure(2)  # what is remembered from then on
    grows_evenly(measure, SIZES)


def test_a_rule_set_builds_on_no_more_than_fifty_others() -> None:
    def faults(extends: Callable[[int], list[int]], count: int) -> list[tuple[str, int, str]]:
        texts = enumerate(extended(count, extends))
        library = load([RuleFile(f"{number}.yaml", text) for number, text in texts])
        return [(each.path, each.range.start.line, each.message) for each in library.diagnostics]

    message = "This rule set extends more than 50 others"
    assert faults(lambda number: [number - 1] if number else [], 51) == []
    assert faults(lambda number: [number - 1] if number else [], 53) == [
        ("51.yaml", 4, message),
        ("52.yaml", 4, message),
    ]
    assert faults(lambda number: list(range(number)), 52) == [("51.yaml", 4, message)]
    # Deeper than Python's own calls could go.
    deep = faults(lambda number: [number + 1] if number < 1199 else [], 1200)
    assert len(deep) == 1200 - 51
