"""Scenario files: rule sets, and the new documents that are made of them.

A file is divided by lines that begin with `=== `:

    === rules            a rule set, below the three keys that all need
    === values            `name: value` lines, in the place of those of `FACTS`; they hold for the rule set
    === given            `field: value` lines for the next document; `\\n` in a value is a line break
    === document NAME    the exact document
    === findings         what the linter says of that document, besides its placeholders; nothing unless said
    === refused NAME     no document: the values that are given are refused with this message

The text before the first part says what the file shows. Blank lines at the end of a part are no part of it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speclint.authoring.template import Values
from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

from ..golden import Place, parts  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown import Document
    from speclint.ruleset import RuleSet

SCENARIOS = Path(__file__).parent / "scenarios"
PRELUDE = "speclint: 1\ntype: note\ntitle: Note\n"
FACTS = Values("NOTE-001", "Data Export", "data-export", "2026-01-31")


class Scenario(NamedTuple):
    """One document to be made. `expected`: its text, or the message with which the values are refused."""

    name: str
    rules: str
    values: Values
    given: dict[str, str]
    expected: str
    refused: bool
    place: Place
    findings: str = ""
    findings_place: Place | None = None


def scenarios() -> Iterator[Scenario]:
    """All scenarios of all files."""
    for path in sorted(SCENARIOS.glob("*.txt")):
        yield from _read(path)


def _read(path: Path) -> list[Scenario]:
    found: list[Scenario] = []
    rules, values = "", FACTS
    given: dict[str, str] = {}
    for part in parts(path):
        head, body = part.head, part.text
        word, _, name = head.partition(" ")
        if head == "rules":
            rules, values = body, FACTS
        elif head == "values":
            values = Values(**_pairs(body))
        elif head == "given":
            given = _pairs(body)
        elif head == "findings":
            found[-1] = found[-1]._replace(findings=body, findings_place=part.place)
        else:
            assert word in ("document", "refused"), f"{path.name}: {head}"
            assert name, f"{path.name}: a {word} without a name"
            found.append(
                Scenario(f"{path.stem}: {name}", PRELUDE + rules, values, given, body, word == "refused", part.place)
            )
            given = {}
    return found


def _pairs(body: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in body.splitlines())
    return {name: value.strip(" ").replace("\\n", "\n") for name, _, value in pairs}


@lru_cache(maxsize=256)
def load_rules(text: str) -> RuleSet:
    """The one rule set of a rule file without a fault."""
    loaded = load([RuleFile("rules.yaml", text)])
    assert not loaded.diagnostics, loaded.diagnostics
    (ruleset,) = loaded.rulesets.values()
    return ruleset


def read(text: str, path: str = "spec.md") -> tuple[Document, Surroundings]:
    """A text as the linter takes it."""
    document = parse(SourceFile(path, text))
    front = FrontMatterReader().read(document.front_matter).entries if document.front_matter else ()
    return document, Surroundings(front_matter=front)
