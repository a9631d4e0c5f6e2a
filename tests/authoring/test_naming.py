"""Names and numbers of new documents: what a name is made of, which numbers are taken, which one is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.authoring.template import (
    BadNameError,
    Name,
    document_id,
    file_name,
    next_number,
    numbers,
    parse_name,
    short_id,
    title_of,
)

from .scenario import PRELUDE, load_rules

if TYPE_CHECKING:
    from speclint.ruleset import NamingSpec


def naming(written: str) -> NamingSpec:
    return load_rules(f"{PRELUDE}naming: {written}\n").naming


COMPONENT = naming('{file: "cmp-{number:3}-{slug}", id: "CMP-{number:3}"}')
REQUIREMENT = naming('{file: "prd-{number:3}-{slug}", id: "PRD-{number:3}", other_prefixes: [trq, req-]}')
DATED = naming('{file: "{date}-{slug}"}')
PLAIN = naming('{file: "{number}-{slug}"}')
NUMBER_LAST = naming('{file: "{slug}.{number:2}"}')
NO_SLUG = naming('{file: "EIP-{number}"}')
NAMELESS = naming("{folder: notes}")


@pytest.mark.parametrize(
    ("spec", "stem", "number", "slug"),
    [
        (COMPONENT, "cmp-001-export-service", 1, "export-service"),
        (COMPONENT, "cmp-042-x2", 42, "x2"),
        (REQUIREMENT, "prd-007-login", 7, "login"),
        (REQUIREMENT, "trq-007-login", 7, "login"),
        (REQUIREMENT, "req-007-login", 7, "login"),
        (PLAIN, "12-use-a-queue", 12, "use-a-queue"),
        (PLAIN, "0003-use-a-queue", 3, "use-a-queue"),
        (DATED, "2026-01-31-use-a-queue", None, "use-a-queue"),
        (NUMBER_LAST, "export-2.07", 7, "export-2"),
        (NO_SLUG, "EIP-1559", 1559, "EIP-1559"),
        (NAMELESS, "export-service", None, "export-service"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_name_is_taken_apart(spec: NamingSpec, stem: str, number: int | None, slug: str) -> None:
    assert parse_name(spec, stem) == Name(stem, number, slug)


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
        "CMP-001-export",
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
        parse_name(COMPONENT, stem)
    assert str(refused.value) == f"`{stem}` is not a file name of this type. Use a name such as cmp-001-short-name"


@pytest.mark.parametrize("stem", ["", "Export", "export_service", "export/service", "-export", "export-"])
def test_where_a_type_has_no_names_any_slug_is_one(stem: str) -> None:
    with pytest.raises(BadNameError) as refused:
        parse_name(NAMELESS, stem)
    assert str(refused.value) == (f"`{stem}` is not a file name. Use lower case with hyphens, such as export-service")


@pytest.mark.parametrize(
    ("spec", "number", "slug", "expected"),
    [
        (COMPONENT, 4, "export-service", "cmp-004-export-service"),
        (REQUIREMENT, 12, "login", "prd-012-login"),
        (PLAIN, 12, "x", "12-x"),
        (DATED, None, "use-a-queue", "2026-01-31-use-a-queue"),
        (NUMBER_LAST, 3, "x", "x.03"),
        (NO_SLUG, 7, "ignored", "EIP-7"),
        (NAMELESS, None, "export-service", "export-service"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_name_is_put_together(spec: NamingSpec, number: int | None, slug: str, expected: str) -> None:
    assert file_name(spec, number, slug, "2026-01-31") == expected


@pytest.mark.parametrize("slug", ["", "Export", "export service", "a--b", "a/b", "../a", "a.md", "\u00e9t\u00e9"])
def test_file_name_needs_a_slug(slug: str) -> None:
    with pytest.raises(BadNameError) as refused:
        file_name(COMPONENT, 1, slug, "2026-01-31")
    assert str(refused.value) == f"`{slug}` is not a slug. Use lower case with hyphens, such as export-service"


@pytest.mark.parametrize(
    ("spec", "number", "short", "full"),
    [
        (COMPONENT, 1, "cmp-001", "CMP-001"),
        (COMPONENT, None, "", ""),
        (REQUIREMENT, 2, "prd-002", "PRD-002"),
        (naming('{file: "adr-{number:4}-{slug}"}'), 5, "adr-0005", "ADR-0005"),
        (naming('{file: "cmp-{number:3}-{slug}", id: "Component {number}"}'), 5, "cmp-005", "Component 5"),
        (PLAIN, 7, "7", "7"),
        (DATED, None, "", ""),
        (DATED, 3, "", ""),
        (NO_SLUG, 1559, "EIP-1559", "EIP-1559"),
        (NAMELESS, 3, "", ""),
    ],
)
def test_ids_are_read_off_the_number(spec: NamingSpec, number: int | None, short: str, full: str) -> None:
    assert (short_id(spec, number), document_id(spec, number)) == (short, full)


def test_numbers_are_those_of_names_of_the_type_each_with_its_first_name() -> None:
    stems = ["cmp-002-b", "cmp-002-c", "cmp-010-a", "api-003-x", "README", "cmp-draft", "old-cmp-004-x"]
    assert numbers(COMPONENT, stems) == {2: "cmp-002-b", 10: "cmp-010-a"}


def test_a_number_is_taken_however_the_rest_of_the_name_is_written() -> None:
    stems = ["CMP-003-Export_Service", "cmp-4", "cmp-0005-x", "cmp-006 copy"]
    assert numbers(COMPONENT, stems) == {3: stems[0], 4: stems[1], 5: stems[2], 6: stems[3]}


def test_other_prefixes_share_the_numbers() -> None:
    assert numbers(REQUIREMENT, ["trq-003-a", "req-008-b", "prd-001-c", "cmp-009-d"]) == {
        3: "trq-003-a",
        8: "req-008-b",
        1: "prd-001-c",
    }


def test_a_number_behind_the_slug_counts_too() -> None:
    assert numbers(NUMBER_LAST, ["export-2.07", "export-2"]) == {7: "export-2.07"}


def test_names_without_numbers_take_none() -> None:
    assert numbers(DATED, ["2026-01-31-x"]) == {}
    assert numbers(NAMELESS, ["001-x"]) == {}


@pytest.mark.parametrize(
    ("spec", "stems", "expected"),
    [
        (COMPONENT, [], 1),
        (COMPONENT, ["readme", "api-007-x"], 1),
        (COMPONENT, ["cmp-001-a", "cmp-002-b"], 3),
        (COMPONENT, ["cmp-009-i", "cmp-002-b"], 10),
        (REQUIREMENT, ["prd-001-a", "trq-005-b"], 6),
        (DATED, ["2026-01-31-x"], None),
        (NAMELESS, ["001-x"], None),
    ],
)
def test_next_number_follows_the_highest_and_fills_no_gap(
    spec: NamingSpec, stems: list[str], expected: int | None
) -> None:
    assert next_number(spec, stems) == expected


@pytest.mark.parametrize(
    ("slug", "title"),
    [("export-service", "Export Service"), ("api", "Api"), ("api-v2", "Api V2"), ("2-factor-login", "2 Factor Login")],
)
def test_title_is_made_of_the_words_of_a_slug(slug: str, title: str) -> None:
    assert title_of(slug) == title


@pytest.mark.parametrize("spec", [COMPONENT, REQUIREMENT, PLAIN, NUMBER_LAST])
@pytest.mark.parametrize("number", [1, 9, 10, 99])
def test_a_name_that_is_put_together_can_be_taken_apart(spec: NamingSpec, number: int) -> None:
    stem = file_name(spec, number, "export-2-csv", "2026-01-31")
    assert parse_name(spec, stem) == Name(stem, number, "export-2-csv")
    assert next_number(spec, [stem]) == number + 1
