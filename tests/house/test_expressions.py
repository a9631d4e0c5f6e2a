"""The program's own regular expressions keep the promise that rule sets have to keep: linear time on any text.

A pattern that is compiled at the top of a module is judged by how it is used there: a search, which begins anew at each
character, or a match at a place.
"""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from speclint.expressions import ANY_LENGTH
from speclint.language.regex.cost import quick_lengths

ROOT = Path(__file__).parents[2]
SEARCHES = frozenset(("search", "sub", "subn", "split", "finditer", "findall"))
REASONS = {
    "speclint.checks.conflicting_field._WORD": "a run of digits is a match, and the next try begins behind it",
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
    "speclint.ruleset.value_types._RANGE": "2,000 characters",
    "speclint.workspace.beside._OTHERS": "a bundled rule file",
    "speclint.workspace.files.git._UNREADABLE": "what git says, line by line",
}
"""Why a search is linear for which the analysis, which takes each anchor to hold everywhere, cannot tell."""


class Use(NamedTuple):
    """A pattern of a module, and that it is searched for."""

    module: str
    name: str


def uses() -> list[Use]:
    """Every search for a pattern that has a name."""
    found: list[Use] = []
    for path in sorted((ROOT / "speclint").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found += [
            Use(module, node.value.id)
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


@cache
def searched() -> dict[str, re.Pattern[str]]:
    """The patterns of the program that are searched for, by module and name."""
    found = {f"{use.module}.{use.name}": pattern_of(use) for use in uses()}
    return {name: pattern for name, pattern in found.items() if pattern is not None}


@cache
def quick_up_to(name: str) -> int:
    """The length of text up to which a search for a pattern is quick."""
    return quick_lengths(flagged(searched()[name]))[1]


def test_searches_take_linear_time() -> None:
    assert len(searched()) > 50
    slow = [
        f"{name}: `{pattern.pattern}` is quick up to {quick_up_to(name)} characters only"
        for name, pattern in searched().items()
        if name not in REASONS and quick_up_to(name) < ANY_LENGTH
    ]
    assert slow == []


def test_reasons_are_still_needed() -> None:
    gone = [f"{name}: nothing searches for it any more" for name in REASONS if name not in searched()]
    known = [
        f"{name}: the analysis can tell now"
        for name in REASONS
        if name in searched() and quick_up_to(name) >= ANY_LENGTH
    ]
    assert gone + known == []
