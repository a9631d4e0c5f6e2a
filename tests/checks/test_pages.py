"""Each rule's page is its specification: every example on it is linted, and must give exactly what the page says.

The cases beside this file have the same form: they show how the rules work together where documents are tricky.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.diagnostics import Diagnostic, Finding
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.engine.detection import Subject, TypeEntry, detect
from speclint.markdown import parse
from speclint.workspace.files.discovery import discover
from speclint.workspace.run import Workspace

from ..each import judge_each  # noqa: TID252 - tests are no installed package
from .pages import (
    ACROSS,
    ALL_EXAMPLES,
    ALL_PAGES,
    KEPT,
    LINTED,
    LOADED,
    TYPED,
    Example,
    by_page,
    examples,
    lint_example,
    load_rules,
    name_of,
    read,
    show,
)
from .project import across

if TYPE_CHECKING:
    from pathlib import Path

    from ..golden import Golden  # noqa: TID252

CHAPTERS = [
    "What it does",
    "What does not count",
    "Why it matters",
    "Options",
    "Invalid",
    "Valid",
    "How to fix it",
]
OPTIONAL_CHAPTERS = {"What does not count"}


def lint_project(example: Example) -> list[Diagnostic]:
    """What the rules between documents find in the example's files, each of which begins with a line `=== path`."""
    assert example.document is not None
    rulesets, faults = load_rules(example)
    assert not faults, [show(fault) for fault in faults]
    files: dict[str, str] = {}
    for part in ("\n" + example.document.content + "\n").split("\n=== ")[1:]:
        path, _, text = part.partition("\n")
        files[path] = text
    return across(files, rulesets)


def find_type(example: Example) -> list[tuple[str, Finding]]:
    """What is found in the example's document before it is linted: its front matter and its type."""
    assert example.document is not None
    rulesets, faults = load_rules(example)
    assert not faults
    document = parse(SourceFile("spec.md", example.document.content + "\n"))
    facts = FrontMatterReader().of(document)
    types = [TypeEntry(each.type, each.title, *each.applies_to, each.naming.prefixes) for each in rulesets]
    detection = detect(Subject(example.option("path") or "spec.md", document.comments, facts), types)
    found = [("invalid-front-matter", Finding(fault.range, fault.message, fault.help)) for fault in facts.faults]
    return [*found, *detection.findings]


@by_page(LINTED)
def test_examples_give_exactly_their_findings(examples: list[Example], golden: Golden) -> None:
    def judge(example: Example) -> None:
        found = lint_example(example)
        example.expect(golden, "text", [show(diagnostic) for diagnostic in found])
        if example.help is not None:
            example.expect(golden, "text help", [diagnostic.help for diagnostic in found])
        if example.chapter == "Invalid" and example.page in ALL_PAGES:
            assert example.page.stem in {diagnostic.rule for diagnostic in found}, "it shows the rule of its page"

    judge_each(examples, judge, name_of)


@by_page(ACROSS)
def test_examples_of_a_project_give_exactly_their_findings(examples: list[Example], golden: Golden) -> None:
    def judge(example: Example) -> None:
        found = lint_project(example)
        example.expect(golden, "text", [f"{each.path} {show(each)}" for each in found])
        if example.help is not None:
            example.expect(golden, "text help", [diagnostic.help for diagnostic in found])
        if example.chapter == "Invalid":
            assert example.page.stem in {diagnostic.rule for diagnostic in found}

    judge_each(examples, judge, name_of)


@pytest.mark.parametrize("example", KEPT, ids=lambda example: example.name)
def test_example_of_files_beside_the_documents_gives_exactly_its_findings(
    example: Example, tmp_path: Path, cache: Path, golden: Golden
) -> None:
    assert example.document is not None
    (tmp_path / ".speclint.yaml").write_text("rule_paths: [rules]\n", "utf-8")
    (tmp_path / "rules").mkdir()
    for number, rules in enumerate(example.rules):
        (tmp_path / "rules" / f"{number}.yaml").write_text(rules, "utf-8")
    for part in ("\n" + example.document.content + "\n").split("\n=== ")[1:]:
        path, _, text = part.partition("\n")
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    targets, _ = discover(["."], str(tmp_path))
    found = Workspace(str(tmp_path), {"SPECLINT_CACHE_DIR": str(cache)}).check(targets).report.diagnostics
    example.expect(golden, "text", [f"{each.path} {show(each)}" for each in found])


@pytest.mark.parametrize("example", LOADED, ids=lambda example: example.name)
def test_example_of_a_rule_file_gives_exactly_its_findings(example: Example, golden: Golden) -> None:
    _, faults = load_rules(example)

    example.expect(golden, "text", [show(fault) for fault in faults])


@pytest.mark.parametrize("example", TYPED, ids=lambda example: example.name)
def test_example_of_a_document_that_is_not_linted_gives_exactly_its_findings(example: Example, golden: Golden) -> None:
    found = find_type(example)

    shown = [show(Diagnostic("", finding.range, rule, "error", finding.message)) for rule, finding in found]
    example.expect(golden, "text", shown)
    if example.help is not None:
        example.expect(golden, "text help", [finding.help for _, finding in found])


@by_page(ALL_EXAMPLES)
def test_invalid_examples_state_findings_and_valid_ones_do_not(examples: list[Example], golden: Golden) -> None:
    def judge(example: Example) -> None:
        assert example.rules or example.page.stem == "invalid-front-matter"
        assert example.chapter == "Invalid" or example.findings is None
        assert example.chapter == "Valid" or example.findings or golden.accept

    judge_each(examples, judge, name_of)


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.stem)
def test_page_has_the_fixed_form(page: Path) -> None:
    title = read(page)
    chapters = [chapter.title for chapter in title.sections]

    assert title.title == page.stem
    assert len(title.blocks) == 1, "one sentence below the title"
    assert chapters == [name for name in CHAPTERS if name in chapters or name not in OPTIONAL_CHAPTERS]
    assert all(chapter.blocks or chapter.sections for chapter in title.sections)
    assert all(not section.sections for chapter in title.sections for section in chapter.sections)


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.stem)
def test_page_shows_what_is_wrong_and_what_is_right(page: Path) -> None:
    shown = [example.chapter for example in examples(page)]

    assert "Invalid" in shown
    assert "Valid" in shown


def test_example_names_are_unique() -> None:
    names = [(example.page, example.chapter, example.title) for example in ALL_EXAMPLES]
    assert len(names) == len(set(names))
