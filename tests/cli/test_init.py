"""`speclint init`, `rules new` and `rules test`: what they write, and what they keep."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from speclint import __version__
from speclint.formats.yaml import read_yaml

from .scenario import ROOT, environment, run

if TYPE_CHECKING:
    from pathlib import Path

HOOK = ".pre-commit-config.yaml"
REMOTE = ("--hook-repo", "https://example.com/speclint", "--hook-rev", "v9")
ENTRY = "- repo: https://example.com/speclint\n  rev: v9\n  hooks:\n    - id: speclint\n"
EVERYTHING = ("--scripts", "--ci", "github", "--ci", "gitlab")
SCRIPTS = ("generate-spec.sh", "validate-spec.sh", "check-completeness.sh", "next-id.sh", "list-templates.sh")


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """All files below a folder but git's own, with their bytes and permissions."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def init(folder: Path, cache: Path, *arguments: str) -> str:
    """Run `speclint init`, which must succeed; what it prints."""
    done = run(folder, cache, "init", "-q", *arguments)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


def validate(*paths: Path) -> None:
    """What pre-commit itself says about configurations."""
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", *map(str, paths)],
        cwd=paths[0].parent,
        env={**os.environ, "PRE_COMMIT_HOME": str(paths[0].parent / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def indented(by: int) -> str:
    return "".join(f"{' ' * by}{line}" for line in ENTRY.splitlines(keepends=True))


@pytest.fixture
def repository(tmp_path: Path, cache: Path) -> Path:
    """An empty git repository."""
    folder = tmp_path / "repository"
    subprocess.run(["git", "init", "-q", str(folder)], check=True, env=environment(cache))
    return folder


def test_an_empty_repository_gets_a_configuration_and_a_hook(repository: Path, cache: Path) -> None:
    init(repository, cache)
    assert sorted(tree(repository)) == [HOOK, ".speclint.yaml"]
    validate(repository / HOOK)


def test_the_second_run_changes_nothing(repository: Path, cache: Path) -> None:
    init(repository, cache, *EVERYTHING)
    before = tree(repository)
    assert len(before) == 2 + 2 + len(SCRIPTS)
    again = init(repository, cache, *EVERYTHING)
    assert {line.split()[0] for line in again.splitlines()} == {"keep"}
    assert tree(repository) == before


def test_a_dry_run_shows_the_whole_of_every_file_and_writes_none(repository: Path, cache: Path) -> None:
    shown = init(repository, cache, "--dry-run", *EVERYTHING)
    assert tree(repository) == {}
    init(repository, cache, *EVERYTHING)
    written = tree(repository)
    assert len(written) == 2 + 2 + len(SCRIPTS)
    for path, (content, _) in written.items():
        block = "".join(f"    | {line}\n" for line in content.decode().splitlines())
        assert f"create {path}\n{block}" in shown


def test_from_a_subfolder_the_top_of_the_repository_is_set_up(repository: Path, cache: Path) -> None:
    (repository / "docs" / "specs").mkdir(parents=True)
    init(repository / "docs" / "specs", cache)
    assert sorted(tree(repository)) == [HOOK, ".speclint.yaml"]


@pytest.mark.parametrize("name", [".speclint.yaml", ".speclint.yml", "pyproject.toml"])
def test_a_configuration_that_is_there_stays_the_only_one(repository: Path, cache: Path, name: str) -> None:
    text = b"[tool.speclint]\r\nfail_on = 'info'" if name == "pyproject.toml" else b"fail_on: info  # mine\r\n"
    (repository / name).write_bytes(text)
    init(repository, cache)
    assert sorted(tree(repository)) == sorted([HOOK, name])
    assert (repository / name).read_bytes() == text


def test_files_that_are_there_stay_byte_for_byte(repository: Path, cache: Path) -> None:
    mine = {
        "scripts/validate-spec.sh": b"#!/bin/sh\r\necho mine",
        ".github/workflows/speclint.yml": b"",
        ".gitlab/speclint.yml": b"\xff",
    }
    for path, content in mine.items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_bytes(content)
    before = tree(repository)
    init(repository, cache, *EVERYTHING)
    after = tree(repository)
    assert {path: after[path] for path in before} == before
    assert {f"scripts/{name}" for name in SCRIPTS} <= set(after)


def test_a_folder_in_the_place_of_a_file_is_told_and_stays(repository: Path, cache: Path) -> None:
    (repository / HOOK).mkdir()
    (repository / "scripts").write_bytes(b"mine")
    done = run(repository, cache, "init", "-q", "--scripts")
    assert done.returncode == 0
    assert b"keep   scripts/next-id.sh (scripts is not a folder)\n" in done.stdout
    assert (repository / "scripts").read_bytes() == b"mine"
    assert not list((repository / HOOK).iterdir())


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions there")
def test_scripts_may_be_run_and_are_sound(repository: Path, cache: Path) -> None:
    init(repository, cache, "--scripts")
    for name in SCRIPTS:
        script = repository / "scripts" / name
        assert os.access(script, os.X_OK)
        done = subprocess.run(["bash", "-n", str(script)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(path.name for path in (repository / "scripts").iterdir()) == sorted(SCRIPTS)


@pytest.mark.parametrize(
    ("system", "path"), [("github", ".github/workflows/speclint.yml"), ("gitlab", ".gitlab/speclint.yml")]
)
def test_workflows_are_yaml_and_run_the_two_gates(repository: Path, cache: Path, system: str, path: str) -> None:
    init(repository, cache, "--ci", system)
    read = read_yaml(path, (repository / path).read_text("utf-8"))
    assert not read.errors
    assert read.root is not None
    data = read.root.to_python()
    if system == "github":
        commands = [step["run"] for step in data["jobs"]["specifications"]["steps"] if "run" in step]
    else:
        commands = data["speclint"]["script"]
    assert commands[0] == f"pip install speclint=={__version__}"
    assert [command.split()[:2] for command in commands[1:]] == [["speclint", "check"], ["speclint", "completeness"]]


def test_the_hook_comes_from_the_repository_that_is_named(repository: Path, cache: Path) -> None:
    init(repository, cache, *REMOTE)
    assert (repository / HOOK).read_text() == "repos:\n" + indented(2)
    (repository / HOOK).unlink()
    init(repository, cache, *REMOTE[:2])
    assert (repository / HOOK).read_text() == "repos:\n" + indented(2).replace("v9", f"v{__version__}")
    validate(repository / HOOK)


BEFORE = "repos:\n- repo: https://example.com/a\n  rev: v1\n  hooks:\n  - id: a\n"


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions there")
def test_a_hook_configuration_is_only_changed_where_that_is_wanted(repository: Path, cache: Path) -> None:
    hook = repository / HOOK
    text = BEFORE.replace("\n", "\r\n")
    hook.write_bytes(text.encode())
    hook.chmod(0o600)
    before = tree(repository)[HOOK]
    assert HOOK not in init(repository, cache, "--no-hook", *REMOTE)
    assert tree(repository)[HOOK] == before
    printed = init(repository, cache, "--dry-run", *REMOTE)
    assert tree(repository)[HOOK] == before
    shown = "".join(f"    | {line}\n" for line in (BEFORE + ENTRY).splitlines())
    assert printed.endswith(f"change {HOOK}: adds the hook `speclint`\n{shown}")
    assert f"change {HOOK}: adds the hook `speclint`\n" in init(repository, cache, *REMOTE)
    content, mode = tree(repository)[HOOK]
    assert content.decode() == text + ENTRY.replace("\n", "\r\n")
    assert mode == before[1]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_nothing_is_written_through_a_link_out_of_the_project(repository: Path, cache: Path) -> None:
    outside = repository.parent / "outside"
    outside.mkdir()
    (outside / "hooks.yaml").write_text(BEFORE)
    (repository / "scripts").symlink_to(outside)
    (repository / HOOK).symlink_to(outside / "hooks.yaml")
    printed = init(repository, cache, "--scripts", *REMOTE)
    assert [line.split()[0] for line in printed.splitlines() if line[0] != " "] == ["create", *["keep"] * 6]
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"hooks.yaml": BEFORE}


@pytest.mark.parametrize("text", ["", "repos: []\n", "# hooks, maybe speclint one day\nrepos: [ ]\n"])
def test_a_hook_configuration_without_hooks_gets_its_first(repository: Path, cache: Path, text: str) -> None:
    (repository / HOOK).write_text(text)
    assert f"change {HOOK}: adds the hook `speclint`" in init(repository, cache)
    written = (repository / HOOK).read_text()
    assert written.startswith(text.partition("repos")[0])
    assert "      - id: speclint\n" in written
    assert written.count("repos:") == 1
    assert f"keep   {HOOK} (already mentions speclint)" in init(repository, cache)


@pytest.mark.parametrize("text", ["repos: {}\n", "repos:\n  - repo: [\n"], ids=["no list", "broken YAML"])
def test_the_entry_is_shown_for_pasting(repository: Path, cache: Path, text: str) -> None:
    (repository / HOOK).write_text(text)
    printed = init(repository, cache, *REMOTE)
    kept = printed[printed.index(f"keep   {HOOK}: ") :]
    assert kept.splitlines()[1:] == [f"    | {line}" for line in ENTRY.splitlines()]
    assert (repository / HOOK).read_text() == text
    assert ".speclint.yaml" in tree(repository), "the rest is done"


def test_rule_tests_of_a_type_that_extends_a_bundled_one(tmp_path: Path, cache: Path) -> None:
    """The bundled example lacks what the project requires in addition; the bundled examples stay those of the bundled type."""
    example = next((ROOT / "rules" / "examples" / "milestone").glob("mls-001-*.md"))
    folder = tmp_path / "rules" / "examples" / "milestone"
    folder.mkdir(parents=True)
    (tmp_path / ".speclint.yaml").write_text("rule_paths: [rules]\n")
    rules = "speclint: 1\ntype: milestone\nextends: [milestone]\nsections:\n  - heading: Cost of Delay\n"
    (tmp_path / "rules" / "milestone.yaml").write_text(rules)
    text = example.read_text("utf-8")
    (folder / "mls-901-without.md").write_text(text, "utf-8")
    expected = "<!-- speclint-expect\n1:1: error [missing-section]\n-->\n"
    (folder / "mls-902-without.md").write_text(f"{text}\n{expected}", "utf-8")
    (folder / "mls-903-with.md").write_text(f"{text}\n## Cost of Delay\n\nA customer.\n", "utf-8")
    done = run(tmp_path, cache, "rules", "test")
    line = "1:1: unexpected: error: Missing section 'Cost of Delay' [missing-section]"
    assert (done.returncode, done.stdout.decode()) == (1, f"rules/examples/milestone/mls-901-without.md:{line}\n")
    bundled = len(list((ROOT / "rules" / "examples").glob("*/*.md")))
    assert f"{bundled + 3} examples run; 1 failed" in done.stderr.decode()


def test_a_rule_set_that_is_there_is_not_written_over(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "run-book.yaml").write_bytes(b"mine\r\n")
    done = run(tmp_path, cache, "rules", "new", "-q", "run-book", "--title", "Run book")
    assert done.returncode == 0
    assert done.stdout.startswith(b"keep   rules/run-book.yaml (exists)\ncreate rules/examples/run-book/")
    assert (tmp_path / "rules" / "run-book.yaml").read_bytes() == b"mine\r\n"


@pytest.mark.parametrize("name", ["../x", "a/b", "Run-Book", "run_book", "-", "run--book", "run book", "ü", ""])
def test_bad_names_of_types_leave_no_trace(tmp_path: Path, cache: Path, name: str) -> None:
    for arguments in (["--", name], ["run-book", f"--prefix={name or ' '}"]):
        done = run(tmp_path, cache, "rules", "new", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"Use lower case with hyphens, such as run-book" in done.stderr
    assert not tree(tmp_path)
