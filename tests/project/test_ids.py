"""Ids and file names are made from each other, whatever the patterns of `naming` are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from speclint.authoring.template import (
    document_id,
    file_name,
    fits,
    next_number,
    parse_name,
    short_id,
)
from speclint.language import RuleFile, load
from speclint.ruleset.ids import id_in_name, id_of, same_id, values_of_id, values_of_name, with_id

from ..amount import amount  # noqa: TID252 - tests are no installed package
from ..checks.project import across  # noqa: TID252 - as above

if TYPE_CHECKING:
    from random import Random

    from speclint.ruleset import NamingSpec, RuleSet

RULES = """\
speclint: 1
type: note
title: Note
applies_to: {{files: ["notes/*.md"]}}
naming: {{file: '{file}', id: '{id}', other_prefixes: [{others}]}}
"""


def ruleset(file: str, id: str, others: str = "") -> RuleSet:
    loaded = load([RuleFile("note.yaml", RULES.format(file=file, id=id, others=others))])
    assert not loaded.diagnostics
    return loaded.rulesets["note"]


def naming(file: str, id: str, others: str = "") -> NamingSpec:
    return ruleset(file, id, others).naming


@pytest.mark.parametrize(
    ("file", "id", "stem", "expected"),
    [
        ("cmp-{number:3}-{slug}", "CMP-{number:3}", "cmp-007-queue", "CMP-007"),
        ("cmp-{number:3}-{slug}", "CMP-{number:3}", "CMP-007-Some_Queue", "CMP-007"),
        ("cmp-{number:3}-{slug}", "CMP-{number:3}", "cmp-007", "CMP-007"),
        ("cmp-{number:3}-{slug}", "CMP-{number:3}", "cmp-007x", ""),
        ("cmp-{number:3}-{slug}", "CMP-{number:3}", "cmp-0007-queue", ""),
        ("{number:4}-{slug}", "ADR-{number:4}", "0007-use-postgres", "ADR-0007"),
        ("{number:4}-{slug}", "ADR-{number:4}", "0000-use-records", "ADR-0000"),
        ("{number:4}-{slug}", "ADR-{number:4}", "adr-0007", "ADR-0007"),
        ("{number:4}-{slug}", "ADR-{number:4}", "README", ""),
        ("{number:3}-{slug}", "ADR-{number:4}", "007-x", "ADR-0007"),
        ("{number:4}-{slug}", "ADR-{number:3}", "0007-x", "ADR-007"),
        ("{number:4}-{slug}", "ADR-{number:3}", "1007-x", ""),
        ("{number}-{slug}", "ADR-{number:3}", "0007-x", "ADR-007"),
        ("{number}-{slug}", "ADR-{number:3}", "1007-x", ""),
        ("{number:4}-{slug}", "ADR-{number}", "0007-x", "ADR-7"),
        ("{number}-{slug}", "ADR-{number}", "007-x", "ADR-7"),
        ("{date}-{slug}", "RFC {slug}", "2030-01-31-use-it", "RFC USE-IT"),
        ("{date}-{number:2}-{slug}", "{date}.{number:2}", "2030-01-31-04-x", "2030-01-31.04"),
        ("{date}-{slug}", "RFC {date}", "2032-02-29-x", "RFC 2032-02-29"),
        ("{date}-{slug}", "RFC {date}", "2030-02-29-x", ""),
        ("{date}-{slug}", "RFC {date}", "2100-02-29-x", ""),
        ("{date}-{slug}", "RFC {date}", "2000-02-29-x", "RFC 2000-02-29"),
        ("{date}-{slug}", "RFC {date}", "2030-04-31-x", ""),
        ("{date}-{slug}", "RFC {date}", "2030-13-01-x", ""),
        ("{date}-{slug}", "RFC {date}", "2030-00-10-x", ""),
        ("{date}-{slug}", "RFC {date}", "2030-12-31-x", "RFC 2030-12-31"),
        ("{slug}.{number:2}", "N{number}", "export-2.07", "N7"),
        ("{slug}-{number:2}", "N-{slug}", "export-2-07", "N-EXPORT-2"),
        ("{number}{date}", "N-{number}", "122030-01-31", "N-12"),
        ("n{number:2}x{slug}", "N-{number:2}", "n04xylophone", "N-04"),
        ("n{number:2}{slug}", "N-{number:2}", "n043d", "N-04"),
    ],
)
def test_id_follows_from_the_parts_of_the_file_name(file: str, id: str, stem: str, expected: str) -> None:
    assert id_in_name(naming(file, id), stem) == expected


@pytest.mark.parametrize(
    ("file", "stem", "expected"),
    [
        ("adr-{number:4}-{slug}", "adr-0007-x", "DECISION 7"),
        ("{number:4}-{slug}", "0007-x", ""),
        ("{number:4}-{slug}", "decision 7", "DECISION 7"),
    ],
)
def test_number_alone_is_no_id_where_names_are_free(file: str, stem: str, expected: str) -> None:
    assert id_in_name(naming(file, "Decision {number}")._replace(file_pattern=""), stem) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("ADR-0007", "ADR-0007"), ("adr-0007", "ADR-0007"), ("Dec-0007", "ADR-0007"), ("ADR-7", "ADR-7")],
)
def test_id_has_one_form(written: str, expected: str) -> None:
    spec = naming("{number:4}-{slug}", "ADR-{number:4}", "dec")
    assert same_id(spec, written) == expected
    assert (values_of_id(spec, written) is None) == (written == "ADR-7")


@pytest.mark.parametrize(
    ("file", "id", "stem", "new", "expected"),
    [
        ("{number:4}-{slug}", "ADR-{number:4}", "0007-use-it", "ADR-0012", "0012-use-it"),
        ("{number:3}-{slug}", "ADR-{number:4}", "007-use-it", "ADR-1234", None),
        ("{number}-{slug}", "ADR-{number}", "007-use-it", "ADR-12", "012-use-it"),
        ("CMP-{number:3}-{slug}", "CMP-{number:3}", "trq-007-use-it", "CMP-008", "CMP-008-use-it"),
        ("cmp-{number:3}-{slug}", "CMP-{number:3}", "CMP-007-Use_It", "TRQ-008", "CMP-008-Use_It"),
        ("{date}-{slug}", "RFC-{slug}", "2030-01-31-use-it", "RFC-Drop-It", "2030-01-31-drop-it"),
        ("{number:4}-{slug}", "ADR-{number:4}", "adr-0007", "ADR-0012", "adr-0012"),
        ("{number:4}-{slug}", "ADR-{number:4}", "readme", "ADR-0012", None),
    ],
)
def test_file_name_follows_another_id(file: str, id: str, stem: str, new: str, expected: str | None) -> None:
    assert with_id(naming(file, id, "trq"), stem, new) == expected


def test_names_that_can_be_read_in_many_ways_give_no_id_and_take_no_time() -> None:
    file = "-".join(["{slug}"] * 20) + "-{number:2}"
    spec = naming("{slug}-{number:2}", "N-{slug}")._replace(file_template=file)
    assert id_in_name(spec, "-".join("a" * 100)) == ""
    assert values_of_name(spec, "-".join("a" * 100)) is None


WIDTH = st.sampled_from(["", ":2", ":3", ":4"])
FORMS = [
    ("{number}-{slug}", "{number}"),
    ("{head}{number}-{slug}", "{number}"),
    ("{head}{slug}.{number}", "{number}"),
    ("{date}-{number}_{slug}", "{date}-{number}"),
    ("{head}{slug}", "{slug}"),
    ("{number}-{slug}", "{slug}_{number}"),
    ("{date}-{slug}", "{slug}"),
]
SLUG = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)


@st.composite
def namings(draw: st.DrawFn) -> tuple[str, str]:
    """Patterns of file names and of ids, with widths and beginnings of their own."""
    file, id = draw(st.sampled_from(FORMS))
    head = draw(st.sampled_from(["nt-", "NT_", "note."]))
    file = file.replace("{head}", head).replace("{number}", f"{{number{draw(WIDTH)}}}")
    return file, draw(st.sampled_from(["NT-", "nt ", "Note."])) + id.replace("{number}", f"{{number{draw(WIDTH)}}}")


DATES = st.sampled_from(["2030-01-31", "2029-12-01"])


@settings(max_examples=amount(100, 5000), deadline=None)
@given(namings(), st.integers(0, 999), SLUG, DATES)
def test_name_gives_an_id_and_the_id_gives_the_name(of: tuple[str, str], number: int, slug: str, date: str) -> None:
    spec = naming(*of)
    assume("{number" not in of[0] or fits(spec, number))
    stem = file_name(spec, number, slug, date)
    values = values_of_name(spec, stem)
    assert values is not None
    id = id_in_name(spec, stem)
    assert id
    assert id == id_of(spec, values) == document_id(spec, parse_name(spec, stem)).upper()
    read = values_of_id(spec, id)
    assert read is not None
    assert read == {name: values[name] for name in read}
    assert with_id(spec, stem, id) == stem


@settings(max_examples=amount(60, 2000), deadline=None)
@given(namings(), st.lists(st.tuples(st.integers(0, 99), SLUG, DATES), min_size=1, max_size=5), st.randoms())
def test_references_to_what_exists_never_dangle_and_equal_ids_are_duplicates(
    of: tuple[str, str], given: list[tuple[int, str, str]], rng: Random
) -> None:
    rules = ruleset(*of)
    spec = rules.naming
    # By path, as in a project.
    stems = sorted({file_name(spec, *each) for each in given}, key=lambda stem: f"{stem}.md")
    ids = [id_in_name(spec, stem) for stem in stems]
    written = [document_id(spec, parse_name(spec, stem)) for stem in stems]
    shown = [rng.choice([id, id.lower(), id.upper()]) for id in written]
    files = {
        f"notes/{stem}.md": f"# [{shown[at]}] Note\n\n" + " ".join(f"[{each}]" for each in shown) + "\n"
        for at, stem in enumerate(stems)
    }
    found = [(each.path, each.rule) for each in across(files, [rules]) if each.rule != "broken-link"]
    twice = [(f"notes/{stem}.md", "duplicate-id") for at, stem in enumerate(stems) if ids.count(ids[at]) > 1]
    assert sorted(found) == sorted(twice)


@settings(max_examples=amount(100, 5000), deadline=None)
@given(namings(), st.lists(st.tuples(st.integers(0, 99), SLUG, DATES), max_size=5))
def test_next_id_is_none_that_exists(of: tuple[str, str], given: list[tuple[int, str, str]]) -> None:
    spec = naming(*of)
    stems = [file_name(spec, number, slug, date) for number, slug, date in given]
    number = next_number(spec, stems)
    assert (number is None) == ("{number" not in of[0])
    if number is not None and fits(spec, number):
        new = document_id(spec, parse_name(spec, file_name(spec, number, "other", "2031-01-01"))).upper()
        assert new not in [id_in_name(spec, stem) for stem in stems]
        assert short_id(spec, number) or "{number" not in of[1]
