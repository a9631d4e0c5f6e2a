"""What the tests of the component rule set share: the rule set as it is shipped, and findings in short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.engine.linter import lint
from speclint.formats.code import CodeSyntax
from speclint.markdown import parse
from speclint.project import Surroundings

from ..bundled import bundled  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from speclint.ruleset import RuleSet


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
        self.code = CodeSyntax()
        """What is known of code blocks: nearly all documents have the same."""

    def __call__(self, text: str | bytes, path: str = "cmp-001-export-service.md") -> list[Found]:
        """All findings of every severity, in the order of the document."""
        data = text.encode() if isinstance(text, str) else text
        document = parse(SourceFile.from_bytes(path, data))
        front = FrontMatterReader().read(document.front_matter).entries if document.front_matter else ()
        index = Surroundings(self.code, front)
        found = lint(document, self.ruleset, index)
        return sorted(
            Found(item.range.start.line, item.range.start.column, item.rule, item.severity, item.message)
            for item in found
        )


@pytest.fixture(scope="session")
def linter() -> Linter:
    return Linter(bundled()["component"])
