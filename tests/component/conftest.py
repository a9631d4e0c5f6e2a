"""What the tests of the component rule set share: the rule set as it is shipped, and findings in short form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.engine.linter import lint
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

if TYPE_CHECKING:
    from speclint.ruleset import RuleSet

ROOT = Path(__file__).parents[2]


class Found(NamedTuple):
    """A finding as the tests compare it."""

    line: int
    column: int
    rule: str
    severity: str
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.severity} {self.rule}: {self.message}"


class Linter:
    """Lints texts against the component rule set."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset

    def __call__(self, text: str | bytes, path: str = "cmp-001-export-service.md") -> list[Found]:
        """All findings of every severity, in the order of the document."""
        data = text.encode() if isinstance(text, str) else text
        document = parse(SourceFile.from_bytes(path, data))
        front = FrontMatterReader().read(document.front_matter).entries if document.front_matter else ()
        index = Surroundings(front_matter=front)
        found = lint(document, self.ruleset, index)
        return sorted(
            Found(item.range.start.line, item.range.start.column, item.rule, item.severity, item.message)
            for item in found
        )


@pytest.fixture(scope="session")
def linter() -> Linter:
    files = [
        RuleFile(f"rules/{path.name}", path.read_text("utf-8"), bundled=True)
        for path in (ROOT / "rules").glob("*.yaml")
    ]
    loaded = load(sorted(files), trusted=[file.path for file in files])
    assert not loaded.diagnostics, loaded.diagnostics
    return Linter(loaded.rulesets["component"])
