"""What a project costs grows with its size: four times the specifications are four times the work, whatever they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.source import Range
from speclint.base.suggest import Purse
from speclint.engine.project_linter import lint_across
from speclint.project import DocumentFacts, Link, ProjectIndex, Reference, SpecId
from speclint.project.graph import build_graph, impact
from speclint.reporters.graph import GRAPH_FORMATS, render_graph
from speclint.ruleset import RuleSet

from .work import count_work, grows_evenly

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (50, 100, 200)
LATE = {"broken links", "references to nothing"}
"""What one document looks at for a hint only comes to its bound in larger projects."""
LATE_SIZES, LATE_MOST = (150, 600), 4.6
"""How many times the work of the small project the large one may take: 4 is linear."""


class Nothing:
    """A project without any other file."""

    def exists(self, path: str) -> bool:
        return path == "there.md"

    def anchors(self, path: str) -> frozenset[str] | None:
        del path
        return None


def spec(number: int, references: tuple[str, ...] = (), links: tuple[str, ...] = ()) -> DocumentFacts:
    """The facts of one of many specifications, with references to ids and links to files."""
    path = f"cmp-{number:05}-a.md"
    return DocumentFacts(
        path,
        path,
        "component",
        f"Spec {number}",
        Range.at(1),
        "",
        (SpecId(f"CMP-{number:05}", "title", Range.at(1)),),
        tuple(Reference(id, "component", "bracket", Range.at(3 + line)) for line, id in enumerate(references)),
        tuple(Link(target, "", Range.at(3 + line, 40)) for line, target in enumerate(links)),
        (),
    )


def ids(*numbers: int) -> tuple[str, ...]:
    return tuple(f"CMP-{number:05}" for number in numbers)


PROJECTS: dict[str, Callable[[int, int], DocumentFacts]] = {
    "a chain": lambda number, count: spec(number, ids(min(number + 1, count - 1))),
    "one circle": lambda number, count: spec(number, ids((number + 1) % count)),
    "pairs that refer to each other": lambda number, _: spec(number, ids(number ^ 1)),
    "one circle with short cuts": lambda number, count: spec(
        number, ids((number + 1) % count, (number + 7) % count, (number * 3) % count)
    ),
    "a star": lambda number, _: spec(number, ids(0)),
    "references to nothing": lambda number, _: spec(number, (f"CMP-{number}X", "DES-001", "CMP-99999")),
    "broken links": lambda number, _: spec(number, links=(f"cmp-{number:05}-b.md", "none.md", "x/y.md")),
    "links to each other": lambda number, count: spec(number, links=(f"cmp-{(number + 1) % count:05}-a.md",)),
    "one id": lambda number, _: spec(number)._replace(ids=(SpecId("CMP-00001", "title", Range.at(1)),)),
}


@pytest.mark.parametrize("project", PROJECTS)
def test_work_grows_with_the_number_of_specifications(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # What one document may spend on hints, so little that a small project comes to the bound.
    monkeypatch.setattr(Purse.__init__, "__defaults__", (200,))

    def measure(count: int) -> tuple[int, int]:
        facts = [PROJECTS[project](number, count) for number in range(count)]

        def piece() -> None:
            index = ProjectIndex(facts, Nothing())
            for each in facts:
                lint_across(each, RuleSet("component", "", ""), index)

        return count, count_work(piece)

    if project in LATE:
        (_, small), (_, large) = map(measure, LATE_SIZES)
        assert large <= LATE_MOST * small, (
            f"{small} steps for {LATE_SIZES[0]} specifications, {large} for {LATE_SIZES[1]}"
        )
    else:
        # Up to fifty members of a circle are looked at, each with all others: then it is linear.
        grows_evenly(measure, SIZES)


@pytest.mark.parametrize("format", GRAPH_FORMATS)
@pytest.mark.parametrize("project", PROJECTS)
def test_drawing_grows_with_the_number_of_specifications(project: str, format: str) -> None:
    def measure(count: int) -> tuple[int, int]:
        index = ProjectIndex([PROJECTS[project](number, count) for number in range(count)], Nothing())
        return count, count_work(
            lambda: [render_graph(build_graph(index), format), impact(build_graph(index), "cmp-00000-a.md")]
        )

    grows_evenly(measure, SIZES)
