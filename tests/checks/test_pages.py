"""Each rule's page is its specification: every example on it is linted, and must give exactly what the page says.

The cases beside this file have the same form: they show how the rules work together where documents are tricky.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.checks.ids import ENGINE_RULES, PROJECT_RULES, RULE_IDS, SUPPRESSION_RULES, WORKSPACE_RULES
from speclint.checks.project_registry import PROJECT_CHECKS
from speclint.checks.registry import CHECKS
from speclint.code import CodeSyntax
from speclint.detection import Subject, TypeEntry, detect
from speclint.diagnostics import Diagnostic, Finding
from speclint.document import CodeBlock, parse
from speclint.fixing import mend
from speclint.front_matter import FrontMatterFacts, FrontMatterReader
from speclint.index import ProjectIndex
from speclint.linter import lint
from speclint.report import build
from speclint.rulesets import RuleFile, load
from speclint.source import SourceFile
from speclint.workspace.discovery import discover
from speclint.workspace.run import Workspace

from .project import across

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.document import Section
    from speclint.ruleset import RuleSet

PAGES = Path(__file__).parents[2] / "speclint" / "checks" / "pages"
CASES = Path(__file__).parent / "cases"

BESIDES = ("text help", "text fixed", "text fixed unsafe")
CHAPTERS = [
    "What it does",
    "What does not count",
    "Why it matters",
    "Options",
    "Invalid",
    "Valid",
    "How to mend it",
]
OPTIONAL_CHAPTERS = {"What does not count"}


class Example(NamedTuple):
    """One example: the blocks that the author of a page wrote for it. None where a block is not there."""

    page: Path
    chapter: str
    title: str
    rules: tuple[str, ...]
    document: CodeBlock | None
    findings: str | None
    help: str | None
    fixed: str | None
    """The document after all safe fixes; `fixed_unsafe`: after the unsafe ones, too."""
    fixed_unsafe: str | None

    @property
    def name(self) -> str:
        return f"{self.page.stem}: {self.title}"

    def option(self, name: str) -> str | None:
        """`name=value` in the info string of the document."""
        words = self.document.info.split() if self.document is not None else []
        return next((word.partition("=")[2] for word in words if word.startswith(f"{name}=")), None)


def read(page: Path) -> Section:
    """The page's chapters, below its title."""
    root = parse(SourceFile(page.name, page.read_text(encoding="utf-8"))).root
    assert len(root.sections) == 1, f"{page.name} has one title"
    assert not root.blocks, f"{page.name} begins with its title"
    return root.sections[0]


def examples(page: Path) -> Iterator[Example]:
    """The examples of a page. A rule set above the first one holds for those of its chapter that have none."""
    for chapter in read(page).sections:
        if chapter.title not in {"Invalid", "Valid"}:
            continue
        shared = tuple(block.content for block in chapter.blocks if isinstance(block, CodeBlock))
        for section in chapter.sections:
            code = [block for block in section.blocks if isinstance(block, CodeBlock)]
            rules = tuple(block.content for block in code if block.language == "yaml")
            blocks = [block for block in code if block.language != "yaml"]
            by_info = {block.info if block.language == "text" else block.language: block for block in blocks}
            assert len(by_info) == len(blocks), f"{page.name}: {section.title} has two blocks of one kind"
            yield Example(
                page,
                chapter.title,
                section.title,
                rules or shared,
                by_info.get("markdown"),
                by_info["text"].content if "text" in by_info else None,
                *(by_info[name].content if name in by_info else None for name in BESIDES),
            )


def load_rules(example: Example) -> tuple[list[RuleSet], list[Diagnostic]]:
    loaded = load([RuleFile(f"rules/{number}.yaml", f"{rules}\n") for number, rules in enumerate(example.rules, 1)])
    return list(loaded.rulesets.values()), list(loaded.diagnostics)


def source_of(example: Example) -> SourceFile:
    assert example.document is not None
    text = example.document.content + "\n"
    if example.option("newline") == "crlf":
        text = text.replace("\n", "\r\n")
    return SourceFile(example.option("path") or "spec.md", text)


def linter_of(example: Example) -> Callable[[SourceFile], list[Diagnostic]]:
    """What the example's rule set finds in a document, in the order of a report."""
    rulesets, faults = load_rules(example)
    assert not faults, [show(fault) for fault in faults]

    def lint_source(source: SourceFile) -> list[Diagnostic]:
        document = parse(source)
        facts = FrontMatterReader().read(document.front_matter) if document.front_matter else FrontMatterFacts()
        found = lint(document, rulesets[-1], ProjectIndex(CodeSyntax(), facts.entries))
        ordered = build(found).diagnostics
        assert len(ordered) == len(found), "the same finding twice"
        return list(ordered)

    return lint_source


def lint_example(example: Example) -> list[Diagnostic]:
    return linter_of(example)(source_of(example))


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
    facts = FrontMatterReader().read(document.front_matter) if document.front_matter else FrontMatterFacts()
    types = [TypeEntry(each.type, each.title, *each.applies_to, each.naming.prefixes) for each in rulesets]
    detection = detect(Subject(example.option("path") or "spec.md", document.comments, facts), types)
    found = [("invalid-front-matter", Finding(fault.range, fault.message, fault.help)) for fault in facts.faults]
    return [*found, *detection.findings]


def show(diagnostic: Diagnostic) -> str:
    """A finding in the form in which the pages give it."""
    (line, column), (end_line, end_column) = diagnostic.range
    place = f"{line}:{column}-{end_line}:{end_column}"
    return f"{place} {diagnostic.severity} {diagnostic.rule} {diagnostic.message}"


ALL_PAGES = sorted(PAGES.glob("*.md"))
ALL_CASES = sorted(CASES.glob("*.md"))
ALL_EXAMPLES = [example for page in (*ALL_PAGES, *ALL_CASES) for example in examples(page)]
LOADED = [example for example in ALL_EXAMPLES if example.page.stem == "invalid-rule-set"]
TYPED = [example for example in ALL_EXAMPLES if example.page.stem in ENGINE_RULES and example not in LOADED]
ACROSS = [example for example in ALL_EXAMPLES if example.page.stem in PROJECT_RULES]
KEPT = [example for example in ALL_EXAMPLES if example.page.stem in WORKSPACE_RULES]
ELSEWHERE = (*ENGINE_RULES, *PROJECT_RULES, *WORKSPACE_RULES)
LINTED = [example for example in ALL_EXAMPLES if example.page.stem not in ELSEWHERE]


@pytest.mark.parametrize("example", LINTED, ids=lambda example: example.name)
def test_example_gives_exactly_its_findings(example: Example) -> None:
    found = lint_example(example)

    assert [show(diagnostic) for diagnostic in found] == (example.findings or "").splitlines()
    if example.help is not None:
        assert [diagnostic.help for diagnostic in found] == example.help.splitlines()


@pytest.mark.parametrize("example", [each for each in LINTED if each.fixed is not None], ids=lambda each: each.name)
def test_safe_fixes_give_just_the_document_that_the_example_shows(example: Example) -> None:
    mended = mend(source_of(example), linter_of(example))

    assert mended.source.text.replace("\r\n", "\n") == f"{example.fixed}\n"
    assert ("\r" in mended.source.text) == (example.option("newline") == "crlf")


@pytest.mark.parametrize("example", [each for each in LINTED if each.fixed_unsafe], ids=lambda each: each.name)
def test_unsafe_fixes_give_just_the_document_that_the_example_shows(example: Example) -> None:
    mended = mend(source_of(example), linter_of(example), unsafe=True)

    assert mended.source.text.replace("\r\n", "\n") == f"{example.fixed_unsafe}\n"


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("example", LINTED, ids=lambda example: example.name)
def test_fixing_twice_changes_no_more_than_fixing_once(example: Example, unsafe: bool) -> None:
    lint_source = linter_of(example)
    once = mend(source_of(example), lint_source, unsafe=unsafe)
    twice = mend(once.source, lint_source, unsafe=unsafe)

    assert twice.source.text == once.source.text
    assert not twice.mended
    assert list(once.left) == lint_source(once.source)


@pytest.mark.parametrize("example", LINTED, ids=lambda example: example.name)
def test_every_safe_fix_that_is_offered_holds_alone(example: Example) -> None:
    source, lint_source = source_of(example), linter_of(example)
    for found in lint_source(source):
        if found.fix is not None and found.fix.edits and found.fix.applicability == "safe":
            others = [one for one in lint_source(source) if one != found]
            mended = mend(source, lint_source, spare=others)
            assert found in mended.mended, show(found)


@pytest.mark.parametrize("example", ACROSS, ids=lambda example: example.name)
def test_example_of_a_project_gives_exactly_its_findings(example: Example) -> None:
    found = lint_project(example)

    assert [f"{each.path} {show(each)}" for each in found] == (example.findings or "").splitlines()
    if example.help is not None:
        assert [diagnostic.help for diagnostic in found] == example.help.splitlines()
    if example.chapter == "Invalid":
        assert example.page.stem in {diagnostic.rule for diagnostic in found}


@pytest.mark.parametrize("example", KEPT, ids=lambda example: example.name)
def test_example_of_files_beside_the_documents_gives_exactly_its_findings(example: Example, tmp_path: Path) -> None:
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
    found = Workspace(str(tmp_path), {}).check(targets).report.diagnostics
    assert [f"{each.path} {show(each)}" for each in found] == (example.findings or "").splitlines()


@pytest.mark.parametrize("example", LOADED, ids=lambda example: example.name)
def test_example_of_a_rule_file_gives_exactly_its_findings(example: Example) -> None:
    _, faults = load_rules(example)

    assert [show(fault) for fault in faults] == (example.findings or "").splitlines()


@pytest.mark.parametrize("example", TYPED, ids=lambda example: example.name)
def test_example_of_a_document_that_is_not_linted_gives_exactly_its_findings(example: Example) -> None:
    found = find_type(example)

    shown = [show(Diagnostic("", finding.range, rule, "error", finding.message)) for rule, finding in found]
    assert shown == (example.findings or "").splitlines()
    if example.help is not None:
        assert [finding.help for _, finding in found] == example.help.splitlines()


@pytest.mark.parametrize("example", ALL_EXAMPLES, ids=lambda example: example.name)
def test_invalid_examples_state_findings_and_valid_ones_do_not(example: Example) -> None:
    assert example.rules or example.page.stem == "invalid-front-matter"
    assert example.chapter == "Invalid" or example.findings is None
    assert example.chapter == "Valid" or example.findings


@pytest.mark.parametrize("example", [each for each in LINTED if each.page in ALL_PAGES], ids=lambda each: each.name)
def test_invalid_example_shows_its_own_rule(example: Example) -> None:
    if example.chapter == "Invalid":
        assert example.page.stem in {diagnostic.rule for diagnostic in lint_example(example)}


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {page.stem for page in ALL_PAGES} == RULE_IDS


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


def test_registry_has_each_rule_once() -> None:
    ids = [*(check.id for check in (*CHECKS, *PROJECT_CHECKS)), *ENGINE_RULES, *SUPPRESSION_RULES, *WORKSPACE_RULES]
    assert len(ids) == len(set(ids))


def test_ids_are_those_of_the_registry() -> None:
    assert {
        *(check.id for check in (*CHECKS, *PROJECT_CHECKS)),
        *ENGINE_RULES,
        *SUPPRESSION_RULES,
        *WORKSPACE_RULES,
    } == RULE_IDS
