"""The scripts of `speclint completion` in the shells that they are for."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from ..cli.scenario import run  # noqa: TID252 - tests are no installed package
from .shells import Terminal, needs

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a type of its own, and with folders that have one file each."""
    folder = tmp_path_factory.mktemp("completion") / "work"
    folder.mkdir()
    (folder / ".speclint.yaml").write_text("rule_paths: [own]\n")
    (folder / "own").mkdir()
    (folder / "own" / "note.yaml").write_text(RULES)
    (folder / "-odd.md").write_text("# A\n")
    for number, name in enumerate(HOSTILE):
        (folder / f"docs{number}").mkdir()
        (folder / f"docs{number}" / name).write_text("# A\n", "utf-8")
    return folder


@pytest.fixture(scope="module", params=SHELLS)
def terminal(
    request: pytest.FixtureRequest, work: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path
) -> Iterator[Terminal]:
    """A shell of each kind, in which one line after the other is typed."""
    needs(request.param)
    found = Terminal(request.param, work, tmp_path_factory.mktemp("shell"), cache)
    yield found
    found.end()


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


@pytest.mark.parametrize(("keys", "expected"), LINES, ids=[keys.replace("\t", "") for keys, _ in LINES])
def test_a_tab_completes(terminal: Terminal, keys: str, expected: list[str]) -> None:
    # zsh takes the stroke behind a folder away again.
    assert [word.rstrip("/") for word in terminal.typed(keys)] == expected


def test_a_tab_starts_the_program(terminal: Terminal) -> None:
    assert terminal.typed("speclint new not\t", apart=True) == ["new", "note"]


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=HOSTILE)
def test_the_shell_quotes_a_name(terminal: Terminal, number: int) -> None:
    """Whatever is in a file's name, the program gets it as it is."""
    found = terminal.typed(f"speclint check docs{number}/\t")
    assert found == ["check", f"docs{number}/{HOSTILE[number]}"]


@pytest.mark.parametrize("path", ["./speclint", "{work}/speclint"], ids=["relative", "absolute"])
def test_a_tab_runs_no_program_that_is_only_typed(terminal: Terminal, path: str, work: Path, tmp_path: Path) -> None:
    program, mark = work / "speclint", tmp_path / "mark"
    program.write_text(f'#!/bin/sh\n[ "$1" = __complete ] && : >"{mark}"\nexec speclint "$@"\n')
    program.chmod(0o755)
    try:
        assert terminal.typed(path.format(work=work) + " basel\t") == ["baseline"]
    finally:
        program.unlink()
    assert not mark.exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_prints_the_script(shell: str, work: Path, cache: Path) -> None:
    done = run(work, cache, "completion", shell)
    assert (done.returncode, done.stderr) == (0, b"")
    checked = subprocess.run([needs(shell), "-n"], input=done.stdout, capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b""), "the shell itself finds no mistake in it"
