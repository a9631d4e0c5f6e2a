"""Scenario files: rule sets, documents, and how complete they are.

A file is divided by lines that begin with `=== `:

    === rules            a rule set, below the three keys that all need
    === document         a document; it holds for the score that follows
    === score NAME       what it must have, line by line

The first line of a score is the percentage of the whole, `80 of all`. Then each section has a line, in the order of the
score: its percentage and the headings down to it (`50 Monitoring > Alerts`), or `[]` for what is above the first
section. Below it, indented, is what it lacks itself: `line:column lost requirement: message`, where `lost` is the
exact share of the whole.

The text before the first part says what the file shows.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.completeness import percent, score
from speclint.engine.linter import bind
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

from ..golden import Place, parts  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.completeness import SpecScore
    from speclint.ruleset import RuleSet

SCENARIOS = Path(__file__).parent / "scenarios"
PRELUDE = "speclint: 1\ntype: note\ntitle: Note\n"


class Scenario(NamedTuple):
    """One document and its score."""

    name: str
    rules: str
    document: str
    expected: str
    place: Place


def scenarios() -> Iterator[Scenario]:
    """All scenarios of all files."""
    for path in sorted(SCENARIOS.glob("*.txt")):
        rules = document = ""
        for part in parts(path):
            head, body = part.head, part.text
            if head == "rules":
                rules = PRELUDE + body
            elif head == "document":
                document = body
            else:
                word, _, name = head.partition(" ")
                assert word == "score", f"{path.name}: {head}"
                assert name, f"{path.name}: a score without a name"
                yield Scenario(f"{path.stem}: {name}", rules, document, body, part.place)


@lru_cache(maxsize=256)
def load_rules(text: str) -> RuleSet:
    """The one rule set of a rule file without a fault."""
    loaded = load([RuleFile("rules.yaml", text)])
    assert not loaded.diagnostics, loaded.diagnostics
    (ruleset,) = loaded.rulesets.values()
    return ruleset


def score_text(text: str | SourceFile, ruleset: RuleSet) -> SpecScore:
    """How complete a text is."""
    document = parse(SourceFile("spec.md", text) if isinstance(text, str) else text)
    front = FrontMatterReader().read(document.front_matter).entries if document.front_matter else ()
    return score(bind(document, ruleset, Surroundings(front_matter=front)))


def show(scored: SpecScore) -> str:
    """A score as scenario files write it."""
    lines = [f"{scored.percent} of all"]
    for part in scored.sections:
        lines.append(f"{percent(part.credit)} {' > '.join(part.section) or '[]'}")
        lines += [
            f"  {loss.place.line}:{loss.place.column} {loss.share} {loss.requirement}: {loss.message}"
            for loss in part.missing
        ]
    return "\n".join(lines) + "\n"
