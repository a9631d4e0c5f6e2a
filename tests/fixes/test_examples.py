"""Every example on the rules' pages is fixed: to exactly the document that the page shows, if it shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.checks.rules import RULES
from speclint.fixes.applying import mend

from ..checks.pages import LINTED, Example, by_page, lint_example, linter_of, name_of, show, source_of  # noqa: TID252 - tests are no installed package
from ..each import judge_each  # noqa: TID252

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252


@by_page(each for each in LINTED if each.fixed is not None)
def test_safe_fixes_give_just_the_documents_that_the_examples_show(examples: list[Example], golden: Golden) -> None:
    def judge(example: Example) -> None:
        mended = mend(source_of(example), linter_of(example))
        expected = f"{example.fixed}\n" if example.fixed else ""
        golden.same(mended.source.text.replace("\r\n", "\n"), expected, example.places["text fixed"])
        assert ("\r" in mended.source.text) == (example.option("newline") == "crlf")

    judge_each(examples, judge, name_of)


@by_page(each for each in LINTED if each.fixed_unsafe)
def test_unsafe_fixes_give_just_the_documents_that_the_examples_show(examples: list[Example], golden: Golden) -> None:
    def judge(example: Example) -> None:
        mended = mend(source_of(example), linter_of(example), unsafe=True)
        expected = f"{example.fixed_unsafe}\n"
        golden.same(mended.source.text.replace("\r\n", "\n"), expected, example.places["text fixed unsafe"])

    judge_each(examples, judge, name_of)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@by_page(LINTED)
def test_fixing_twice_changes_no_more_than_fixing_once(examples: list[Example], unsafe: bool) -> None:
    def judge(example: Example) -> None:
        lint_source = linter_of(example)
        once = mend(source_of(example), lint_source, unsafe=unsafe)
        twice = mend(once.source, lint_source, unsafe=unsafe)

        assert twice.source.text == once.source.text
        assert not twice.mended
        assert list(once.left) == lint_source(once.source)

    judge_each(examples, judge, name_of)


@by_page(LINTED)
def test_every_safe_fix_that_is_offered_holds_alone(examples: list[Example]) -> None:
    def judge(example: Example) -> None:
        source, lint_source = source_of(example), linter_of(example)
        findings = lint_source(source)
        for found in findings:
            if found.fix is not None and found.fix.edits and found.fix.applicability == "safe":
                mended = mend(source, lint_source, spare=[one for one in findings if one != found])
                assert found in mended.mended, show(found)

    judge_each(examples, judge, name_of)


def test_fixes_are_of_the_kinds_that_the_rules_are_said_to_have() -> None:
    found: dict[str, set[str]] = {}
    for example in LINTED:
        for each in lint_example(example):
            if each.fix is not None:
                found.setdefault(each.rule, set()).add(each.fix.applicability)

    assert found == {id: set(rule.fixes) for id, rule in RULES.items() if rule.fixes}
