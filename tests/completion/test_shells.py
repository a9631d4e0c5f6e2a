"""The scripts of `speclint completion` in the shells that they are for."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from ..cli.scenario import run  # noqa: TID252 - tests are no installed package
from .shells import lay_out, needs, typed

if TYPE_CHECKING:
    from pathlib import Path

if os.name == "nt":
    pytest.skip("terminals work differently there", allow_module_level=True)

SHELLS = ("bash", "zsh", "fish")
HOSTILE = (
    "with blank.md",
    "quote'd.md",
    'two".md',
    "dollar$HOME.md",
    "star*.md",
    "日本.md",
    "semi;colon.md",
    "back\\slash.md",
    "#hash.md",
)
RULES = """\
speclint: 1
type: note
title: Note
fields:
  - {name: Owner Team, values: ["Red (1)", Blue]}
sections: [{heading: Why}]
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A project with a type of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / ".speclint.yaml").write_text("rule_paths: [own]\n")
    (folder / "own").mkdir()
    (folder / "own" / "note.yaml").write_text(RULES)
    return folder


LINES = [
    ("speclint basel\t", ["baseline"]),
    ("speclint check --exit\t", ["check", "--exit-zero"]),
    ("speclint check --color al\t", ["check", "--color", "always"]),
    ("speclint check --color=al\t", ["check", "--color=always"]),
    ("speclint check --select unev\t", ["check", "--select", "uneven-row"]),
    ("speclint check --select uneven-row,orph\t", ["check", "--select", "uneven-row,orphan-spec"]),
    ("speclint check --ignore=uneven-row,orph\t", ["check", "--ignore=uneven-row,orphan-spec"]),
    ("speclint new not\t", ["new", "note"]),
    ("speclint explain not\t", ["explain", "note"]),
    ("speclint check --type=not\t", ["check", "--type=note"]),
    ("speclint new note --set Own\tR\t", ["new", "note", "--set", "Owner Team=Red (1)"]),
    ("speclint rules ne\t", ["rules", "new"]),
    ("speclint rules new runbook --folder ow\t", ["rules", "new", "runbook", "--folder", "own"]),
    ("speclint check ow\tno\t", ["check", "own/note.yaml"]),
    ("speclint check --config .speclint.y\t", ["check", "--config", ".speclint.yaml"]),
    ("speclint check --config=.speclint.y\t", ["check", "--config=.speclint.yaml"]),
    ("speclint check --output-file sar\tow\tno\t", ["check", "--output-file", "sarif=own/note.yaml"]),
    ("speclint check --output-file=sarif=.speclint.y\t", ["check", "--output-file=sarif=.speclint.yaml"]),
    ("speclint check -- -\t", ["check", "--", "-odd.md"]),
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("keys", "expected"), LINES, ids=[keys.replace("\t", "") for keys, _ in LINES])
def test_a_tab_completes(shell: str, keys: str, expected: list[str], work: Path, tmp_path: Path, cache: Path) -> None:
    needs(shell)
    (work / "-odd.md").write_text("# A\n")
    environ = lay_out(tmp_path, shell, cache)
    # zsh takes the stroke behind a folder away again.
    assert [word.rstrip("/") for word in typed(shell, keys, work, tmp_path, environ)] == expected


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("name", HOSTILE)
def test_the_shell_quotes_a_name(shell: str, name: str, work: Path, tmp_path: Path, cache: Path) -> None:
    """Whatever is in a file's name, the program gets it as it is."""
    needs(shell)
    folder = work / "docs"
    folder.mkdir()
    (folder / name).write_text("# A\n", "utf-8")
    environ = lay_out(tmp_path, shell, cache)
    assert typed(shell, "speclint check docs/\t", work, tmp_path, environ) == ["check", f"docs/{name}"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("path", ["./speclint", "{work}/speclint"], ids=["relative", "absolute"])
def test_a_tab_runs_no_program_that_is_only_typed(
    shell: str, path: str, work: Path, tmp_path: Path, cache: Path
) -> None:
    needs(shell)
    program, mark = work / "speclint", tmp_path / "mark"
    program.write_text(f'#!/bin/sh\n[ "$1" = __complete ] && : >"{mark}"\nexec speclint "$@"\n')
    program.chmod(0o755)
    environ = lay_out(tmp_path, shell, cache)
    assert typed(shell, path.format(work=work) + " basel\t", work, tmp_path, environ) == ["baseline"]
    assert not mark.exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_prints_the_script(shell: str, work: Path, cache: Path) -> None:
    done = run(work, cache, "completion", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    checked = subprocess.run([needs(shell), "-n"], input=done.stdout, capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b""), "the shell itself finds no mistake in it"
