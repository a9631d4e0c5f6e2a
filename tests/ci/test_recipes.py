"""The recipes of docs/ci.md and the workflows that `init` writes: the form of each, and its commands, run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from speclint import __version__
from speclint.authoring.scaffold import CI_FILES
from speclint.reporters import FORMATS

from ..reporters.consumers import actionlint, call, program  # noqa: TID252 - tests are no installed package
from ..reporters.made import parse_xml  # noqa: TID252
from .runner import ROOT, read

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci", "azure": "vendor.azure-pipelines"}
INSTALLS = re.compile(r"pip install (?:--quiet )?speclint==(\S+)$|python3 -m venv ")
"""Commands that need a package index; the tests bring speclint themselves."""


class Recipe(NamedTuple):
    name: str
    system: str
    text: str


RECIPES = [
    *(
        Recipe(f"{number}-{system or language}", system or language, text)
        for number, (language, system, text) in enumerate(BLOCK.findall(PAGE), 1)
    ),
    *(Recipe(f"init-{system}", system, file.text) for system, file in CI_FILES.items()),
]
WORKFLOWS = [recipe for recipe in RECIPES if recipe.system in SCHEMAS]
NOTE = "# A\n\n## Why\n\nSo.\n"


def name(recipe: Recipe) -> str:
    return recipe.name


def test_there_is_a_recipe_for_each_system() -> None:
    assert {recipe.system for recipe in RECIPES} == {"github", "gitlab", "azure", "groovy", "sh"}


@pytest.mark.parametrize("system", SCHEMAS)
def test_workflows_have_the_form_of_their_system(tmp_path: Path, system: str) -> None:
    paths = []
    for recipe in WORKFLOWS:
        if recipe.system == system:
            paths.append(tmp_path / f"{recipe.name}.yml")
            paths[-1].write_text(recipe.text, "utf-8")
    assert paths
    # Azure's schema escapes what expressions in Unicode mode must not escape.
    variant = ["--regex-variant", "nonunicode"]
    call([program("check-jsonschema"), *variant, "--builtin-schema", SCHEMAS[system], *map(str, paths)])


def test_actionlint_and_zizmor_are_content(tmp_path: Path) -> None:
    recipes = {recipe.name: recipe.text for recipe in WORKFLOWS if recipe.system == "github"}
    config = tmp_path / "zizmor.yml"
    # Who copies a recipe pins as the house does.
    config.write_text("rules: {unpinned-uses: {disable: true}}\n", "utf-8")
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for each, text in recipes.items():
        (folder / f"{each}.yml").write_text(text, "utf-8")
    paths = sorted(map(str, folder.iterdir()))
    call([program("zizmor"), "--offline", "--no-progress", "--config", str(config), *paths])
    assert dict(zip(recipes, actionlint(*recipes.values()), strict=True)) == {each: [] for each in recipes}


@pytest.mark.parametrize("recipe", RECIPES, ids=name)
def test_commands_run(tmp_path: Path, cache: Path, recipe: Recipe) -> None:
    script = "\n".join(line for line in commands(recipe) if not INSTALLS.search(line))
    if not script:
        assert "uses: your-organisation/speclint@" in recipe.text
        return
    project, seen = lay_out(tmp_path)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=project,
        env=variables(tmp_path, cache),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for format, path in re.findall(r"--output-file \"?([a-z-]+)=([^\s\"]+)", script):
        text = (project / path.replace("$GITHUB_STEP_SUMMARY", "../summary")).read_text("utf-8")
        if format in ("junit", "checkstyle"):
            assert parse_xml(text).findall(".//*[@name='notes/a.md']")
        elif format == "markdown":
            assert text.startswith("### speclint: 1 file checked; 1 warning")
        else:
            assert json.loads(text)
    if "reviewdog" in script:
        assert json.loads(seen.read_text("utf-8"))["diagnostics"][0]["location"]["path"] == "notes/a.md"


def commands(recipe: Recipe) -> list[str]:
    """The command lines of a recipe."""
    if recipe.system == "sh":
        return recipe.text.splitlines()
    if recipe.system == "groovy":
        (script,) = re.findall(r"sh '''\n(.*?)'''", recipe.text, re.DOTALL)
        return [line.strip() for line in script.splitlines()]
    data: Any = yaml(recipe.text)
    if recipe.system == "github":
        return [step["run"] for job in data["jobs"].values() for step in job["steps"] if "run" in step]
    if recipe.system == "azure":
        return [step["script"] for step in data["steps"] if "script" in step]
    (job,) = (value for value in data.values() if "script" in value)
    return list(job["script"])


def yaml(text: str) -> Any:
    from speclint.formats.yaml import read_yaml

    found = read_yaml("recipe.yml", text)
    assert not found.errors
    assert found.root is not None
    return found.root.to_python()


def lay_out(folder: Path) -> tuple[Path, Path]:
    """A project with one finding, and programs beside it; and the file in which what reviewdog read will be."""
    project = folder / "project"
    for path, text in {
        ".speclint.yaml": "rule_paths: [rules]\n",
        "rules/note.yaml": "speclint: 1\ntype: note\ntitle: Note\napplies_to: {files: ['notes/*.md']}\n"
        "sections:\n  - heading: Why\n  - {heading: How, presence: recommended}\n",
        "notes/a.md": NOTE,
    }.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")
    speclint = Path(sys.executable).parent / "speclint"
    for place in (project / ".speclint" / "bin", folder / "bin"):
        place.mkdir(parents=True)
        (place / "speclint").symlink_to(speclint)
    reviewdog = folder / "bin" / "reviewdog"
    reviewdog.write_text(f'#!/bin/sh\nexec cat >"{folder}/seen"\n')
    reviewdog.chmod(0o755)
    return project, folder / "seen"


def variables(folder: Path, cache: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SPECLINT_"))}
    return {
        **kept,
        "PATH": os.pathsep.join([str(folder / "bin"), kept.get("PATH", "")]),
        "SPECLINT_CACHE_DIR": str(cache),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }


def test_every_version_is_this_one() -> None:
    assert {found[1] for found in re.finditer(r"speclint(?:==|@v)([0-9.]+)", PAGE)} == {__version__}


def test_the_page_has_the_inputs_and_outputs_of_the_action() -> None:
    action = read(ROOT / "action.yml")
    table = PAGE.split("| Input |")[1].split("\n\n")[0]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", table, re.MULTILINE))
    assert list(rows) == [
        "paths", "working-directory", "version", "config", "fail-on", "since", "changed-sections", "baseline",
        "require-specs", "annotations", "summary", "sarif", "output-files", "completeness", "problem-matcher",
    ]  # fmt: skip
    assert set(rows) == set(action["inputs"])
    for input, default in rows.items():
        if default.startswith("`"):
            assert default.strip("`") == action["inputs"][input]["default"], input
    said = PAGE.split("\nOutputs: ")[1].split(". ")[0]
    assert set(re.findall("`([a-z-]+)`", said)) == set(action["outputs"])


def test_the_page_about_formats_has_them_all(tmp_path: Path, cache: Path) -> None:
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == tuple(FORMATS)
    relative = re.search(r"In ((?:`[a-z]+`[, and]*)+) they\nare relative to the root", page)
    assert relative is not None
    assert set(re.findall("`([a-z]+)`", relative[1])) == {name for name, row in FORMATS.items() if row.from_top}
    (command,) = re.findall(r"^speclint (check .*)$", page, re.MULTILINE)
    project, _ = lay_out(tmp_path)
    (project / "docs" / "specs").mkdir(parents=True)
    done = subprocess.run(["speclint", *command.split()], cwd=project, env=variables(tmp_path, cache), check=False)
    assert done.returncode == 0
    assert sorted(path.name for path in (project / "build").iterdir()) == ["speclint.sarif", "speclint.xml"]
