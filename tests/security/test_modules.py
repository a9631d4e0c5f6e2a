"""Files of a repository that have the names of modules are not read as modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ..ci.runner import Runner  # noqa: TID252 - tests are no installed package
from ..cli.scenario import environment, run_apart  # noqa: TID252
from .hostile import NOTE, RULES, write

STANDARD = (
    "argparse",
    "json",
    "typing",
    "re",
    "gc",
    "venv",
    "ensurepip",
    "subprocess",
    "logging",
    "dataclasses",
    "hashlib",
    "shutil",
)
OTHERS = (
    "mistune",
    "pydantic",
    "ruamel",
    "jsonschema",
    "referencing",
    "pygls",
    "tomli",
    "pip",
    "sitecustomize",
    "usercustomize",
)
SCRIPT = Path(sys.executable).parent / "speclint"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts of a POSIX shell")


def lay_out(folder: Path, marks: Path, *names: str) -> None:
    """A project, beside whose documents there are files that leave a mark when they are read as modules."""
    write(folder / ".speclint.yaml", "rule_paths: [rules]\n")
    # A rule set that no cache holds, so that the program loads what reads rule files, too.
    write(folder / "rules" / "note.yaml", f"# {marks}\n{RULES}")
    write(folder / "docs" / "nt-001-first.md", NOTE)
    marks.mkdir()
    for name in names:
        text = f"open({str(marks / name)!r}, 'w').close()\n"
        write(folder / f"{name}.py", text)
        write(folder / name / "__init__.py", text)


def sprung(marks: Path) -> set[str]:
    return {path.name for path in marks.iterdir()}


def test_the_trap_works(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    lay_out(tmp_path / "work", marks, *STANDARD, *OTHERS, "speclint")
    subprocess.run([sys.executable, "-m", "speclint"], cwd=tmp_path / "work", check=False, capture_output=True)
    subprocess.run(
        [sys.executable, "-c", "import json, mistune"], cwd=tmp_path / "work", check=False, capture_output=True
    )
    assert {"speclint", "json", "mistune"} <= sprung(marks)


@pytest.mark.skipif(not SCRIPT.exists(), reason="the program is not installed here")
def test_the_command_reads_none(tmp_path: Path, cache: Path) -> None:
    marks = tmp_path / "marks"
    lay_out(tmp_path / "work", marks, *STANDARD, *OTHERS, "speclint")
    kept = environment(cache)
    del kept["PYTHONPATH"]
    for line in (["check"], ["check", "docs/nt-001-first.md"], ["schema"], ["report", "-o", "-"], ["check", "--fix"]):
        done = subprocess.run(
            [SCRIPT, *line], cwd=tmp_path / "work", env=kept, check=False, capture_output=True, timeout=60
        )
        assert done.returncode in (0, 1), done.stderr
        assert not sprung(marks), line


def test_as_a_module_the_program_takes_its_own_modules_from_elsewhere(tmp_path: Path, cache: Path) -> None:
    marks = tmp_path / "marks"
    # Before the program begins, Python itself looks there for the program: see the notes on security.
    lay_out(tmp_path / "work", marks, *OTHERS, "argparse", "json")
    for line in (["check"], ["check", "docs/nt-001-first.md"], ["schema"], ["report", "-o", "-"]):
        assert run_apart(tmp_path / "work", cache, *line).returncode in (0, 1)
        assert not sprung(marks), line


def test_the_scripts_of_init_read_none(tmp_path: Path, cache: Path) -> None:
    marks, tools = tmp_path / "marks", tmp_path / "tools"
    lay_out(tmp_path / "work", marks, *STANDARD, *OTHERS, "speclint")
    (tmp_path / "other").mkdir()
    assert run_apart(tmp_path / "other", cache, "init", "--scripts", "--no-hook").returncode == 0
    # Through a link, Python would not recognise it as that of an environment.
    write(tools / "python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', program=True)
    kept = {**environment(cache), "PATH": f"{tools}:/usr/bin:/bin"}
    script = tmp_path / "other" / "scripts" / "list-templates.sh"
    done = subprocess.run(
        [script], cwd=tmp_path / "work", env=kept, check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "note: " in done.stdout
    assert not sprung(marks)


@pytest.mark.parametrize("version", ["installed", "0.0.0"])
def test_the_action_reads_none(tmp_path: Path, cache: Path, version: str) -> None:
    marks = tmp_path / "marks"
    lay_out(tmp_path / "work", marks, *STANDARD, *OTHERS, "speclint")
    (tmp_path / "home").mkdir()
    runner = Runner(tmp_path / "work", tmp_path / "home", cache)
    # A version that there is not: making the environment, and starting pip in it, is what is looked at.
    runner.environment.update(PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    step = runner.run(version=version, completeness="true")
    assert step.code == (2 if version == "0.0.0" else 1), step.log
    assert not sprung(marks)
