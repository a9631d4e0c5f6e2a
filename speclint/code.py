"""Whether a code block parses, by its language.

Owns: the languages that can be parsed, and the memory of earlier verdicts.
Never: reads or writes a file; a shell hands in what it remembered and takes away what was learned.
"""

from __future__ import annotations

from typing import NamedTuple

JSON_LANGUAGES = ("json", "jsonc", "json5")
YAML_LANGUAGES = ("yaml", "yml")


class SyntaxFault(NamedTuple):
    """Where code stops being valid: 1-based line and column inside the code, and what is wrong."""

    line: int
    column: int
    message: str


class CodeSyntax:
    """Parses code. Verdicts on languages whose parser is costly to import are remembered by content."""

    __slots__ = ("known", "learned")

    def __init__(self, known: dict[str, list[object] | None] | None = None) -> None:
        self.known: dict[str, list[object] | None] = known or {}
        """Verdicts by key (language and content hash): None, or line, column, message."""
        self.learned: dict[str, list[object] | None] = {}
        """Verdicts found since, in the same form."""

    def fault(self, language: str, text: str) -> SyntaxFault | None:
        """The first fault of `text`, or None where it parses or the language is not one that can be parsed."""
        raise NotImplementedError
