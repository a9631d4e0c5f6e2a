"""What is made of the program's own data is up to date, and what begins new parts of it works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .generate import COSTS, ROOT, compiled_rule_sets, costs_module, page_paths, pages
from .new_check import begin
from .new_option import option_of

if TYPE_CHECKING:
    from pathlib import Path

    from ..golden import Golden  # noqa: TID252 - tests are no installed package

GENERATE = "or run: python tests/house/generate.py"


@pytest.mark.parametrize("path", page_paths(), ids=lambda path: path.name)
def test_a_generated_page_is_fresh(path: Path, golden: Golden) -> None:
    golden.same_file(pages()[path], path, note=GENERATE)


def test_all_generated_pages_are_compared() -> None:
    assert sorted(pages()) == page_paths()


def test_the_costs_of_the_bundled_expressions_are_fresh(golden: Golden) -> None:
    golden.same_file(costs_module(), COSTS, note=GENERATE)


def test_the_compiled_rule_sets_are_fresh(golden: Golden) -> None:
    made = compiled_rule_sets()
    for path, text in made.items():
        golden.same_file(text, path, note=GENERATE)
    assert set((ROOT / "rules" / "compiled").iterdir()) == set(made)


def test_no_page_is_left_of_a_type_that_is_gone() -> None:
    assert set((ROOT / "docs" / "types").glob("*.md")) <= set(pages())


STARTED = [
    ("shouted-heading", "document", "limit:number"),
    ("deep-list", "list", "depth:number"),
    ("wide-table", "table", "filled:bound"),
    ("plain-text", "text", "strict:flag"),
    ("odd-code", "code", "tools:names"),
    ("small-diagram", "diagram", "caption:regex"),
    ("plain-image", "image", "alt:text"),
    ("late-field", "fields", ""),
    ("late-spec", "project", ""),
]
"""Checks of each phase, with an option of each type: all of them together in one tree."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which checks were started."""
    tree = tmp_path_factory.mktemp("tree")
    # With what is compiled: Python knows by its time whether a file is still the same.
    for folder in ("speclint", "rules", "docs", "tests"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("found"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tree)
    for rule, kind, option in STARTED:
        for path in begin(tree, rule, kind, option_of(option) if option else None):
            assert path.exists()
    return tree


def run_in(tree: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=tree, env={"PYTHONPATH": str(tree), "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_a_new_check_is_complete_and_waits_to_be_written(started: Path) -> None:
    """What tests every rule, every kind and every key of rule files is content but for the example that waits."""
    names = " or ".join(rule for rule, _, _ in STARTED)
    tested = ["tests/house/test_tables.py", "tests/house/test_kinds.py", "tests/language/test_docs.py"]
    tested += ["tests/language/test_scenarios.py", "tests/language/test_normalising.py", "tests/checks/test_pages.py"]
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--numprocesses=0"]
    # Of the pages those of the new checks; two scenarios list all keys of a rule file, a new one among them.
    chosen = f"(not test_pages and not unknown_keys and not versions) or (test_pages and ({names}))"
    said = run_in(started, "pytest", *options, *tested, "-k", chosen)
    failed = [line for line in said.splitlines() if line.startswith("FAILED")]
    assert all(line.startswith("FAILED tests/checks/test_pages.py::") for line in failed), said
    # Of each page, the only example that does not hold is the one that waits.
    waiting = re.findall(r"^1 of \d+ cases\n([a-z-]+): A first example: ", said, re.MULTILINE)
    assert set(waiting) == {rule for rule, _, _ in STARTED}, said
    assert len(waiting) == len(failed), said
    assert " passed" in said, said
    assert "error" not in said.splitlines()[-1], said


def test_a_new_check_is_in_the_style_of_the_project(started: Path) -> None:
    assert run_in(started, "ruff", "format", "--no-cache", "speclint", "tests")
    said = run_in(started, "ruff", "check", "--no-cache", "speclint", "tests")
    assert said == "All checks passed!\n"


@pytest.mark.parametrize(
    ("rule", "kind", "option", "said"),
    [
        ("missing-section", "document", "", "already exists"),
        ("MissingSection", "document", "", "kebab-case"),
        ("old-list", "list", "labels:names", "already has an option"),
        ("old-field", "fields", "owner:text", "has no options"),
        ("old-document", "document", "order:text", "already has a key"),
        ("old-spec", "project", "age:number", "reads no option"),
    ],
)
def test_what_cannot_be_started_changes_nothing(rule: str, kind: str, option: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        begin(ROOT, rule, kind, option_of(option) if option else None)


@pytest.mark.parametrize("text", ["depth", "depth:float", "Depth:number", "min_depth:number", ":flag"])
def test_an_option_has_a_name_and_a_type(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an option|is a bound"):
        option_of(text)
