"""Scenario files hold rule files and the diagnostics that loading them together gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.language import RuleFile, load

from ..golden import parts  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic

    from ..golden import Golden  # noqa: TID252

SCENARIOS = Path(__file__).parent / "scenarios"
RULE_IDS = frozenset({"missing-section", "bad-cell", "placeholder", "uneven-row"})

_MARK = re.compile(r"^=== (?P<name>\S+)(?P<bundled> bundled)?$", re.MULTILINE)


def read_scenario(path: Path) -> list[RuleFile]:
    """The files of a scenario: all but what follows the mark `=== diagnostics`."""
    parts = _MARK.split(path.read_text(encoding="utf-8"))
    blocks = [tuple(parts[start : start + 3]) for start in range(1, len(parts), 3)]
    return [RuleFile(name, text.lstrip("\n"), bool(bundled)) for name, bundled, text in blocks if name != "diagnostics"]


def show(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Diagnostics as scenario files write them: the place and the message, the help indented below."""
    lines: list[str] = []
    for found in diagnostics:
        lines.append(f"{found.path}:{found.range.start.line}:{found.range.start.column}: {found.message}")
        lines += [f"    {line}" for line in found.help.splitlines()]
        lines += [
            f"    see {other.path}:{other.range.start.line}:{other.range.start.column}: {other.message}"
            for other in found.related
        ]
    return "\n".join(lines)


ALL = sorted(SCENARIOS.glob("*.txt"))


def test_there_are_scenarios() -> None:
    assert ALL


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_loading_says_exactly_what_the_scenario_expects(path: Path, golden: Golden) -> None:
    found = parts(path)
    stated = [part for part in found if part.head == "diagnostics"]
    assert stated or golden.accept, f"{path.name} must state what it expects"
    shown = show(load(read_scenario(path), RULE_IDS).diagnostics) + "\n"
    if stated:
        golden.same(shown, stated[0].text, stated[0].place)
    else:
        golden.same(shown, "", found[-1].below, "=== diagnostics\n{}")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_message_speaks_the_words_of_the_validation_library(path: Path) -> None:
    for found in load(read_scenario(path), RULE_IDS).diagnostics:
        text = f"{found.message} {found.help}"
        assert "Input should" not in text
        assert "type=" not in text
        assert "NoneType" not in text
        assert found.message[0] in "`ABCDEFGHIJKLMNOPQRSTUVWXYZ", text
        assert not found.message.endswith("."), text


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_place_lies_in_its_file(path: Path) -> None:
    texts = {file.path: file.text.split("\n") for file in read_scenario(path)}
    for found in load(read_scenario(path), RULE_IDS).diagnostics:
        line, column = found.range.start
        assert column <= len(texts[found.path][line - 1]) + 1
