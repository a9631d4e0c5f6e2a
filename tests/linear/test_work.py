"""What a document costs grows with its size, whatever it repeats: the work on one four times as long is four times as much."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.base.names import all_forms, forms
from speclint.base.report import build
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.completeness import score
from speclint.engine.facts import find_facts
from speclint.engine.linter import bind, examine
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import IdPattern, Surroundings

from .shapes import SHAPES
from .work import count_work

if TYPE_CHECKING:
    from speclint.binding import Binding
    from speclint.ruleset import RuleSet

RULES = Path(__file__).parents[2] / "rules"
SMALL, LARGE = 1_000, 4_000
MOST = 4.25
"""How many times the work of the small document the large one may take: 4 is linear.

Work of a*n + b*n*n is refused from b/a = 0.000022 on; sizes of 2,500 and 10,000 with a bound of 4.6 see no less of it.
"""
LATE = {"one section at a wrong level", "services that are near misses"}
"""Their budgets only end what they spend in larger documents: sizes, and the bound that sees as much there."""
LATE_SIZES, LATE_MOST = (2_500, 10_000), 4.6
IDS = (IdPattern("component", "CMP-[0-9]{3}", "CMP-"), IdPattern("design-document", "DES-[0-9]{3}", "DES-"))


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    files = [
        RuleFile(name, (RULES / name).read_text("utf-8"), bundled=True) for name in ("base.yaml", "component.yaml")
    ]
    return load(files, trusted=[file.path for file in files]).rulesets["component"]


def bound(text: str, ruleset: RuleSet) -> Binding:
    """A document with its rule set, nothing of it remembered from before."""
    forms.cache_clear()
    all_forms.cache_clear()
    document = parse(SourceFile("cmp-001-shape.md", text))
    front = document.front_matter
    entries = FrontMatterReader().read(front).entries if front is not None else ()
    return bind(document, ruleset, Surroundings(None, entries, IDS))


def judge(text: str, ruleset: RuleSet) -> int:
    """All that becomes of a document; how much work it is."""

    def piece() -> None:
        binding = bound(text, ruleset)
        build(examine(binding).diagnostics)
        find_facts(binding, binding.document.source.path)

    return count_work(piece)


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_size(shape: str, ruleset: RuleSet) -> None:
    judge(SHAPES[shape](250), ruleset)  # what is loaded or compiled once is not the document's
    sizes, most = (LATE_SIZES, LATE_MOST) if shape in LATE else ((SMALL, LARGE), MOST)
    small, large = (judge(SHAPES[shape](size), ruleset) for size in sizes)
    assert large <= most * small, f"{small} steps for {sizes[0]} characters, {large} for {sizes[1]}"


@pytest.mark.parametrize("shape", [name for name in SHAPES if "placeholder" in name or "table" in name])
def test_work_on_completeness_grows_with_the_size(shape: str, ruleset: RuleSet) -> None:
    score(bound(SHAPES[shape](250), ruleset))
    small, large = (count_work(partial(score, bound(SHAPES[shape](size), ruleset))) for size in (SMALL, LARGE))
    assert large <= MOST * small, f"{small} calls for {SMALL} characters, {large} for {LARGE}"
