"""The hooks under the real pre-commit, in a scratch repository, up to a real `git commit`.

The framework clones this project, builds it and installs it, once for all cases and for `try-repo` once more.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .conftest import Scratch, hooked

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "specs" / "component" / "cmp-001-export-service.md"

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*.md"]}
sections:
  - heading: Why
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory, home: Path, cache: Path, repository: Path) -> Scratch:
    folder = tmp_path_factory.mktemp("scratch")
    files = {"rules/note.yaml": RULES}
    return hooked(folder, home, cache, repository, ["speclint", "speclint-rules"], "pre_commit", files)


@pytest.fixture(autouse=True)
def _clean(scratch: Scratch) -> None:
    scratch.git("reset", "-q", "--hard")


def test_bad_spec_blocks_the_commit_and_shows_the_line(scratch: Scratch) -> None:
    before = scratch.head()
    text = EXAMPLE.read_text("utf-8").replace("## Interfaces", "## Interphases")
    scratch.write("docs/specs/component/cmp-001-export-service.md", text)
    done = scratch.commit()
    assert done.returncode == 1
    assert "docs/specs/component/cmp-001-export-service.md:47:1: error:" in done.stdout + done.stderr
    assert "[missing-section]" in done.stdout + done.stderr
    assert scratch.head() == before


def test_good_spec_and_files_of_no_type_pass(scratch: Scratch) -> None:
    before = scratch.head()
    scratch.write("docs/specs/component/cmp-002-export-service.md", EXAMPLE.read_text("utf-8"))
    scratch.write("README.md", "# Read me\n\n## No spec\n")
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert scratch.head() != before


def test_only_what_is_staged_counts(scratch: Scratch) -> None:
    scratch.write("notes/a.md", "# A\n\n## Why\n\nSo.\n")
    (scratch.folder / "notes" / "a.md").write_text("# A\n")
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_reference_to_nothing_blocks_the_commit_without_another_hook(scratch: Scratch) -> None:
    before = scratch.head()
    text = EXAMPLE.read_text("utf-8")
    name = "docs/specs/component/cmp-003-export-service.md"
    scratch.write(name, f"{text}\nSee [CMP-004] and [gone](gone.md).\n")
    done = scratch.commit()
    assert done.returncode == 1
    line = text.count("\n") + 2
    assert f"{name}:{line}:6: error: Unknown specification CMP-004" in done.stdout + done.stderr
    assert f"{name}:{line}:19: error: Broken link: no file" in done.stdout + done.stderr
    assert scratch.head() == before
    scratch.write("docs/specs/component/cmp-004-another.md", text)
    scratch.write(name, f"{text}\nSee [CMP-004].\n")
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_rule_sets_of_the_project_count(scratch: Scratch) -> None:
    scratch.write("notes/b.md", "# B\n\n## Because\n\nSo.\n")
    done = scratch.commit()
    assert done.returncode == 1
    assert "notes/b.md:1:1: error:" in done.stdout + done.stderr


def test_broken_rule_file_blocks_the_commit(scratch: Scratch) -> None:
    before = scratch.head()
    scratch.write("rules/memo.yaml", "speclint: 1\ntype: memo\ntitle: Memo\nsections:\n  - heding: Why\n")
    done = scratch.commit()
    assert done.returncode == 1
    assert "rules/memo.yaml:5:5: error:" in done.stdout + done.stderr
    assert scratch.head() == before


def test_yaml_that_is_no_rule_file_is_left_alone(scratch: Scratch) -> None:
    # Beside the rules, but not among those that the configuration names.
    scratch.write("other/rules/alerts.yaml", "groups: []\n")
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_deleted_spec_passes(scratch: Scratch) -> None:
    scratch.git("rm", "-q", "rules/note.yaml", ".speclint.yaml")
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    scratch.git("revert", "--no-edit", "HEAD")


def test_try_repo(scratch: Scratch, repository: Path) -> None:
    scratch.write("notes/c.md", "# C\n")
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(repository), "speclint", "--files", "notes/c.md"]
    done = scratch(*command)
    assert done.returncode == 1
    assert "notes/c.md:1:1: error:" in done.stdout, done.stdout + done.stderr
