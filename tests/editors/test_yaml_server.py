"""Rule sets and settings in any editor with the YAML language server: keys are offered, and misspelt ones marked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ..cli.scenario import ROOT, run  # noqa: TID252 - tests are no installed package
from .conftest import Scratch, needs
from .yaml_server import YamlServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _begin(scratch: Scratch, root: Path, **settings: object) -> YamlServer:
    return YamlServer(needs("yaml-language-server"), root, scratch.environment(), settings)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[YamlServer]:
    """One server for all texts that say themselves which schema they follow."""
    found = _begin(Scratch(tmp_path_factory.mktemp("yaml") / "work", cache), ROOT)
    yield found
    found.end()


@pytest.fixture
def program(begun: YamlServer) -> Iterator[YamlServer]:
    """The server, with nothing open."""
    yield begun
    begun.close()


@pytest.fixture
def rules(scratch: Scratch) -> Path:
    """What `rules new` writes."""
    done = run(scratch.folder, scratch.cache, "rules", "new", "-q", "runbook")
    assert done.returncode == 0, done.stderr
    return scratch.folder / "rules" / "runbook.yaml"


def test_a_new_rule_set_is_completed(rules: Path, program: YamlServer) -> None:
    text = rules.read_text("utf-8")
    program.open(rules, text + "agr\n")
    assert "agreements" in program.completion(rules, text.count("\n"), 3)


def test_a_new_rule_set_has_no_mistakes_and_a_misspelt_key_is_one(
    rules: Path, program: YamlServer, scratch: Scratch
) -> None:
    text = rules.read_text("utf-8")
    program.open(rules, text)
    assert program.diagnostics(rules) == []
    other = scratch.folder / "rules" / "other.yaml"
    program.open(other, text.replace("guidance:", "guidence:", 1))
    line = text[: text.index("guidance:")].count("\n") + 1
    found = program.diagnostics(other)
    assert [where for where, _ in found] == [line]
    assert "guidence" in found[0][1]


def test_settings_are_completed(scratch: Scratch, program: YamlServer) -> None:
    path = scratch.folder / ".speclint.yaml"
    path.unlink()
    assert run(scratch.folder, scratch.cache, "init", "-q", "--no-hook", "--editor", "helix").returncode == 0
    text = path.read_text("utf-8")
    program.open(path, text)
    assert program.diagnostics(path) == []
    again = scratch.folder / "again.yaml"
    program.open(again, text + "rules:\n  missing-s\nfail_no: error\n")
    line = text.count("\n")
    assert "missing-section" in program.completion(again, line + 1, 11)
    assert "fail_no" in " ".join(message for where, message in program.diagnostics(again) if where == line + 3)


def test_the_settings_of_vscode_lead_to_the_schemas(scratch: Scratch) -> None:
    """For files without the comment: the result as before."""
    assert run(scratch.folder, scratch.cache, "init", "-q", "--no-hook", "--editor", "vscode").returncode == 0
    settings = json.loads((scratch.folder / ".vscode" / "settings.json").read_text("utf-8"))
    program = _begin(scratch, scratch.folder, schemas=settings["yaml.schemas"])
    try:
        for name, text, word in (
            (".speclint.yaml", "rule_path: [rules]\n", "rule_path"),
            ("rules/note.yaml", "speclint: 1\ntype: a\ntitel: b\n", "titel"),
        ):
            path = scratch.folder / name
            program.open(path, text)
            assert word in str(program.diagnostics(path))
    finally:
        program.end()


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_bundled_rule_sets_have_no_mistakes(path: Path, program: YamlServer) -> None:
    program.open(path, path.read_text("utf-8"))
    assert program.diagnostics(path) == []
    other = path.with_name(f"other-{path.name}")
    program.open(other, path.read_text("utf-8") + "titel: x\n")
    assert "titel" in str(program.diagnostics(other))
