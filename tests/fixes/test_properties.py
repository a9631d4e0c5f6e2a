"""What holds for every fixed document, whatever its type and whatever is wrong with it."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceError, SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.completeness import score
from speclint.engine.linter import bind, lint
from speclint.fixes.applying import is_fixable, mend
from speclint.formats.code import CodeSyntax
from speclint.markdown import parse
from speclint.project import Surroundings
from speclint.ruleset.examples import read_example

from ..amount import amount, sample  # noqa: TID252 - tests are no installed package
from ..bundled import bundled  # noqa: TID252

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.fixes.applying import Mended
    from speclint.markdown import Document, Section
    from speclint.ruleset import RuleSet

    Lint = Callable[[SourceFile], Sequence[Diagnostic]]

ROOT = Path(__file__).parents[2]
CORPUS = os.environ.get("SPECLINT_CORPUS", "")
DOCUMENTS = sorted([*(ROOT / "rules" / "examples").glob("*/*.md"), *(ROOT / "tests" / "types").glob("*/*.md")])
GOOD = [path for path in DOCUMENTS if not read_example(path.read_text("utf-8")).expected]


CODE = CodeSyntax()
"""What is known of code blocks: the documents of one file have nearly all of them in common."""


@pytest.fixture(scope="module")
def rulesets() -> Mapping[str, RuleSet]:
    return bundled()


def index_of(document: Document) -> Surroundings:
    front_matter = document.front_matter
    return Surroundings(CODE, FrontMatterReader().read(front_matter).entries if front_matter else ())


def linter(ruleset: RuleSet) -> Lint:
    """Lints for one rule set. What it finds depends on the text alone: the same text is not linted again."""
    known: dict[tuple[str, str], tuple[Diagnostic, ...]] = {}

    def lint_source(source: SourceFile) -> Sequence[Diagnostic]:
        key = (source.path, source.text)
        if key not in known:
            document = parse(source)
            known[key] = tuple(lint(document, ruleset, index_of(document)))
        return known[key]

    return lint_source


def assert_holds(source: SourceFile, lint_source: Lint, *, unsafe: bool) -> Mended:
    mended = mend(source, lint_source, unsafe=unsafe)
    again = mend(mended.source, lint_source, unsafe=unsafe)
    assert again.source.text == mended.source.text, [each.message for each in again.mended]
    assert list(mended.left) == list(lint_source(mended.source))
    before, after = (Counter(filter(None, map(str.strip, each.lines))) for each in (source, mended.source))
    # A line that is gone was written in another way, by an edit of a part of it.
    rewritten = sum(
        1
        for each in mended.mended
        if each.fix is not None
        for edit in each.fix.edits
        if edit.text and not edit.text.startswith(("\n", "\r"))
    )
    assert sum((before - after).values()) <= rewritten
    if not mended.mended:
        assert mended.source.text == source.text
    return mended


def variants(text: str, generator: random.Random) -> Iterator[str]:
    """A document with something wrong: parts gone, moved, doubled, headings written otherwise, other line ends."""
    parts = re.split(r"(?m)^(?=#{1,6} )", text)
    yield text
    for _ in range(amount(1, 12)):
        some = list(parts)
        for _ in range(generator.randint(2, 6)):
            what = generator.choice(["drop", "move", "deeper", "flatter", "slip", "bold", "double"])
            at = generator.randrange(1, len(some)) if len(some) > 2 else 0
            part = some[at]
            if what == "drop":
                del some[at]
            elif what == "move":
                some.insert(generator.randrange(len(some)), some.pop(at))
            elif what == "deeper":
                some[at] = f"#{part}"
            elif what == "flatter" and part.startswith("##"):
                some[at] = part[1:]
            elif what == "double":
                some.insert(at, part)
            elif what == "slip" and len(part.split("\n")[0]) > 8:
                line = part.split("\n")[0]
                place = generator.randrange(4, len(line) - 1)
                some[at] = line[:place] + line[place + 1] + line[place] + part[place + 2 :]
            elif what == "bold" and part.startswith("#"):
                head, _, body = part.partition("\n")
                some[at] = f"**{head.lstrip('# ')}**\n{body}"
        made = "".join(some)
        yield generator.choice([made, made.replace("\n", "\r\n"), made.rstrip("\n"), made.replace("\n\n", "\n")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_documents_of_every_type_are_mended_to_where_nothing_more_is_mended(
    rulesets: Mapping[str, RuleSet], path: Path
) -> None:
    lint_source = linter(rulesets[path.parent.name])
    text = read_example(path.read_text("utf-8")).text
    for number, variant in enumerate(variants(text, random.Random(path.name))):
        unsafe = bool((number + DOCUMENTS.index(path)) % 2)
        assert_holds(SourceFile(path.name, variant), lint_source, unsafe=unsafe)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_section_that_is_taken_out_comes_back_in_its_place_and_unfilled(
    rulesets: Mapping[str, RuleSet], path: Path
) -> None:
    ruleset = rulesets[path.parent.name]
    lint_source = linter(ruleset)
    source = SourceFile(path.name, read_example(path.read_text("utf-8")).text)
    document = parse(source)
    outermost = [section for section in document.sections() if section.level == ruleset.heading_level]
    for section in outermost:
        text = without(source, section)
        gone = [each for each in lint_source(text) if each.rule == "missing-section" and is_fixable(each, unsafe=False)]
        if [each.section for each in gone] != [(section.title,)]:
            continue  # it was not requested, or there is another visible reason
        mended = mend(text, lint_source)
        titles = [each.title for each in outermost]
        now = [each for each in parse(mended.source).sections() if each.level == ruleset.heading_level]
        declared = [each.title for each in ruleset.sections]
        assert sorted(each.title for each in now) == sorted(titles)
        if ruleset.order == "strict" and set(titles) <= set(declared):
            assert [each.title for each in now] == titles
        assert "misplaced-section" not in {each.rule for each in mended.left}
        assert percent(mended.source, ruleset) <= percent(text, ruleset)


@pytest.mark.skipif(not CORPUS, reason="SPECLINT_CORPUS names no folder of Markdown documents")
def test_documents_of_other_projects_are_mended_to_where_nothing_more_is_mended(
    rulesets: Mapping[str, RuleSet],
) -> None:
    types = sorted(set(rulesets) - {"base", "vocabulary"})
    paths = sample(Path(CORPUS), 40, 600, largest=12_000)
    applied = 0
    for number, path in enumerate(paths):
        try:
            source = SourceFile.from_bytes(path.name, path.read_bytes())
        except SourceError:
            continue
        lint_source = linter(rulesets[types[number % len(types)]])
        applied += len(assert_holds(source, lint_source, unsafe=bool(number % 3)).mended)
    assert applied > len(paths)


def without(source: SourceFile, section: Section) -> SourceFile:
    (first, _), (last, _) = section.range
    lines = [*source.lines[: first - 1], *source.lines[last:]]
    return SourceFile(source.path, "\n".join(lines) + "\n")


def percent(source: SourceFile, ruleset: RuleSet) -> int:
    document = parse(source)
    return score(bind(document, ruleset, index_of(document))).percent
