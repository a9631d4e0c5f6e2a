"""Bounds that keep what is dear from growing: where they lie, and that ordinary documents stay within them."""

from __future__ import annotations

import pytest

from speclint.base.source import Position, Range
from speclint.base.suggest import Nearest, Purse
from speclint.engine.project_linter import lint_across
from speclint.expressions.machine import matcher
from speclint.formats.toml import read_toml
from speclint.language.regex.safety import check_regex
from speclint.project import DocumentFacts, Link, ProjectIndex
from speclint.ruleset import RuleSet

from .test_projects import Nothing, spec
from .work import count_work


@pytest.mark.parametrize(
    "text", ["a." * 20_000 + "b = 1", "[" + "a." * 20_000 + "b]", "x = {" + "a . " * 20_000 + "b = 1}"]
)
def test_key_of_very_many_parts_is_refused_where_it_begins(text: str) -> None:
    data, error = read_toml(f"ok = 1\n{text}\n", 5)
    assert data == {}
    assert error is not None
    assert error.position.line == 6
    assert error.message == "The TOML is nested too deeply to be read"


@pytest.mark.parametrize(
    "text", ["a.b.c.d = 1", f's = "{"A sentence. " * 300}"', f"# {'.' * 300}", "f = [" + "1.5, " * 300 + "]"]
)
def test_points_that_join_no_keys_are_none_of_its_parts(text: str) -> None:
    assert read_toml(text)[1] is None


def test_place_of_a_deep_key() -> None:
    assert read_toml("  " + "a." * 200 + "b = 1")[1] == (Position(1, 1), "The TOML is nested too deeply to be read")


@pytest.mark.parametrize("pattern", ["(?:[ab]*a[ab]{3})*a[ab]{3000}", "(?:(?:a?b?a?b?){100}c?){9}d", "(?:a?){2001}b?"])
def test_expression_is_judged_by_the_larger_automaton(pattern: str) -> None:
    if check_regex(pattern) is None:
        matcher(pattern, not_empty=True)  # raises for one that only `re` could follow


def names(count: int) -> list[str]:
    words = ("orders", "search", "billing", "invoice", "mailer", "export", "alert", "stock")
    return [
        f"cmp-{number:03}-{words[number % 8]}-{words[number // 8 % 8]}-service.md" for number in range(2, count + 2)
    ]


@pytest.mark.parametrize("count", [10, 50, 150])
def test_broken_link_among_many_similar_names_has_its_hint(count: int) -> None:
    files = names(count)
    meant = files[0]
    facts: list[DocumentFacts] = [spec(number)._replace(path=name, display=name) for number, name in enumerate(files)]
    wrong = meant.replace("service", "servcie")
    asking = spec(count + 10)._replace(links=(Link(wrong, "", Range.at(3)),))
    found, _ = lint_across(asking, RuleSet("component", "", ""), ProjectIndex([*facts, asking], Nothing()))
    assert [each.message for each in found if each.rule == "broken-link"] == [
        f"Broken link: no file '{wrong}'; did you mean '{meant}'?"
    ]


def test_a_purse_pays_for_all_searches_of_a_document() -> None:
    known = Nearest([f"name of a section {number:03}" for number in range(100)])
    purse = Purse()

    def ask(number: int) -> int:
        return count_work(lambda: known.paid_from(purse).of(f"nmae of a setcion {number}"))

    spent = [ask(number) for number in range(60)]
    assert max(spent[-10:]) < max(spent[:10]) / 5
