"""In a git repository without a configuration the project is the work tree, as far as git does not ignore it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.workspace.files.discovery import discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from pathlib import Path

BETWEEN = Settings(select=("duplicate-id", "dangling-reference", "broken-link", "broken-anchor"))
FILES = {
    ".gitignore": "drafts/\n",
    "README.md": "# Services\n\n[gone](gone.md)\n",
    "docs/specs/component/cmp-001-exports.md": (
        "# Exports\n\n[CMP-002], [CMP-333], [CMP-444] and [CMP-555]\n\n"
        "[top](/README.md#services), [up](../../../README.md#nothing), [out](../../../../README.md), "
        "[ignored](drafts/cmp-333-draft.md), [deleted](cmp-444-gone.md)\n"
    ),
    "docs/specs/component/cmp-002-mails.md": "# Mails\n",
    "docs/specs/component/cmp-444-gone.md": "# Gone\n",
    "docs/specs/component/drafts/cmp-333-draft.md": "# Draft\n",
    "docs/specs/component/drafts/cmp-002-draft.md": "# Draft\n",
}
EXPECTED = [
    ("cmp-001-exports.md", 3, 13, "Unknown specification CMP-333"),
    ("cmp-001-exports.md", 3, 24, "Unknown specification CMP-444"),
    ("cmp-001-exports.md", 3, 38, "Unknown specification CMP-555"),
    ("cmp-001-exports.md", 5, 29, "Broken link: no heading '#nothing' in 'README.md'"),
    ("cmp-001-exports.md", 5, 129, "Broken link: no file 'docs/specs/component/cmp-444-gone.md'"),
]

Found = list[tuple[str, int, int, str]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Its files are tracked, and one was deleted since."""
    top = tmp_path / "work"
    for path, text in FILES.items():
        place = top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    for arguments in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=top, check=True)
    (top / "docs/specs/component/cmp-444-gone.md").unlink()
    return top


def look_at_project(folder: Path, cache: Path) -> Found:
    options = Options(BETWEEN, only_across=True)
    return found(Workspace(str(folder), {"SPECLINT_CACHE_DIR": str(cache)}, options), [])


def found(workspace: Workspace, paths: list[str]) -> Found:
    outcome = workspace.check(discover(paths, workspace.cwd)[0])
    assert not outcome.failures
    return [
        (each.path.rpartition("/")[2], *each.range.start, each.message.partition(";")[0])
        for each in outcome.report.diagnostics
    ]


@pytest.mark.parametrize("folder", [".", "docs", "docs/specs/component"])
def test_project_is_the_whole_work_tree_from_wherever_it_is_asked(folder: str, repository: Path, cache: Path) -> None:
    assert look_at_project(repository / folder, cache) == EXPECTED


def test_folder_of_the_work_tree_is_looked_up_in_all_of_it(repository: Path, cache: Path) -> None:
    (repository / "elsewhere").mkdir()
    (repository / "elsewhere" / "cmp-555-search.md").write_text("# Search\n\n[CMP-001], [CMP-777]\n", "utf-8")
    workspace = Workspace(str(repository), {"SPECLINT_CACHE_DIR": str(cache)}, Options(BETWEEN))

    assert found(workspace, ["elsewhere"]) == [("cmp-555-search.md", 3, 13, "Unknown specification CMP-777")]


def test_new_file_counts_before_git_knows_it(repository: Path, cache: Path) -> None:
    (repository / "cmp-555-search.md").write_text("# Search\n", "utf-8")

    assert look_at_project(repository, cache) == [each for each in EXPECTED if "CMP-555" not in each[3]]


def test_repository_inside_another_is_a_project_of_its_own(repository: Path, cache: Path) -> None:
    inner = repository / "vendor"
    inner.mkdir()
    (inner / "cmp-555-theirs.md").write_text("# Theirs\n\n[CMP-001], [up](../README.md)\n", "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=inner, check=True)

    assert look_at_project(repository, cache) == EXPECTED
    assert look_at_project(inner, cache) == [("cmp-555-theirs.md", 3, 2, "Unknown specification CMP-001")]
