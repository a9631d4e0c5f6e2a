"""Scenario files hold rule files and the diagnostics that loading them together gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.language import RuleFile, load

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic

SCENARIOS = Path(__file__).parent / "scenarios"
RULE_IDS = frozenset({"missing-section", "bad-cell", "placeholder", "uneven-row"})

_MARK = re.compile(r"^=== (?P<name>\S+)(?P<bundled> bundled)?$", re.MULTILINE)


class Scenario(NamedTuple):
    files: list[RuleFile]
    expected: str


def read_scenario(path: Path) -> Scenario:
    """The files of a scenario, and what follows the mark `=== diagnostics`."""
    parts = _MARK.split(path.read_text(encoding="utf-8"))
    blocks = [tuple(parts[start : start + 3]) for start in range(1, len(parts), 3)]
    files = [
        RuleFile(name, text.lstrip("\n"), bool(bundled)) for name, bundled, text in blocks if name != "diagnostics"
    ]
    expected = next((text for name, _, text in blocks if name == "diagnostics"), "")
    return Scenario(files, expected.strip())


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
def test_loading_says_exactly_what_the_scenario_expects(path: Path) -> None:
    scenario = read_scenario(path)
    assert scenario.expected, f"{path.name} must state what it expects"
    loaded = load(scenario.files, RULE_IDS)
    assert show(loaded.diagnostics) == scenario.expected


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_message_speaks_the_words_of_the_validation_library(path: Path) -> None:
    for found in load(read_scenario(path).files, RULE_IDS).diagnostics:
        text = f"{found.message} {found.help}"
        assert "Input should" not in text
        assert "type=" not in text
        assert "NoneType" not in text
        assert found.message[0] in "`ABCDEFGHIJKLMNOPQRSTUVWXYZ", text
        assert not found.message.endswith("."), text


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_place_lies_in_its_file(path: Path) -> None:
    scenario = read_scenario(path)
    texts = {file.path: file.text.split("\n") for file in scenario.files}
    for found in load(scenario.files, RULE_IDS).diagnostics:
        line, column = found.range.start
        assert column <= len(texts[found.path][line - 1]) + 1
