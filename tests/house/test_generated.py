"""What is made of the program's own data is up to date, and what begins new parts of it works."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .generate import COSTS, costs_module, pages
from .new_check import KINDS, begin

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252 - tests are no installed package

ROOT = Path(__file__).parents[2]
PAGES = pages()
GENERATE = "or run: python tests/house/generate.py"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_generated_page_is_fresh(path: Path, golden: Golden) -> None:
    golden.same_file(PAGES[path], path, note=GENERATE)


def test_the_costs_of_the_bundled_expressions_are_fresh(golden: Golden) -> None:
    golden.same_file(costs_module(), COSTS, note=GENERATE)


def test_no_page_is_left_of_a_type_that_is_gone() -> None:
    assert set((ROOT / "docs" / "types").glob("*.md")) <= set(PAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_check_is_complete_and_waits_to_be_written(kind: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "speclint", tmp_path / "speclint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "checks", tmp_path / "tests" / "checks")
    for name in ("pyproject.toml", "tests/conftest.py", "tests/golden.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    for path in begin(tmp_path, "shouted-heading", kind):
        assert path.exists()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/checks", "-k", "shouted or register"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    # Its page is run: the one example that waits for the check fails, and nothing else.
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert failed, done.stdout + done.stderr
    assert all("shouted-heading: A first example" in line for line in failed), failed
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), "speclint"]
    linted = subprocess.run(ruff, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_a_rule_that_is_there_is_not_begun_again() -> None:
    with pytest.raises(ValueError, match="already"):
        begin(ROOT, "missing-section", "document")
    with pytest.raises(ValueError, match="kebab-case"):
        begin(ROOT, "MissingSection", "document")
