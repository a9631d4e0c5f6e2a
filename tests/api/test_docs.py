"""The samples in docs/python.md run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import GOOD

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
SAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CALLS = [sample for sample in SAMPLES if "def test_" not in sample]
TESTS = [sample for sample in SAMPLES if "def test_" in sample]


def test_the_page_has_samples_of_both_kinds() -> None:
    assert CALLS
    assert TESTS
    assert PAGE.count("```python") == len(SAMPLES)


@pytest.mark.parametrize("sample", CALLS, ids=range(len(CALLS)))
def test_a_sample_runs(project: Path, sample: str) -> None:
    (project / "docs" / "specs").mkdir()
    names: dict[str, object] = {"text": GOOD}
    exec(compile(sample, "docs/python.md", "exec"), names)  # noqa: S102 - the page is ours
    assert names["found"] == []


def test_the_tests_of_the_page_pass_on_good_specifications_and_fail_on_bad_ones(project: Path) -> None:
    specs = project / "docs" / "specs"
    specs.mkdir()
    (project / ".speclint.yaml").write_text('rule_paths: [rules]\ntypes: {"docs/specs/*.md": runbook}\n')
    (project / "test_specs.py").write_text("\n\n".join(["import speclint", *TESTS]))
    (specs / "one.md").write_text(GOOD)
    done = pytest_in(project)
    assert done.returncode == 0, done.stdout
    assert f"{len(TESTS)} passed" in done.stdout
    (specs / "two.md").write_text(GOOD.replace("## Steps\n\n1. Go\n\n", ""))
    done = pytest_in(project)
    assert done.returncode == 1, done.stdout
    assert "docs/specs/two.md:1: Missing section 'Steps'" in done.stdout
    assert f"1 failed, {len(TESTS)} passed" in done.stdout


def test_the_tests_of_the_page_fail_on_files_without_a_type_and_where_there_are_no_files(project: Path) -> None:
    specs = project / "docs" / "specs"
    specs.mkdir()
    (project / "test_specs.py").write_text("\n\n".join(["import speclint", TESTS[0]]))
    (specs / "export.md").write_text("# Export\n\nTODO\n")
    done = pytest_in(project)
    assert done.returncode == 1, done.stdout
    assert "docs/specs/export.md:1: Unknown type" in done.stdout
    (specs / "export.md").unlink()
    done = pytest_in(project)
    assert done.returncode == 2, done.stdout
    assert "no specifications in docs/specs" in done.stdout


def pytest_in(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_specs.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
