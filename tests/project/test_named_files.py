"""Named files that are no usual part of a project: ignored, outside of any, behind links; and neighbours that cannot be read."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from speclint.workspace.files.discovery import discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.workspace.collecting import Outcome

RULES = """speclint: 1
type: part
title: Part
applies_to: {files: ["**/prt-*.md"]}
naming: {file: "prt-{number:3}-{slug}", id: "PRT-{number:3}"}
"""
FILES = {
    ".speclint.yaml": "rule_paths: [rules]\n",
    ".gitignore": "build/\n",
    "rules/part.yaml": RULES,
    "one/prt-001-a.md": "# A\n\n[PRT-002], [b](/two/prt-002-b.md#any) and [PRT-101]\n",
    "two/prt-002-b.md": "# B\n\n## Any\n\nSo.\n",
    "build/prt-101-c.md": "# C\n\n[PRT-001] and [PRT-777]\n",
    "build/prt-002-d.md": "# D\n",
}


@pytest.fixture(autouse=True)
def _few_rule_sets(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(tmp_path_factory.mktemp("bundled"))
    monkeypatch.setattr("speclint.workspace.library.bundled_folder", lambda: folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """In a git repository that ignores a folder."""
    top = tmp_path / "project"
    for path, text in FILES.items():
        place = top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=top, check=True)
    return top


def checked(folder: Path, cache: Path, *paths: str, since: str | None = None) -> Outcome:
    targets, failures = discover(paths, str(folder))
    assert not failures
    return Workspace(str(folder), {"SPECLINT_CACHE_DIR": str(cache)}, Options(since=since)).check(targets)


def told(folder: Path, cache: Path, *paths: str) -> list[str]:
    outcome = checked(folder, cache, *paths)
    assert not outcome.failures
    assert checked(folder, cache, *paths).report == outcome.report, "what is remembered is the same"
    return [
        f"{each.path}:{each.range.start.line}:{each.range.start.column} {each.message}"
        for each in outcome.report.diagnostics
    ]


UNKNOWN = "one/prt-001-a.md:3:44 Unknown specification PRT-101"


def test_a_file_that_git_ignores_is_compared_with_the_project_and_unknown_to_it(project: Path, cache: Path) -> None:
    assert told(project, cache, "build/prt-101-c.md") == ["build/prt-101-c.md:3:16 Unknown specification PRT-777"]
    assert told(project, cache, "build/prt-002-d.md") == [
        "build/prt-002-d.md:1:1 Duplicate id PRT-002: also used by two/prt-002-b.md"
    ]
    assert told(project, cache, "two/prt-002-b.md") == []
    assert told(project, cache, "one/prt-001-a.md", "build/prt-101-c.md") == [
        "build/prt-101-c.md:3:16 Unknown specification PRT-777",
        UNKNOWN,
    ]
    assert told(project, cache, ".") == [UNKNOWN]


def test_an_untracked_file_is_a_part_of_the_project(project: Path, cache: Path) -> None:
    (project / "two" / "prt-101-e.md").write_text("# E\n")
    assert told(project, cache, "one/prt-001-a.md") == []


def test_a_second_path_to_a_file_is_that_file(project: Path, cache: Path) -> None:
    (project / "prt-001-link.md").symlink_to("one/prt-001-a.md")
    (project / "linked").symlink_to("one")
    assert told(project, cache, "prt-001-link.md") == [UNKNOWN.replace("one/prt-001-a", "prt-001-link")]
    assert told(project, cache, "linked/prt-001-a.md") == [UNKNOWN.replace("one/", "linked/")]
    assert told(project, cache, "one/prt-001-a.md") == [UNKNOWN]


def test_a_named_link_out_of_the_project_is_compared_with_it(project: Path, cache: Path) -> None:
    (project.parent / "far.md").write_text("# Far\n\n[PRT-001] and [PRT-777]\n")
    (project / "prt-009-far.md").symlink_to(project.parent / "far.md")
    assert told(project, cache, "prt-009-far.md") == ["prt-009-far.md:3:16 Unknown specification PRT-777"]
    assert [(each.path, each.reason[:18]) for each in checked(project, cache, ".").report.skipped] == [
        ("prt-009-far.md", "is a symbolic link")
    ]
    assert checked(project, cache, "one").report.skipped == ()


def test_a_neighbour_that_cannot_be_read_is_no_failure_and_has_the_id_of_its_name(project: Path, cache: Path) -> None:
    (project / "two" / "prt-002-b.md").write_bytes(b"# B\n\nk\xe4se\n")
    for path in ("one", "one/prt-001-a.md"):
        assert told(project, cache, path) == [UNKNOWN]
    for paths in (["two"], ["two/prt-002-b.md"], ["."]):
        outcome = checked(project, cache, *paths)
        assert [(each.place, each.message[:12]) for each in outcome.failures] == [("two/prt-002-b.md", "is not UTF-8")]
    [failure] = Workspace(str(project), {}, Options(only_across=True)).check([]).failures
    assert failure.place == "two/prt-002-b.md"


def test_a_file_outside_of_any_project_is_alone_unless_its_folder_is_named(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "bundled"
    (tmp_path / "loose").mkdir()
    rules.mkdir()
    (rules / "part.yaml").write_text(RULES)
    monkeypatch.setattr("speclint.workspace.library.bundled_folder", lambda: str(rules))
    (tmp_path / "loose" / "prt-001-a.md").write_text("# A\n\n[PRT-101]\n")
    assert told(tmp_path, cache, "loose/prt-001-a.md") == []
    assert told(tmp_path, cache, "loose") == ["loose/prt-001-a.md:3:2 Unknown specification PRT-101"]


def test_a_change_elsewhere_is_told_of_the_named_file_that_it_concerns(project: Path, cache: Path) -> None:
    author = ["-c", "user.name=A", "-c", "user.email=a@localhost"]
    for arguments in (["add", "."], [*author, "commit", "--quiet", "--message", "all"]):
        subprocess.run(["git", *arguments], cwd=project, check=True)
    (project / "one" / "prt-002-first.md").write_text("# First\n")
    expected = "Duplicate id PRT-002: also used by one/prt-002-first.md"
    for paths in (["."], ["two"], ["two/prt-002-b.md"]):
        found = checked(project, cache, *paths, since="HEAD").report.diagnostics
        assert [each.message for each in found if each.path.startswith("two/")] == [expected]
    assert checked(project, cache, "one/prt-001-a.md", since="HEAD").report.diagnostics == ()
