"""What a document says is kept in the cache: it comes out as it went in, and in another shape it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from speclint.base.source import Position, Range
from speclint.engine.suppression import Silenced, Suppressions
from speclint.project import DocumentFacts, Link, Reference, SpecId
from speclint.workspace.across import Known, _from_data, _to_data

from ..each import judge_each  # noqa: TID252 - tests are no installed package

KNOWN = Known(
    DocumentFacts(
        "docs/cmp-001-a.md",
        "../docs/cmp-001-a.md",
        "component",
        "Größe 😄",
        Range.at(5, 1, 9),
        "Draft",
        (SpecId("CMP-001", "file name", Range.at(1)), SpecId("CMP-001", "front matter", Range.at(2, 5, 7))),
        (
            Reference("CMP-002", "component", "bracket", Range.at(7, 2, 7)),
            Reference("DES-003", "design-document", "text", Range.at(8, 1, 7)),
        ),
        (Link("../é b.md", "größe", Range(Position(9, 3), Position(10, 4))), Link("", "a", Range.at(11, 1, 5))),
        ("größe-", "a", ""),
    ),
    Suppressions((Silenced("broken-link", 1, 1 << 60, Range.at(3, 29, 11)),)),
)
BARE = Known(DocumentFacts("", "<stdin>", "note", "", Range.at(1), "", (), (), (), ()), Suppressions())

Way = tuple[int, ...]
TEXTS: dict[str, Way] = {
    "path": (0, 0),
    "shown path": (0, 1),
    "type": (0, 2),
    "title": (0, 3),
    "status": (0, 5),
    "id": (0, 6, 0, 0),
    "id that is referred to": (0, 7, 0, 0),
    "type that is referred to": (0, 7, 1, 1),
    "target of a link": (0, 8, 0, 0),
    "anchor of a link": (0, 8, 0, 1),
    "anchor": (0, 9, 1),
    "silenced rule": (1, 0, 0),
}
PLACES: dict[str, Way] = {
    "place of the title": (0, 4),
    "place of an id": (0, 6, 1, 2),
    "place of a reference": (0, 7, 0, 3),
    "place of a link": (0, 8, 1, 2),
    "place of a comment": (1, 0, 3),
}
NUMBERS: dict[str, Way] = {"first line": (1, 0, 1), "last line": (1, 0, 2)}
LISTS: dict[str, Way] = {"ids": (0, 6), "references": (0, 7), "links": (0, 8), "anchors": (0, 9), "silenced": (1,)}
RECORDS: dict[str, Way] = {
    "all": (),
    "facts": (0,),
    "an id": (0, 6, 0),
    "a reference": (0, 7, 1),
    "a link": (0, 8, 0),
    "a silenced rule": (1, 0),
}
NO_TEXT = [None, 1, True, 1.5, [], ["a"], {}, {"a": "b"}]
NO_NUMBER: list[Any] = [None, "1", "", True, 1.5, float("inf"), [1], {}]
NO_LIST = [None, 1, True, "", "ab", {}, {"a": "b"}]
NO_PLACE = [
    None, 1, "", "ab", {}, [], [[1, 1]], [[1, 1], [1, 2], [1, 3]], [[1, 1], [1]], [[1, 1], [1, 2, 3]], [[1, 1], [1, "2"]],
    [[1, 1], [True, 2]], [[1, 1.0], [1, 2]], [[None, 1], [1, 2]], ["ab", "cd"], [[1, 1], {"a": 1, "b": 2}],
    {"ab": 1, "cd": 2},
]  # fmt: skip


def encoded(known: Known) -> Any:
    return json.loads(json.dumps(_to_data(known)))


def part(data: Any, way: Way) -> Any:
    return part(data[way[0]], way[1:]) if way else data


def changed(data: Any, way: Way, other: Any) -> Any:
    """The data with one part of it replaced."""
    if not way:
        return other
    return [*data[: way[0]], changed(data[way[0]], way[1:], other), *data[way[0] + 1 :]]


def spoilt() -> list[tuple[str, Any]]:
    """Data in which one part has another shape, each with a name."""
    data = encoded(KNOWN)
    found = []
    for places, others in (
        (TEXTS, NO_TEXT), (PLACES, NO_PLACE), (NUMBERS, NO_NUMBER), (LISTS, NO_LIST), (RECORDS, NO_LIST),
    ):  # fmt: skip
        for name, way in places.items():
            found += [(f"{name}: {other!r}", changed(data, way, other)) for other in others]
    for name, way in RECORDS.items():
        whole = part(data, way)
        found.append((f"{name}: too short", changed(data, way, whole[:-1])))
        found.append((f"{name}: too long", changed(data, way, [*whole, whole[-1]])))
        found.append((f"{name}: nothing in it", changed(data, way, [])))
    return found


@pytest.mark.parametrize("known", [KNOWN, BARE], ids=["full", "bare"])
def test_what_was_written_is_read(known: Known) -> None:
    assert _from_data(encoded(known)) == known
    assert _from_data(_to_data(known)) == known


@pytest.mark.parametrize("known", [KNOWN, BARE], ids=["full", "bare"])
def test_what_is_read_is_made_of_the_same_types(known: Known) -> None:
    read = _from_data(encoded(known))

    assert read is not None
    for one, other in zip((*read.facts, *read), (*known.facts, *known), strict=True):
        assert type(one) is type(other)
        assert [type(each) for each in one] == [type(each) for each in other]


def test_file_that_is_no_specification_is_remembered_as_none() -> None:
    assert _from_data("none") is None


def test_data_of_another_shape_is_refused() -> None:
    def judge(case: tuple[str, Any]) -> None:
        with pytest.raises((TypeError, ValueError, LookupError)):
            _from_data(case[1])

    judge_each(spoilt(), judge, lambda case: case[0])
