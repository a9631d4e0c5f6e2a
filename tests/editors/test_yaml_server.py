"""Rule sets and settings in any editor with the YAML language server: keys are offered, and misspelt ones marked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ..cli.scenario import ROOT, run  # noqa: TID252 - tests are no installed package
from .conftest import Scratch, needs
from .yaml_server import YamlServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Open = Callable[..., YamlServer]


@pytest.fixture
def server(scratch: Scratch) -> Iterator[Open]:
    begun: list[YamlServer] = []

    def begin(root: Path = scratch.folder, **settings: object) -> YamlServer:
        begun.append(YamlServer(needs("yaml-language-server"), root, scratch.environment(), settings))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


@pytest.fixture
def rules(scratch: Scratch) -> Path:
    """What `rules new` writes."""
    done = run(scratch.folder, scratch.cache, "rules", "new", "-q", "runbook")
    assert done.returncode == 0, done.stderr
    return scratch.folder / "rules" / "runbook.yaml"


def test_a_new_rule_set_is_completed(rules: Path, server: Open) -> None:
    text = rules.read_text("utf-8")
    program = server()
    program.open(rules, text + "agr\n")
    assert "agreements" in program.completion(rules, text.count("\n"), 3)


def test_a_new_rule_set_has_no_mistakes_and_a_misspelt_key_is_one(rules: Path, server: Open, scratch: Scratch) -> None:
    text = rules.read_text("utf-8")
    program = server()
    program.open(rules, text)
    assert program.diagnostics(rules) == []
    other = scratch.folder / "rules" / "other.yaml"
    program.open(other, text.replace("guidance:", "guidence:", 1))
    line = text[: text.index("guidance:")].count("\n") + 1
    found = program.diagnostics(other)
    assert [where for where, _ in found] == [line]
    assert "guidence" in found[0][1]


def test_settings_are_completed(scratch: Scratch, server: Open) -> None:
    path = scratch.folder / ".speclint.yaml"
    path.unlink()
    assert run(scratch.folder, scratch.cache, "init", "-q", "--no-hook", "--editor", "helix").returncode == 0
    text = path.read_text("utf-8")
    program = server()
    program.open(path, text)
    assert program.diagnostics(path) == []
    again = scratch.folder / "again.yaml"
    program.open(again, text + "rules:\n  missing-s\nfail_no: error\n")
    line = text.count("\n")
    assert "missing-section" in program.completion(again, line + 1, 11)
    assert "fail_no" in " ".join(message for where, message in program.diagnostics(again) if where == line + 3)


def test_the_settings_of_vscode_lead_to_the_schemas(scratch: Scratch, server: Open) -> None:
    """For files without the comment: the result as before."""
    assert run(scratch.folder, scratch.cache, "init", "-q", "--no-hook", "--editor", "vscode").returncode == 0
    settings = json.loads((scratch.folder / ".vscode" / "settings.json").read_text("utf-8"))
    program = server(schemas=settings["yaml.schemas"])
    for name, text, word in (
        (".speclint.yaml", "rule_path: [rules]\n", "rule_path"),
        ("rules/note.yaml", "speclint: 1\ntype: a\ntitel: b\n", "titel"),
    ):
        path = scratch.folder / name
        program.open(path, text)
        assert word in str(program.diagnostics(path))


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_bundled_rule_sets_have_no_mistakes(path: Path, server: Open) -> None:
    program = server(ROOT)
    program.open(path, path.read_text("utf-8"))
    assert program.diagnostics(path) == []
    program.open(path.with_name("other.yaml"), path.read_text("utf-8") + "titel: x\n")
    assert "titel" in str(program.diagnostics(path.with_name("other.yaml")))
