"""Names and numbers of new documents: what a name is made of, which numbers are taken, which one is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.authoring.template import (
    BadNameError,
    Name,
    document_id,
    file_name,
    fits,
    next_number,
    numbers,
    parse_name,
    short_id,
    title_of,
)

from .scenario import PRELUDE, load_rules

if TYPE_CHECKING:
    from speclint.ruleset import NamingSpec


NAMINGS = {
    "component": '{file: "cmp-{number:3}-{slug}", id: "CMP-{number:3}"}',
    "requirement": '{file: "prd-{number:3}-{slug}", id: "PRD-{number:3}", other_prefixes: [trq, req-]}',
    "dated": '{file: "{date}-{slug}"}',
    "plain": '{file: "{number}-{slug}"}',
    "number last": '{file: "{slug}.{number:2}"}',
    "no slug": '{file: "EIP-{number}"}',
    "nameless": "{folder: notes}",
    "no id": '{file: "adr-{number:4}-{slug}"}',
    "id in words": '{file: "cmp-{number:3}-{slug}", id: "Component {number}"}',
    "decision": '{file: "{number:4}-{slug}", id: "ADR-{number:4}"}',
    "short id": '{file: "{number:4}-{slug}", id: "D{number:2}"}',
    "slug in id": '{file: "{date}-{slug}", id: "RFC-{slug}"}',
    "slug and number": '{file: "{number}-{slug}", id: "ADR-{number:3}-{slug}"}',
}
"""How rule sets name documents, as it is written there."""


def naming(of: str) -> NamingSpec:
    """One of the namings, read."""
    return load_rules(f"{PRELUDE}naming: {NAMINGS[of]}\n").naming


@pytest.mark.parametrize(
    ("spec", "stem", "number", "slug"),
    [
        ("component", "cmp-001-export-service", 1, "export-service"),
        ("component", "cmp-042-x2", 42, "x2"),
        ("requirement", "prd-007-login", 7, "login"),
        ("requirement", "trq-007-login", 7, "login"),
        ("requirement", "req-007-login", 7, "login"),
        ("plain", "12-use-a-queue", 12, "use-a-queue"),
        ("plain", "0003-use-a-queue", 3, "use-a-queue"),
        ("dated", "2026-01-31-use-a-queue", None, "use-a-queue"),
        ("number last", "export-2.07", 7, "export-2"),
        ("no slug", "EIP-1559", 1559, "EIP-1559"),
        ("nameless", "export-service", None, "export-service"),
    ],
)
def test_name_is_taken_apart(spec: str, stem: str, number: int | None, slug: str) -> None:
    assert parse_name(naming(spec), stem) == Name(stem, number, slug)


@pytest.mark.parametrize(
    "stem",
    [
        "",
        "cmp-001",
        "cmp-001-",
        "cmp-1-export",
        "cmp-0001-export",
        "cmp-abc-export",
        "cmp-001-Export",
        "cmp-001-export_service",
        "cmp-001-export--service",
        "cmp-001-export service",
        "CMP-001-Export",
        "api-001-export",
        "xcmp-001-export",
        "cmp-001-export.md",
        "cmp-001-../export",
        "cmp-001-export\n",
        "cmp-\u0661\u0662\u0663-export",
    ],
)
def test_name_of_another_form_is_refused_with_an_example(stem: str) -> None:
    with pytest.raises(BadNameError) as refused:
        parse_name(naming("component"), stem)
    assert str(refused.value) == f"`{stem}` is not a file name of this type. Use a name such as cmp-001-short-name"


@pytest.mark.parametrize("stem", ["", "Export", "export_service", "export/service", "-export", "export-"])
def test_where_a_type_has_no_names_any_slug_is_one(stem: str) -> None:
    with pytest.raises(BadNameError) as refused:
        parse_name(naming("nameless"), stem)
    assert str(refused.value) == (f"`{stem}` is not a file name. Use lower case with hyphens, such as export-service")


@pytest.mark.parametrize(
    ("spec", "number", "slug", "expected"),
    [
        ("component", 4, "export-service", "cmp-004-export-service"),
        ("requirement", 12, "login", "prd-012-login"),
        ("plain", 12, "x", "12-x"),
        ("dated", None, "use-a-queue", "2026-01-31-use-a-queue"),
        ("number last", 3, "x", "x.03"),
        ("no slug", 7, "ignored", "EIP-7"),
        ("nameless", None, "export-service", "export-service"),
    ],
)
def test_file_name_is_put_together(spec: str, number: int | None, slug: str, expected: str) -> None:
    assert file_name(naming(spec), number, slug, "2026-01-31") == expected


@pytest.mark.parametrize("slug", ["", "Export", "export service", "a--b", "a/b", "../a", "a.md", "\u00e9t\u00e9"])
def test_file_name_needs_a_slug(slug: str) -> None:
    with pytest.raises(BadNameError) as refused:
        file_name(naming("component"), 1, slug, "2026-01-31")
    assert str(refused.value) == f"`{slug}` is not a slug. Use lower case with hyphens, such as export-service"


@pytest.mark.parametrize(
    ("spec", "stem", "short", "full"),
    [
        ("component", "cmp-001-x", "CMP-001", "CMP-001"),
        ("requirement", "trq-002-x", "PRD-002", "PRD-002"),
        ("no id", "adr-0005-x", "adr-0005", "ADR-0005"),
        ("id in words", "cmp-005-x", "Component 5", "Component 5"),
        ("plain", "7-x", "7", "7"),
        ("dated", "2026-01-31-x", "", ""),
        ("no slug", "EIP-1559", "EIP-1559", "EIP-1559"),
        ("nameless", "x", "", ""),
        ("decision", "0007-use-postgres", "ADR-0007", "ADR-0007"),
        ("short id", "0042-x", "D42", "D42"),
        ("slug in id", "2026-01-31-queues", "", "RFC-queues"),
        ("slug and number", "12-queues", "ADR-012", "ADR-012-queues"),
    ],
)
def test_ids_are_made_from_the_parts_of_the_name(spec: str, stem: str, short: str, full: str) -> None:
    name = parse_name(naming(spec), stem)
    assert (short_id(naming(spec), name.number), document_id(naming(spec), name)) == (short, full)


def test_a_number_for_which_the_id_has_no_room_is_refused() -> None:
    assert [fits(naming("short id"), number) for number in (1, 99, 100)] == [True, True, False]
    with pytest.raises(BadNameError):
        parse_name(naming("short id"), "0100-x")


def test_numbers_are_those_of_names_of_the_type_each_with_its_first_name() -> None:
    stems = ["cmp-002-b", "cmp-002-c", "cmp-010-a", "api-003-x", "README", "cmp-draft", "old-cmp-004-x"]
    assert numbers(naming("component"), stems) == {2: "cmp-002-b", 10: "cmp-010-a"}


def test_a_number_is_taken_however_the_rest_of_the_name_is_written() -> None:
    stems = ["CMP-003-Export_Service", "cmp-4", "cmp-0005-x", "cmp-006 copy"]
    assert numbers(naming("component"), stems) == {3: stems[0], 4: stems[1], 5: stems[2], 6: stems[3]}


def test_other_prefixes_share_the_numbers() -> None:
    assert numbers(naming("requirement"), ["trq-003-a", "req-008-b", "prd-001-c", "cmp-009-d"]) == {
        3: "trq-003-a",
        8: "req-008-b",
        1: "prd-001-c",
    }


def test_a_number_behind_the_slug_counts_too() -> None:
    assert numbers(naming("number last"), ["export-2.07", "export-2"]) == {7: "export-2.07"}


def test_names_without_numbers_take_none() -> None:
    assert numbers(naming("dated"), ["2026-01-31-x"]) == {}
    assert numbers(naming("nameless"), ["001-x"]) == {}


@pytest.mark.parametrize(
    ("spec", "stems", "expected"),
    [
        ("component", [], 1),
        ("component", ["readme", "api-007-x"], 1),
        ("component", ["cmp-001-a", "cmp-002-b"], 3),
        ("component", ["cmp-009-i", "cmp-002-b"], 10),
        ("requirement", ["prd-001-a", "trq-005-b"], 6),
        ("dated", ["2026-01-31-x"], None),
        ("nameless", ["001-x"], None),
    ],
)
def test_next_number_follows_the_highest_and_fills_no_gap(spec: str, stems: list[str], expected: int | None) -> None:
    assert next_number(naming(spec), stems) == expected


@pytest.mark.parametrize(
    ("slug", "title"),
    [("export-service", "Export Service"), ("api", "Api"), ("api-v2", "Api V2"), ("2-factor-login", "2 Factor Login")],
)
def test_title_is_made_of_the_words_of_a_slug(slug: str, title: str) -> None:
    assert title_of(slug) == title


@pytest.mark.parametrize("spec", ["component", "requirement", "plain", "number last"])
@pytest.mark.parametrize("number", [1, 9, 10, 99])
def test_a_name_that_is_put_together_can_be_taken_apart(spec: str, number: int) -> None:
    stem = file_name(naming(spec), number, "export-2-csv", "2026-01-31")
    assert parse_name(naming(spec), stem) == Name(stem, number, "export-2-csv")
    assert next_number(naming(spec), [stem]) == number + 1


@pytest.mark.parametrize(
    ("spec", "written", "stem"),
    [
        ("component", "CMP-001-mail", "cmp-001-mail"),
        ("requirement", "TRQ-002-mail", "trq-002-mail"),
        ("requirement", "PRD-002-mail", "prd-002-mail"),
    ],
)
def test_file_may_be_named_by_its_id(spec: str, written: str, stem: str) -> None:
    assert parse_name(naming(spec), written).stem == stem
