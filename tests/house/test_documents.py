"""The documents at the root and in docs/: links lead somewhere, versions agree, the README stays short."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from speclint import __version__

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def prose(path: Path) -> str:
    return re.sub(r"^(`{3,}).*?^\1`*$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The addresses of a document's headings, as GitHub makes them of plain words."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(re.sub(r"`[^`\n]*`", "", prose(path))):
        there = (path.parent / target).resolve() if target else path
        assert there.exists(), f"{path.name}: no file {target}"
        assert not anchor or anchor in anchors(there), f"{path.name}: no heading #{anchor} in {there.name}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        if path in reached or path.suffix != ".md" or not path.is_file():
            continue
        reached.add(path)
        ahead += [(path.parent / target).resolve() for target, _ in LINK.findall(prose(path)) if target]
    assert [path.name for path in DOCUMENTS if path not in reached] == []


def test_the_readme_fits_on_two_screens() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def test_the_quick_start_of_the_readme_runs(tmp_path: Path, cache: Path) -> None:
    block = (ROOT / "README.md").read_text("utf-8").split("## Quick start")[1].split("```")[1]
    commands = [line.partition("#") for line in block.splitlines() if line.startswith("speclint ")]
    assert len(commands) == 2, "two commands, each with what it does"
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "SPECLINT_CACHE_DIR": str(cache)}
    folder = tmp_path / "project"
    folder.mkdir()
    for command, _, comment in commands:
        done = subprocess.run(
            [sys.executable, "-m", *command.split()],
            cwd=folder,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        for written in re.findall(r"writes (\S+)", comment):
            assert (folder / written).is_file(), written


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_this_version(path: Path) -> None:
    if path.name != "CHANGELOG.md":
        named = re.findall(r"(?:speclint==|speclint@v|rev: v)(\d[\d.]*\d)", path.read_text("utf-8"))
        assert set(named) <= {__version__}


def test_the_changelog_has_this_version_and_the_usual_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert titles[0] == "[Unreleased]"
    versions = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - \d{4}-\d\d-\d\d", title) for title in titles[1:]]
    numbers = [tuple(map(int, version.groups())) for version in versions if version]
    assert len(numbers) == len(titles) - 1, "a title is `## [1.2.3] - 2030-12-31`"
    assert numbers == sorted(set(numbers), reverse=True)
    assert ".".join(map(str, numbers[0])) == __version__
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= set(KINDS)


def test_the_map_for_contributors_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:speclint|tests|docs|rules|\.github|\.ci)/[\w./-]*)`", text)
    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []
