"""`speclint init --editor`: what it writes, shows, and leaves alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from speclint.authoring.editors import EDITORS, in_home
from speclint.workspace.pages import setup_text

from .scenario import run

if TYPE_CHECKING:
    from pathlib import Path


def init(folder: Path, cache: Path, *arguments: str) -> list[str]:
    """What is printed."""
    done = run(folder, cache, "init", "-q", "--no-hook", *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


def steps(lines: list[str]) -> dict[str, str]:
    """The action by path."""
    return {line[7:].split(":")[0].split(" (")[0]: line[:6].strip() for line in lines if not line.startswith("    ")}


@pytest.mark.parametrize("name", EDITORS)
def test_an_editor_is_set_up_once(tmp_path: Path, cache: Path, name: str) -> None:
    first = steps(init(tmp_path, cache, "--editor", name))
    wanted = {file.path: "paste" if in_home(file) else "create" for file in EDITORS[name]}
    assert first == {".speclint.yaml": "create", **wanted, ".speclint.schema.json": "create"}
    for file in EDITORS[name]:
        assert (tmp_path / file.path).exists() is not in_home(file)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = steps(init(tmp_path, cache, "--editor", name))
    assert set(again.values()) <= {"keep", "paste"}
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run(tmp_path, cache, "check", "-q").returncode == 0


def test_all_editors_at_once(tmp_path: Path, cache: Path) -> None:
    lines = init(tmp_path, cache, *(word for name in EDITORS for word in ("--editor", name)))
    assert sum(".speclint.schema.json" in line for line in lines if line.startswith("create")) == 1
    assert steps(lines).keys() >= {file.path for files in EDITORS.values() for file in files}


def test_what_is_there_stays_and_what_to_add_is_shown(tmp_path: Path, cache: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    mine = '{\n  // my own\n  "version": "2.0.0",\n  "tasks": [],\n}\n'
    (tmp_path / ".vscode" / "tasks.json").write_text(mine)
    (tmp_path / "mine.sublime-project").write_text("{}")
    lines = init(tmp_path, cache, "--editor", "vscode", "--editor", "sublime")
    assert (tmp_path / ".vscode" / "tasks.json").read_text() == mine
    assert "keep   .vscode/tasks.json: exists. Add this to it:" in lines
    assert "keep   mine.sublime-project: mine.sublime-project exists. Add this to it:" in lines
    shown = "".join(f"    | {line}\n" for line in setup_text("vscode-tasks.json").splitlines())
    assert shown in "".join(f"{line}\n" for line in lines)
    assert not (tmp_path / "specifications.sublime-project").exists()


def test_rule_folders_of_the_project_get_the_schema(tmp_path: Path, cache: Path) -> None:
    (tmp_path / ".speclint.yaml").write_text("rule_paths: [specs/rules, one.yaml, other/rules/note.yaml]\n")
    for name in ("specs/rules/a.yaml", "one.yaml", "other/rules/note.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"speclint: 1\ntype: {name[:2]}-x\ntitle: X\nsections: [{{heading: A}}]\n")
    found = steps(init(tmp_path, cache, "--editor", "vscode"))
    assert found["specs/rules/speclint.schema.json"] == "create"
    assert found["other/rules/speclint.schema.json"] == "create"
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text())
    assert settings["yaml.schemas"] == {
        "./.speclint.schema.json": [".speclint.yaml", ".speclint.yml"],
        "./specs/rules/speclint.schema.json": ["specs/rules/*.yaml"],
        "./other/rules/speclint.schema.json": ["other/rules/*.yaml"],
    }
    assert run(tmp_path, cache, "types").returncode == 0, "a schema is no rule file"


def test_a_schema_of_another_version_is_brought_up_to_date(tmp_path: Path, cache: Path) -> None:
    assert run(tmp_path, cache, "rules", "new", "-q", "runbook").returncode == 0
    schema = tmp_path / "rules" / "speclint.schema.json"
    fresh = schema.read_bytes()
    assert fresh == run(tmp_path, cache, "schema").stdout
    schema.write_bytes(fresh.replace(b"agreements", b"treaties"))
    done = run(tmp_path, cache, "rules", "new", "-q", "--prefix", "pb", "playbook")
    assert b"change rules/speclint.schema.json: is of another version\n" in done.stdout
    assert schema.read_bytes() == fresh
    schema.write_text("{}")
    done = run(tmp_path, cache, "rules", "new", "-q", "--prefix", "gb", "guidebook")
    assert b"keep   rules/speclint.schema.json (exists)\n" in done.stdout
    assert schema.read_text() == "{}"


def test_print_gives_the_bare_text(tmp_path: Path, cache: Path) -> None:
    done = run(tmp_path, cache, "init", "--print", "--editor", "vim")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, setup_text("vim.vim"), b"")
    done = run(tmp_path, cache, "init", "--print", "--editor", "vscode")
    assert done.stdout.decode().startswith("==> .vscode/tasks.json <==\n{\n")
    done = run(tmp_path, cache, "init", "--print")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"name it with --editor" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_dry_run_shows_all_and_writes_nothing(tmp_path: Path, cache: Path) -> None:
    done = run(tmp_path, cache, "init", "--dry-run", "--editor", "helix")
    assert b"create .helix/languages.toml\n    | [language-server.speclint]\n" in done.stdout
    assert list(tmp_path.iterdir()) == []
