"""Editors that cannot be had here: their files have the form that the editors' documentation gives."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from speclint.authoring.editors import EDITORS
from speclint.formats.toml import read_toml
from speclint.workspace.pages import setup_text

from ..cli.scenario import ROOT  # noqa: TID252 - tests are no installed package
from .conftest import LINES, PLACES

if TYPE_CHECKING:
    from .conftest import Scratch


def test_helix() -> None:
    data, error = read_toml(setup_text("helix.toml"))
    assert error is None
    assert data["language-server"] == {"speclint": {"command": "speclint", "args": ["server"]}}
    (language,) = data["language"]
    assert language["name"] == "markdown"
    assert "speclint" in language["language-servers"]


def test_zed() -> None:
    tasks = json.loads(setup_text("zed-tasks.json"))
    known = {
        "label",
        "command",
        "args",
        "env",
        "cwd",
        "use_new_terminal",
        "allow_concurrent_runs",
        "reveal",
        "hide",
        "shell",
    }
    for task in tasks:
        assert {"label", "command"} <= set(task) <= known
        assert task["command"] == "speclint"


def test_sublime(scratch: Scratch) -> None:
    project = json.loads(setup_text("sublime.json"))
    assert set(project) <= {"folders", "settings", "build_systems"}
    (system,) = project["build_systems"]
    lines = scratch.run(*system["cmd"][1:]).splitlines()
    found = [re.search(system["file_regex"], line) for line in lines]
    assert [match and match.groups()[:3] for match in found] == [
        (f"notes/{scratch.document.name}", str(line), str(len(LINES[line - 1].partition(text)[0]) + 1))
        for _, _, line, text in PLACES
    ]
    client = project["settings"]["LSP"]["speclint"]
    assert (client["enabled"], client["command"]) == (True, ["speclint", "server"])


def test_every_file_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    for files in EDITORS.values():
        for file in files:
            assert f"<!-- file: {file.source} -->" in page
            assert setup_text(file.source) in page
            assert file.path in page or file.alike
