"""What a document costs grows with its size, whatever it repeats: a character costs the same in a long document as in a short one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from speclint.base.names import all_forms, forms
from speclint.base.report import build
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.completeness import score
from speclint.engine.facts import find_facts
from speclint.engine.linter import bind, examine
from speclint.markdown import parse
from speclint.project import IdPattern, Surroundings
from speclint.ruleset import NamingSpec

from ..bundled import bundled  # noqa: TID252 - tests are no installed package
from .shapes import SHAPES
from .work import count_work, grows_evenly

if TYPE_CHECKING:
    from speclint.binding import Binding
    from speclint.ruleset import RuleSet

SIZES = (200, 400, 1000)
"""Small, as every line is counted; the last is five times the first, so that little that is quadratic is seen all the same."""
LONGER = {
    "random order",
    "a long section heading",
    "a long section heading of signs",
    "a long section heading of brackets",
    "a heading of dashes",
    "a heading of marks",
}
"""What costs the same for every character only from some more on."""
LONGER_SIZES = (300, 600, 1200)
SHORT = {
    "one letter",
    "blanks",
    "tabs",
    "colons",
    "unspaced script",
    "emoji",
    "stars",
    "half addresses",
    "half mail addresses",
    "dashes of a comment",
    "a label of signs",
    "deep lists on one line",
    "words",
    "words with colons",
    "mail addresses",
    "control characters",
    "line separators",
    "long items",
    "bold words",
    "stars apart",
    "stars both ways",
    "underscores",
    "deep emphasis",
    "code spans",
    "images",
    "tags",
    "mentions of one footnote",
    "struck words",
    "bold and emphasis",
    "underscores both ways",
    "escaped bars",
    "silenced rows",
    "todos of one paragraph",
    "half emoji of a heading",
    "ends of comments that are none",
}
"""What may be a placeholder as a whole while it is short, and is read once more then."""
SHORT_SIZES = (400, 800, 1600)
LARGER = {"addresses in angles", "flow lists of front matter", "sections with links", "waves of a list"}
"""What they repeat is long, or only repeated evenly from some number on."""
LARGER_SIZES = (1000, 2000, 4000)
LARGEST = {"a long value", "entities", "references"}
"""Evenly only from where each text is long enough to be looked up and not searched."""
LARGEST_SIZES = (2000, 4000, 8000)
LATE = {
    "a large component",
    "a long cell",
    "a square table",
    "one section at a wrong level",
    "services that are near misses",
}
"""Their budgets only end what they spend in larger documents, or what they repeat is very long."""
LATE_SIZES, LATE_MOST = (2_500, 10_000), 4.6
"""How many times the work of the small document the large one may take: 4 is linear."""
IDS = (
    IdPattern("component", NamingSpec(id_pattern="CMP-[0-9]{3}", id_template="CMP-{number:3}")),
    IdPattern("design-document", NamingSpec(id_pattern="DES-[0-9]{3}", id_template="DES-{number:3}")),
)


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return bundled()["component"]


def bound(text: str, ruleset: RuleSet) -> Binding:
    """A document with its rule set, nothing of it remembered from before."""
    forms.cache_clear()
    all_forms.cache_clear()
    document = parse(SourceFile("cmp-001-shape.md", text))
    front = document.front_matter
    entries = FrontMatterReader().read(front).entries if front is not None else ()
    return bind(document, ruleset, Surroundings(None, entries, IDS))


def judge(text: str, ruleset: RuleSet) -> None:
    """All that becomes of a document."""
    binding = bound(text, ruleset)
    build(examine(binding).diagnostics)
    find_facts(binding, binding.document.source.path)


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_size(shape: str, ruleset: RuleSet) -> None:
    # What is loaded, compiled or remembered once is not the document's; for longer texts more is.
    judge(SHAPES[shape](1200), ruleset)

    def measure(size: int) -> tuple[int, int]:
        text = SHAPES[shape](size)
        return len(text), count_work(lambda: judge(text, ruleset))

    if shape in LATE:
        (_, small), (_, large) = map(measure, LATE_SIZES)
        assert large <= LATE_MOST * small, f"{small} steps for {LATE_SIZES[0]} characters, {large} for {LATE_SIZES[1]}"
    else:
        kinds = ((LARGER, LARGER_SIZES), (LARGEST, LARGEST_SIZES), (LONGER, LONGER_SIZES), (SHORT, SHORT_SIZES))
        grows_evenly(measure, next((sizes for shapes, sizes in kinds if shape in shapes), SIZES))


@pytest.mark.parametrize("shape", [name for name in SHAPES if "placeholder" in name or "table" in name])
def test_work_on_completeness_grows_with_the_size(shape: str, ruleset: RuleSet) -> None:
    score(bound(SHAPES[shape](250), ruleset))

    def measure(size: int) -> tuple[int, int]:
        text = SHAPES[shape](size)
        return len(text), count_work(partial(score, bound(text, ruleset)))

    grows_evenly(measure, SIZES)
