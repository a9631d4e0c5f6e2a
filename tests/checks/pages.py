"""The examples on the rules' pages, and on the pages beside this file that have the same form."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.base.report import build
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.checks.rules import RULES
from speclint.engine.linter import lint
from speclint.formats.code import CodeSyntax
from speclint.language import RuleFile, load
from speclint.markdown import CodeBlock, parse
from speclint.project import Surroundings

from ..golden import Place  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclint.base.diagnostics import Diagnostic
    from speclint.markdown import Section
    from speclint.ruleset import RuleSet

    from ..golden import Golden  # noqa: TID252

PAGES = Path(__file__).parents[2] / "speclint" / "checks" / "pages"
CASES = Path(__file__).parent / "cases"


class Example(NamedTuple):
    """One example: the blocks that the author of a page wrote for it. None for a missing block."""

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
    places: dict[str, Place]
    """The places of the existing blocks by name; and `end`, after the document."""

    def expect(self, golden: Golden, kind: str, lines: list[str]) -> None:
        """A block of the example has just these lines. Where it lacks, there are none."""
        stated = {"text": self.findings, "text help": self.help}[kind]
        if kind in self.places:
            golden.same_lines(lines, (stated or "").splitlines(), self.places[kind])
        else:
            # A valid example does not become an invalid one by being accepted.
            assert self.chapter == "Invalid" or not lines, lines
            if lines:
                golden.same_lines(lines, [], self.places["end"], f"\n```{kind}\n{{}}```\n")

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
            said = {name: block.content for name, block in by_info.items()}
            places = {name: inside(page, block) for name, block in by_info.items()}
            if code:
                places["end"] = behind(page, by_info.get("markdown", code[-1]))
            yield Example(
                page,
                chapter.title,
                section.title,
                rules or shared,
                by_info.get("markdown"),
                said.get("text"),
                said.get("text help"),
                said.get("text fixed"),
                said.get("text fixed unsafe"),
                places,
            )


def inside(page: Path, block: CodeBlock) -> Place:
    """The place of the content of a fenced block."""
    lines = _lines(page)
    first, last = block.range.start.line, block.range.end.line - 1
    start = sum(len(line) + 1 for line in lines[:first])
    return Place(page, start, start + sum(len(line) + 1 for line in lines[first:last]))


def behind(page: Path, block: CodeBlock) -> Place:
    """Where another block can be put in."""
    end = sum(len(line) + 1 for line in _lines(page)[: block.range.end.line])
    return Place(page, end, end)


@cache
def _lines(page: Path) -> list[str]:
    return page.read_text("utf-8").split("\n")


def load_rules(example: Example) -> tuple[tuple[RuleSet, ...], tuple[Diagnostic, ...]]:
    """The rule sets of an example, and what is wrong with them."""
    return _load(example.rules)


@cache
def _load(texts: tuple[str, ...]) -> tuple[tuple[RuleSet, ...], tuple[Diagnostic, ...]]:
    loaded = load([RuleFile(f"rules/{number}.yaml", f"{rules}\n") for number, rules in enumerate(texts, 1)])
    return tuple(loaded.rulesets.values()), tuple(loaded.diagnostics)


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
        facts = FrontMatterReader().of(document)
        found = lint(document, rulesets[-1], Surroundings(CodeSyntax(), facts.entries, unread=facts.unread))
        ordered = build(found).diagnostics
        assert len(ordered) == len(found), "the same finding twice"
        return list(ordered)

    return lint_source


def lint_example(example: Example) -> list[Diagnostic]:
    return linter_of(example)(source_of(example))


def show(diagnostic: Diagnostic) -> str:
    """A finding in the form in which the pages give it."""
    (line, column), (end_line, end_column) = diagnostic.range
    place = f"{line}:{column}-{end_line}:{end_column}"
    return f"{place} {diagnostic.severity} {diagnostic.rule} {diagnostic.message}"


def phase_of(example: Example) -> str:
    """When the rule of an example's page is judged; "" for examples of no one rule."""
    rule = RULES.get(example.page.stem)
    return "" if rule is None else rule.phase


def name_of(example: Example) -> str:
    """For `judge_each`."""
    return example.name


def by_page(found: Iterable[Example]) -> pytest.MarkDecorator:
    """One test for each page, with the `examples` of it."""
    pages: dict[Path, list[Example]] = {}
    for example in found:
        pages.setdefault(example.page, []).append(example)
    return pytest.mark.parametrize("examples", pages.values(), ids=[page.stem for page in pages])


ALL_PAGES = sorted(PAGES.glob("*.md"))
ALL_CASES = sorted(CASES.glob("*.md"))
ALL_EXAMPLES = [example for page in (*ALL_PAGES, *ALL_CASES) for example in examples(page)]
LOADED = [example for example in ALL_EXAMPLES if example.page.stem == "invalid-rule-set"]
TYPED = [each for each in ALL_EXAMPLES if phase_of(each) == "engine" and each not in LOADED]
ACROSS = [each for each in ALL_EXAMPLES if phase_of(each) == "project"]
KEPT = [each for each in ALL_EXAMPLES if phase_of(each) == "workspace"]
LINTED = [each for each in ALL_EXAMPLES if phase_of(each) not in ("engine", "project", "workspace")]
