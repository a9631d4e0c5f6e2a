"""Where links lead, and who refers to whom."""

from __future__ import annotations

import pytest

from speclint.base.source import Range
from speclint.project import DocumentFacts, Link, ProjectIndex, Reference, SpecId
from speclint.project.project_index import resolve


class NoFiles:
    def exists(self, path: str) -> bool:
        raise AssertionError(path)

    def anchors(self, path: str) -> frozenset[str] | None:
        raise AssertionError(path)


def spec(
    path: str, *ids: str, mentions: dict[int, str] | None = None, links: dict[int, str] | None = None
) -> DocumentFacts:
    """A specification. `mentions` and `links`: ids and targets by line."""
    return DocumentFacts(
        path,
        path,
        "component",
        "",
        Range.at(1),
        "",
        tuple(SpecId(id, "title", Range.at(1)) for id in ids),
        tuple(Reference(id, "component", "text", Range.at(line)) for line, id in (mentions or {}).items()),
        tuple(Link(target, "", Range.at(line)) for line, target in (links or {}).items()),
        (),
    )


def index(*specs: DocumentFacts) -> ProjectIndex:
    return ProjectIndex(specs, NoFiles())


def paths(specs: object) -> list[str]:
    assert isinstance(specs, (list, tuple))
    return [each.path for each in specs]


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("docs/specs/a.md", "b.md", "docs/specs/b.md"),
        ("docs/specs/a.md", "./b.md", "docs/specs/b.md"),
        ("docs/specs/a.md", "x/b.md", "docs/specs/x/b.md"),
        ("docs/specs/a.md", "x/../b.md", "docs/specs/b.md"),
        ("docs/specs/a.md", "../b.md", "docs/b.md"),
        ("docs/specs/a.md", "../../b.md", "b.md"),
        ("docs/specs/a.md", "../..//b.md", "b.md"),
        ("docs/specs/a.md", "x/", "docs/specs/x"),
        ("docs/specs/a.md", ".", "docs/specs"),
        ("docs/specs/a.md", "../..", ""),
        ("docs/specs/a.md", "...", "docs/specs/..."),
        ("docs/specs/a.md", "..b.md", "docs/specs/..b.md"),
        ("a.md", "b.md", "b.md"),
        ("a.md", ".github/b.md", ".github/b.md"),
        ("docs/specs/a.md", "/b.md", "b.md"),
        ("docs/specs/a.md", "/docs/../b.md", "b.md"),
        ("docs/specs/a.md", "/", ""),
    ],
)
def test_link_leads_to_a_path_from_the_root(path: str, target: str, expected: str) -> None:
    assert resolve(path, target) == expected


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("docs/specs/a.md", "../../../b.md"),
        ("docs/specs/a.md", "../../../project/b.md"),
        ("docs/specs/a.md", "x/../../../../docs/b.md"),
        ("docs/specs/a.md", "/../b.md"),
        ("docs/specs/a.md", "/docs/../../b.md"),
        ("a.md", "../b.md"),
        ("a.md", ".."),
    ],
)
def test_link_that_leads_out_of_the_project_leads_nowhere_even_where_it_may_lead_back(path: str, target: str) -> None:
    assert resolve(path, target) is None


def test_specifications_with_an_id_come_by_path_whatever_order_they_were_found_in() -> None:
    found = index(spec("c.md", "CMP-001"), spec("a.md", "CMP-001", "CMP-002"), spec("b.md", "CMP-002"), spec("d.md"))

    assert paths(found.documents) == ["a.md", "b.md", "c.md", "d.md"]
    assert paths(found.with_id("CMP-001")) == ["a.md", "c.md"]
    assert paths(found.with_id("CMP-002")) == ["a.md", "b.md"]
    assert paths(found.with_id("CMP-003")) == []
    assert sorted(found.ids()) == ["CMP-001", "CMP-002"]


def test_specification_is_found_by_its_whole_path_and_a_type_by_having_one() -> None:
    one = spec("docs/a.md")
    found = index(one)

    assert found.at("docs/a.md") is one
    assert found.at("a.md") is None
    assert found.of_type("component")
    assert not found.of_type("plan")


def test_targets_come_in_the_order_of_first_mention_each_once_and_never_the_document_itself() -> None:
    one = spec(
        "docs/a.md",
        "CMP-001",
        mentions={3: "CMP-003", 5: "CMP-001", 7: "CMP-002", 9: "CMP-404"},
        links={2: "d.md", 4: "../docs/a.md", 6: "c.md", 8: "/docs/d.md", 10: "../../x.md", 11: "e.md"},
    )
    found = index(
        one,
        spec("docs/b.md", "CMP-002"),
        spec("docs/c.md", "CMP-003"),
        spec("docs/d.md"),
        spec("docs/c2.md", "CMP-003"),
    )

    assert paths(found.targets(one)) == ["docs/d.md", "docs/c.md", "docs/c2.md", "docs/b.md"]


def test_who_refers_to_a_specification_comes_by_path_and_is_not_the_specification_itself() -> None:
    target = spec("b.md", "CMP-002", mentions={1: "CMP-002"}, links={2: "b.md", 3: "c.md"})
    others = [
        spec("e.md", mentions={4: "CMP-002"}),
        spec("docs/a.md", links={1: "/b.md", 2: "../b.md"}),
        spec("c.md", mentions={1: "CMP-003"}),
    ]
    found = index(target, *others)

    assert paths(found.referrers(target)) == ["docs/a.md", "e.md"]
    assert paths(found.referrers(others[2])) == ["b.md"]
    assert paths(found.referrers(others[0])) == []


def test_link_leads_to_a_specification_only_by_its_path() -> None:
    one, other = spec("docs/a.md"), spec("docs/b.md", "CMP-002")
    found = index(one, other)

    assert found.leads_to(one, Link("b.md", "top", Range.at(1)), other)
    assert not found.leads_to(one, Link("", "top", Range.at(1)), one)
    assert not found.leads_to(one, Link("cmp-002", "", Range.at(1)), other)
