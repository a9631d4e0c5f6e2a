"""The program's own regular expressions keep the promise that rule sets have to keep: linear time on any text.

A pattern that is compiled at the top of a module is judged by how it is used there: a search, which begins anew at each
character, or a match at a place.
"""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from speclint.expressions import ANY_LENGTH
from speclint.language.regex.cost import quick_lengths

ROOT = Path(__file__).parents[2]
SEARCHES = frozenset(("search", "sub", "subn", "split", "finditer", "findall"))
REASONS = {
    "speclint.fixes.columns._DELIMITERS": "the line is a row of dashes, behind the marks of its containers",
    "speclint.formats.yaml.messages._ALIAS_VALUE": "blanks are tried once, behind a colon or a dash",
    "speclint.lsp.hovering._PART": "a page of this program",
    "speclint.markdown.block_parser._NOT_CODE": "each try begins a line and stays in it",
    "speclint.markdown.block_parser._PARAGRAPH_END": "each try begins a line and stays in it",
    "speclint.markdown.block_parser._BLANK_LINE": "each try begins a line and stays in it",
    "speclint.markdown.document._COMMENT": "a try that has read to the end of the text is a match",
    "speclint.markdown.document._LEADING_TAB": "each try begins a line and stays in it",
    "speclint.markdown.inline._SPECIAL": "a run of marks is a match, and the next try begins behind it",
    "speclint.project.anchors._HTML_ANCHOR": "each try begins at a `<` and ends at the next",
    "speclint.workspace.files.git._UNREADABLE": "what git says, line by line",
}
"""Why a search is linear for which the analysis, which takes each anchor to hold everywhere, cannot tell."""


class Use(NamedTuple):
    """A pattern of a module, and that it is searched for."""

    module: str
    name: str
    line: int


def uses() -> list[Use]:
    """Every search for a pattern that has a name."""
    found: list[Use] = []
    for path in sorted((ROOT / "speclint").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found += [
            Use(module, node.value.id, node.lineno)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute) and node.attr in SEARCHES and isinstance(node.value, ast.Name)
        ]
    return found


def pattern_of(use: Use) -> re.Pattern[str] | None:
    """The pattern; None for a local name, and for bytes."""
    value = getattr(importlib.import_module(use.module), use.name, None)
    return value if isinstance(value, re.Pattern) and isinstance(value.pattern, str) else None


def flagged(pattern: re.Pattern[str]) -> str:
    """A pattern with its flags inside."""
    letters = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s", re.VERBOSE: "x", re.ASCII: "a"}
    flags = "".join(letter for flag, letter in letters.items() if pattern.flags & flag)
    return f"(?{flags}){pattern.pattern}" if flags and not pattern.pattern.startswith("(?" + flags) else pattern.pattern


SEARCHED = {(use.module, use.name): use for use in uses() if pattern_of(use) is not None}


@pytest.mark.parametrize("use", SEARCHED.values(), ids=lambda use: f"{use.module}.{use.name}")
def test_a_search_takes_linear_time(use: Use) -> None:
    pattern = pattern_of(use)
    assert pattern is not None
    if f"{use.module}.{use.name}" not in REASONS:
        limit = quick_lengths(flagged(pattern))[1]
        assert limit >= ANY_LENGTH, f"line {use.line}: `{pattern.pattern}` is quick up to {limit} characters only"


def test_there_are_some() -> None:
    assert len(SEARCHED) > 50


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_is_still_needed(name: str) -> None:
    module, _, pattern = name.rpartition(".")
    use = SEARCHED.get((module, pattern))
    assert use is not None, "nothing searches for it any more"
    found = pattern_of(use)
    assert found is not None
    assert quick_lengths(flagged(found))[1] < ANY_LENGTH, "the analysis can tell now"
