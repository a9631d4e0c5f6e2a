"""What the tests of the bundled types share: the rule sets as they are shipped, and running a document against one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.engine.linter import bind, lint
from speclint.markdown import parse
from speclint.project import Surroundings

from ..bundled import bundled  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.diagnostics import Diagnostic
    from speclint.binding import Binding
    from speclint.markdown import Document
    from speclint.ruleset import RuleSet


class Types:
    """The bundled types."""

    def __init__(self, rulesets: Mapping[str, RuleSet]) -> None:
        self.rulesets = rulesets

    def lint(self, type: str, text: str | bytes, path: str) -> tuple[Diagnostic, ...]:
        """All findings on a text as a document of a type."""
        document, around = self._read(text, path)
        return lint(document, self.rulesets[type], around)

    def bind(self, type: str, text: str, path: str) -> Binding:
        """A text bound to the rule set of a type."""
        document, around = self._read(text, path)
        return bind(document, self.rulesets[type], around)

    def _read(self, text: str | bytes, path: str) -> tuple[Document, Surroundings]:
        document = parse(SourceFile.from_bytes(path, text.encode() if isinstance(text, str) else text))
        front_matter = document.front_matter
        entries = FrontMatterReader().read(front_matter).entries if front_matter else ()
        return document, Surroundings(front_matter=entries)


@pytest.fixture(scope="session")
def types() -> Types:
    return Types(bundled())
