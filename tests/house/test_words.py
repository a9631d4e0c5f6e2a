"""Texts are in plain English: what tests/house/words.py lists does not come back where it is gone."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .words import struck_out

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

CLEAN = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs",
    "rules",
    "speclint",
    ".github",
    ".pre-commit-hooks.yaml",
    "action.yml",
    "tests",
)
"""Files and folders whose texts hold none of these words. A line adds one; nothing is ever taken out."""

GENERATED = {"docs/commands.md", "docs/rules.md", "docs/types"}
"""Made of other files' texts, which are judged where they are written."""

QUOTES = {
    "tests/house/words.py": "the list itself",
    "tests/house/test_words.py": "tests of the list",
    **{
        f"tests/types/{path.stem}": "documents as teams write them, as in rules/examples"
        for path in (ROOT / "rules").glob("*.yaml")
    },
    **{
        f"tests/judgement/{path.parent.name}": "documents as their authors wrote them, with texts to put into them"
        for path in (ROOT / "tests" / "judgement").glob("*/defects.yaml")
    },
    "tests/judgement/second": "the same",
    "tests/judgement/third": "the same",
    "tests/judgement/fourth": "the same",
    "tests/judgement/fifth": "the same",
    "rules/vocabulary.yaml": "words as authors write them, in several languages",
    "rules/examples": "specifications as teams write them: what a document may say is for its author to choose",
}
"""Files and folders that are judged by nobody, each with the reason."""

ALIASES = re.compile(r"\baliases: (?:&\S+ )?\[[^\]]*\]")
"""In rule sets: headings and names as authors of specifications write them (`Who Is Told`)."""

TEXTS = {".md", ".py", ".sh", ".yaml", ".yml"}


def files(name: str) -> Iterator[Path]:
    """The texts in a place of CLEAN."""
    place = ROOT / name
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        relative = path.relative_to(ROOT).as_posix()
        if path.suffix not in TEXTS:
            continue
        if not any(relative == each or relative.startswith(f"{each}/") for each in (*GENERATED, *QUOTES)):
            yield path


def prose(path: Path) -> str:
    """What a person reads of a file, on the lines where it is; blanks elsewhere."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        return markdown_prose(text)
    return python_prose(text) if path.suffix == ".py" else yaml_prose(text)


def markdown_prose(text: str) -> str:
    """Markdown without its code and without the addresses of its links."""
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1`*$", _blank, text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)[^`].*?\1|\]\([^)]*\)", _blank, text, flags=re.DOTALL)


def yaml_prose(text: str) -> str:
    """YAML without the aliases of a rule set, whose values and comments are prose otherwise."""
    return ALIASES.sub(_blank, text)


def python_prose(text: str) -> str:
    """Docstrings, comments, and strings of several words: messages, help. Code spans in them are no prose."""
    lines = [""] * (text.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0]] += token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            for number, line in enumerate(node.value.split("\n"), node.lineno):
                lines[min(number, len(lines) - 1)] += f" | {line}"
    return re.sub(r"`[^`\n]*`", _blank, "\n".join(lines[1:]))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


@pytest.mark.parametrize("place", CLEAN)
def test_texts_are_in_plain_english(place: str) -> None:
    assert (ROOT / place).exists(), "take the line out of CLEAN"
    found = [
        f"{path.relative_to(ROOT)}:{each.line}: '{each.found}': write {each.instead}"
        for path in files(place)
        for each in struck_out(prose(path))
    ]
    assert not found, "\n".join(["struck out in tests/house/words.py:", *found])


def test_texts_are_found_in_every_place() -> None:
    assert [place for place in CLEAN if not any(files(place))] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It mends what\nit finds, as told.", [(1, "mends"), (2, "told")]),
        ("A section that is\nasked for.", [(2, "asked for")]),
        ("A column that is\nnot there, one too many.", [(1, "is not there")]),
        ("There is no column. It stands for one, a stand-in. Amended. So as to fit.", []),
    ],
)
def test_a_struck_out_word_is_found(text: str, found: list[tuple[int, str]]) -> None:
    assert [(each.line, re.sub(r"\s", " ", each.found)) for each in struck_out(text)] == found


def test_code_is_no_prose() -> None:
    assert markdown_prose("a\n```text\nmend\n```\nb `mend` [c](mend.md)\n").split() == ["a", "b", "[c"]
    assert "mend" not in python_prose('mend = told()  # `mend`\n"""Fix."""\n')
    assert list(struck_out(python_prose('x = f"as told {y}"\n'))) != []


def test_aliases_are_no_prose() -> None:
    assert "Told" not in yaml_prose("- {name: A, aliases: [Who Is Told, B], presence: optional}\n")
    assert list(struck_out(yaml_prose("aliases: [A]\nguidance: Say who is told.\n"))) != []
