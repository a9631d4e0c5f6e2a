"""Whatever a repository holds, no program of it runs: not by any command, any hook, a press of Tab, or the language server."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.cli import watch
from speclint.cli.catalogue import SHELLS
from speclint.cli.commands import COMMANDS
from speclint.cli.main import run
from speclint.formats.yaml import read_yaml

from ..lsp.editor import editor  # noqa: TID252 - tests are no installed package
from .hostile import KINDS, NOTE, Hostile, git, write

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
LINES: dict[str, list[list[str]]] = {
    "check": [
        ["check"],
        ["check", "docs/nt-001-first.md", "evil", "docs", "vendor", "."],
        ["check", "--since", "HEAD~1"],
        ["check", "--since", "HEAD", "--changed-sections", "docs"],
        ["check", "--project"],
        ["check", "--project", "--staged"],
        ["check", "--diff", "--unsafe-fixes"],
        ["check", "--stdin-filename", "docs/nt-001-first.md", "-"],
        ["check", "--output-format", "sarif", "--output-file", "gitlab=out.json", "--statistics", "-v"],
        ["check", "--watch", "--since", "HEAD~1"],
        ["check", "--watch", "--project"],
        ["check", "--fix", "--unsafe-fixes"],
    ],
    "new": [["new", "note", "--next-id"], ["new", "note", "--next", "more"]],
    "completeness": [["completeness"], ["completeness", "docs", "evil"]],
    "baseline": [["baseline"], ["baseline", "--prune", "docs"]],
    "graph": [["graph"], ["graph", "--impact", "NT-001", "--output-format", "json"]],
    "report": [["report", "-o", "-"], ["report", "docs"]],
    "types": [["types"]],
    "explain": [["explain", "note"], ["explain", "broken-link"]],
    "config": [["config"], ["config", "docs/nt-001-first.md"]],
    "completion": [["completion", shell] for shell in SHELLS],
    "schema": [["schema"], ["schema", "--configuration"]],
    "rules": [["rules", "check", "rules"], ["rules", "new", "runbook"], ["rules", "test", "rules"]],
    "server": [],  # below: it does not end by itself
    "init": [["init", "--scripts", "--editor", "vscode", "--ci", "github", "--ci", "gitlab"]],
}
"""For each command, how it is called over each repository. Those that write come last."""
PRESSES = [["check", "--since", ""], ["check", "--type", ""], ["check", "d"], ["new", ""], ["explain", ""]]
HOOKS = read_yaml("hooks", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")).root

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the traps are programs of a POSIX shell")


def hook_lines() -> list[list[str]]:
    """The hooks, as a framework calls them with the files of a commit."""
    assert HOOKS is not None
    lines = []
    for hook in HOOKS.to_python():
        program, *arguments = hook["entry"].split()
        assert program == "speclint"
        files = ["rules/note.yaml"] if "rules" in hook["entry"] else ["docs/nt-001-first.md", "docs/nt-002-second.md"]
        lines.append([*arguments, *(files if hook.get("pass_filenames", True) else [])])
    return lines


@pytest.fixture
def lay_out(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Path, Path], Hostile]], Hostile]:
    """Lays out a repository, and lets the program work in it."""
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)

    def give_up(*_: object) -> set[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "_wait", give_up)

    def laid_out(kind: Callable[[Path, Path], Hostile]) -> Hostile:
        work, marks = tmp_path / "work", tmp_path / "marks"
        work.mkdir()
        marks.mkdir()
        hostile = kind(work, marks)
        hostile.sprung()
        monkeypatch.chdir(hostile.folder)
        return hostile

    return laid_out


def test_every_command_is_tried() -> None:
    assert set(LINES) == set(COMMANDS)
    for name, command in COMMANDS.items():
        if command.actions:
            assert {line[1] for line in LINES[name]} == set(command.actions)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_traps_work(kind: Callable[[Path, Path], Hostile], lay_out: Callable[..., Hostile]) -> None:
    hostile = lay_out(kind)
    assert hostile.control
    for arguments, expected in hostile.control:
        git(hostile.folder, *arguments, check=False)
        assert expected <= hostile.sprung(), arguments


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_no_command_springs_a_trap(
    kind: Callable[[Path, Path], Hostile], lay_out: Callable[..., Hostile], capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = lay_out(kind)
    ran = [*hook_lines(), *(["__complete", "bash", *words] for words in PRESSES)]
    ran += [line for lines in LINES.values() for line in lines]
    if kind is not KINDS["archive"]:
        ran = [
            line for line in ran if line[0] != "rules"
        ]  # they take seconds, and look at no more than at what they name
    codes = {}
    for inside, lines in (("docs", LINES["check"][:-1]), (".", ran)):
        os.chdir(hostile.folder / inside)
        for line in lines:
            codes[tuple(line)] = run(line)
            assert not hostile.sprung(), f"speclint {' '.join(line)} (in {inside})"
            assert "internal error" not in capsys.readouterr().err, line
    # Where there is a repository, git was asked, and answered.
    expected = 2 if kind.__name__ in ("alone", "pointing", "linked", "broken", "sideways") else 1
    assert codes["check", "--since", "HEAD~1"] == expected


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_language_server_springs_no_trap(
    kind: Callable[[Path, Path], Hostile], lay_out: Callable[..., Hostile], cache: Path
) -> None:
    hostile = lay_out(kind)
    document = next(hostile.folder.rglob("nt-00*.md"))
    # The working directory is the repository either way. Of a process there is more to see: its start.
    cwd = hostile.folder if kind is KINDS["archive"] else None

    async def work() -> None:
        async with editor(hostile.folder, cache=cache, cwd=cwd) as opened:
            address = opened.open(document)
            await opened.sent(address)
            opened.type(address, "# A note", "# The note")
            await opened.sent(address)

    asyncio.run(work())
    assert not hostile.sprung()


@pytest.mark.parametrize("name", ["git", "git.exe", "git.bat", "git.cmd", "sh", "touch", "false", "git-ls-files"])
def test_a_program_of_the_repository_is_not_started(
    name: str, lay_out: Callable[..., Hostile], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = lay_out(KINDS["clone"])
    for place in (".", "docs", "bin"):
        write(hostile.folder / place / name, f"#!/bin/sh\n: >{hostile.marks}/{name}\n", program=True)
    usual = os.environ["PATH"]
    monkeypatch.setenv(
        "PATH", os.pathsep.join(["", ".", "bin", str(hostile.folder / "bin"), str(hostile.folder), usual])
    )
    subprocess.run(name, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    assert hostile.sprung() == {name}, "the trap works"
    for line in (["check"], ["check", "--since", "HEAD~1", "--changed-sections"], ["check", "--project", "--staged"]):
        assert run(line) == 1
        assert not hostile.sprung(), line
    assert capsys.readouterr().out.count("broken-link") >= len(line) - 1, "git was asked, and answered"
