"""The project's own workflows, forms and hooks: their form, what they may do, and that they cover what is promised."""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from speclint import __version__

from ..reporters.consumers import actionlint, call, program  # noqa: TID252 - tests are no installed package
from .runner import ROOT, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
SCHEMAS = {
    **dict.fromkeys(WORKFLOWS, "vendor.github-workflows"),
    **dict.fromkeys((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"), "vendor.github-issue-forms"),
    GITHUB / "ISSUE_TEMPLATE" / "config.yml": "vendor.github-issue-config",
    GITHUB / "dependabot.yml": "vendor.dependabot",
}
HOOKS = read(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(path)["jobs"]
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


@pytest.mark.parametrize("schema", sorted(set(SCHEMAS.values())))
def test_files_have_the_form_of_their_kind(schema: str) -> None:
    paths = [str(path) for path, known in SCHEMAS.items() if known == schema]
    assert paths
    call([program("check-jsonschema"), "--builtin-schema", schema, *paths])


def test_zizmor_finds_nothing() -> None:
    call([program("zizmor"), "--offline", "--no-progress", str(GITHUB / "workflows"), str(GITHUB / "dependabot.yml")])


def test_actionlint_finds_nothing() -> None:
    found = actionlint(*(path.read_text("utf-8") for path in WORKFLOWS))
    names = [path.name for path in WORKFLOWS]
    assert dict(zip(names, found, strict=True)) == {each: [] for each in names}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_expressions_are_no_program_text(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")
    for action in re.findall(r"^ *-? uses: (.+)$", path.read_text("utf-8"), re.MULTILINE):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", action), action
    assert all(job["timeout-minutes"] <= 60 for job in jobs(path).values())


def test_the_gate_runs_on_every_supported_python_and_system() -> None:
    matrix = jobs(GITHUB / "workflows" / "gate.yml")["tests"]["strategy"]["matrix"]
    supported = re.findall(
        r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8")
    )
    assert matrix["python"] == supported
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


def test_only_one_job_may_publish_and_only_one_may_write() -> None:
    permissions = {name: job["permissions"] for name, job in jobs(GITHUB / "workflows" / "release.yml").items()}
    assert permissions == {
        "build": {"contents": "read"},
        "publish": {"id-token": "write"},
        "announce": {"contents": "write"},
    }


def test_a_release_needs_the_tag_of_its_version_and_a_section_of_the_changelog(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("release", GITHUB / "release.py")
    assert spec is not None
    assert spec.loader is not None
    release = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(release)
    assert release.notes(ROOT, f"v{__version__}").startswith("### ")
    with pytest.raises(ValueError, match=r"is not the version"):
        release.notes(ROOT, "v9.9.9")
    (tmp_path / "pyproject.toml").write_text('version = "9.9.9"\n')
    (tmp_path / "CHANGELOG.md").write_text("## [Unreleased]\n\n- All.\n")
    with pytest.raises(ValueError, match=r"no section"):
        release.notes(tmp_path, "v9.9.9")
    (tmp_path / "CHANGELOG.md").write_text("## [9.9.9] - 2030-01-01\n\n## [9.9.8] - 2029-01-01\n\n- Old.\n")
    with pytest.raises(ValueError, match=r"is empty"):
        release.notes(tmp_path, "v9.9.9")


def test_the_hooks_take_the_specifications_and_the_rule_sets() -> None:
    call([sys.executable, "-m", "pre_commit", "validate-config", str(ROOT / ".pre-commit-config.yaml")])
    files = {hook["id"]: re.compile(hook.get("files", "")) for hook in HOOKS}
    for path in (ROOT / "docs" / "specs").rglob("*.md"):
        assert files["speclint"].search(path.relative_to(ROOT).as_posix())
    for path in (ROOT / "rules").glob("*.yaml"):
        assert files["speclint-rules"].search(f"rules/{path.name}")
    assert not files["speclint-rules"].search("rules/examples/component/cmp-001.md")
    assert {hook["language"] for hook in HOOKS} == {"system"}


def test_the_specifications_and_the_rule_sets_pass_their_hooks(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))
    entries = {hook["id"]: hook["entry"].split()[1:] for hook in HOOKS}
    specs = [str(path) for path in sorted((ROOT / "docs" / "specs").rglob("*.md"))]
    rules = [str(path) for path in sorted((ROOT / "rules").glob("*.yaml"))]
    for arguments in ([*entries["speclint"], *specs], [*entries["speclint-rules"], *rules]):
        call([sys.executable, "-m", "speclint", *arguments])
