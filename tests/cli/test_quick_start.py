"""The guide's quick start, as it is written, for every bundled type; and the hook that `init` writes, up to a commit.

The scripts call the program that SPECLINT names: here a wrapper around the one under test. They become that program, so what
it is given tells all; for most types it is run in the process of the tests with that.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.ruleset.examples import read_example

from .inside import run_inside
from .scenario import ROOT, environment, run

if TYPE_CHECKING:
    from collections.abc import Callable

TYPES = sorted(path.stem for path in (ROOT / "rules").glob("*.yaml") if path.stem not in ("base", "vocabulary"))
EXAMPLES = ROOT / "rules" / "examples"
PLACEHOLDER = re.compile(r"(?P<path>[^:]+):\d+:\d+: warning: .* \[placeholder\]")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for bash")


class Repository:
    """A git repository that `init` has set up, and a shell in it."""

    def __init__(self, folder: Path, cache: Path, wrapper: Path) -> None:
        self.folder = folder
        self.wrapper = wrapper
        self.environment = {
            **environment(cache),
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_{what}": "a@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        self.environment.pop("CI", None)

    def __call__(self, command: str, code: int = 0, **more: str) -> str:
        """What a command line prints; its exit code must be as given."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == code, f"exit code {done.returncode} of {command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def script(self, command: str, code: int = 0) -> str:
        """The same, for a command of the guide."""
        return self(command, code, SPECLINT=str(self.wrapper))

    def handed_over(self, command: str, code: int = 0) -> str:
        """The same, with the program run in this process as the script calls it."""
        called = self(command, SPECLINT=str(self.wrapper.with_name("recorder")))
        folder, *arguments = called.removesuffix("\0").split("\0")
        done = run_inside(Path(folder), self.environment, tuple(arguments), b"")
        said = f"{done.stdout.decode()}{done.stderr.decode()}"
        assert done.returncode == code, f"exit code {done.returncode} of {arguments}, from {command}\n{said}"
        return done.stdout.decode()


@pytest.fixture(scope="module")
def wrapper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program under test, as one command with the name that it has on a path."""
    path = tmp_path_factory.mktemp("bin") / "speclint"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m speclint "$@"\n')
    path.chmod(0o755)
    recorder = path.with_name("recorder")
    recorder.write_text('#!/bin/sh\nprintf \'%s\\0\' "$PWD" "$@"\n')
    recorder.chmod(0o755)
    return path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, cache: Path, wrapper: Path) -> Path:
    """An empty repository but for what `init --scripts` writes."""
    folder = tmp_path_factory.mktemp("prepared")
    Repository(folder, cache, wrapper)("git init -q")
    done = run(folder, cache, "init", "-q", "--scripts")
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture
def repository(tmp_path: Path, cache: Path, wrapper: Path, prepared: Path) -> Repository:
    """A copy of the prepared repository."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return Repository(tmp_path, cache, wrapper)


def good_example(type: str) -> tuple[str, str]:
    """The file name and the text of the filled example of a type."""
    path = next(
        path for path in sorted((EXAMPLES / type).glob("*.md")) if "speclint-expect" not in path.read_text("utf-8")
    )
    assert not read_example(path.read_text("utf-8")).faults
    return path.stem, path.read_text("utf-8")


def is_fresh(report: str, path: str) -> bool:
    """Whether findings are those of a new document: placeholders, and nothing that keeps anybody from committing it."""
    lines = [PLACEHOLDER.fullmatch(line) for line in report.splitlines()]
    return bool(lines) and all(line is not None and line["path"] == path for line in lines)


@pytest.mark.parametrize("type", TYPES)
def test_the_quick_start_of_a_type(repository: Repository, type: str) -> None:
    follow_the_quick_start(repository, repository.handed_over, type)


def test_the_quick_start_with_processes(repository: Repository) -> None:
    """A process gives what the program gives inside of this one."""
    follow_the_quick_start(repository, repository.script, "component")


def follow_the_quick_start(repository: Repository, script: Callable[..., str], type: str) -> None:
    prefix = good_example(type)[0].split("-001-")[0]
    path = f"docs/specs/{type}/{prefix}-001-data-export.md"
    assert script(f"scripts/next-id.sh {type}") == f"{prefix.upper()}-001\n"
    assert script(f"scripts/generate-spec.sh {type} {prefix}-001-data-export") == f"{path}\n"
    assert is_fresh(script(f"scripts/validate-spec.sh {path}"), path)
    assert "]   0%  " + path in script(f"scripts/check-completeness.sh {path}")

    with (repository.folder / ".speclint.yaml").open("a", encoding="utf-8") as settings:
        settings.write(
            "\n# The example refers to specifications that this repository does not have.\nexternal_ids: ['*']\n"
        )
    (repository.folder / path).write_text(good_example(type)[1], "utf-8")
    assert script(f"scripts/validate-spec.sh {path}") == ""
    assert "] 100%  " + path in script(f"scripts/check-completeness.sh {path}")

    assert script(f"scripts/next-id.sh {type}") == f"{prefix.upper()}-002\n"
    second = f"docs/specs/{type}/{prefix}-002-data-import.md"
    assert script(f"scripts/generate-spec.sh {type} --next data-import") == f"{second}\n"
    assert is_fresh(script(f"scripts/validate-spec.sh {path} {second}"), second)
    script(f"scripts/generate-spec.sh {type} {prefix}-001-data-export", code=2)
    assert (repository.folder / path).read_text("utf-8") == good_example(type)[1]


def test_the_list_of_templates_has_every_type(repository: Repository) -> None:
    listed = repository.script("scripts/list-templates.sh")
    assert sorted(line.split(": ")[0] for line in listed.splitlines() if not line.startswith(" ")) == TYPES


def test_the_scripts_fail_with_the_code_of_the_program(repository: Repository) -> None:
    path = "docs/specs/component/cmp-001-export.md"
    repository.script("scripts/generate-spec.sh component cmp-001-export --set Status=Stable")
    assert "[placeholder]" in repository.script(f"scripts/validate-spec.sh {path}", code=1)
    assert ": below 90%" in repository.script(f"scripts/check-completeness.sh {path}", code=1)
    repository.script("scripts/validate-spec.sh docs/specs/component/cmp-002-none.md", code=2)
    repository.script("scripts/generate-spec.sh componnet cmp-001-export", code=2)
    repository.script("scripts/next-id.sh componnet", code=2)


@pytest.mark.parametrize(
    "command",
    [
        "generate-spec.sh",
        "generate-spec.sh component",
        "validate-spec.sh",
        "check-completeness.sh",
        "next-id.sh",
    ],
)
def test_a_script_without_its_arguments_says_how_it_is_used(repository: Repository, command: str) -> None:
    said = repository.script(f"scripts/{command} 2>&1", code=2)
    assert said.startswith(f"usage: scripts/{command.partition(' ')[0]} ")
    assert not (repository.folder / "docs").exists()


def test_arguments_with_blanks_reach_the_program_whole(repository: Repository) -> None:
    repository.script("scripts/generate-spec.sh component --next export --title 'Data  Export' --set 'Type=Big $HOME'")
    text = (repository.folder / "docs" / "specs" / "component" / "cmp-001-export.md").read_text("utf-8")
    assert text.startswith("# Data  Export\n\n")
    assert "\n**Type**: Big $HOME\n" in text


def test_the_scripts_find_the_program_on_the_path(repository: Repository) -> None:
    path = f"{repository.wrapper.parent}{os.pathsep}{repository.environment['PATH']}"
    assert repository("scripts/next-id.sh component", PATH=path) == "CMP-001\n"
    (repository.folder / "sub").mkdir()
    printed = repository("cd sub && ../scripts/generate-spec.sh component --next x", PATH=path)
    assert printed.rstrip("\n").endswith("docs/specs/component/cmp-001-x.md")
    assert (repository.folder / "docs" / "specs" / "component" / "cmp-001-x.md").is_file()


def test_the_hook_blocks_a_bad_approved_specification_and_lets_a_draft_pass(repository: Repository) -> None:
    path = f"{repository.wrapper.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    repository.environment.update(PATH=path, PRE_COMMIT_HOME=str(repository.folder.parent / "pre-commit"))
    repository(f"{sys.executable} -m pre_commit install")
    repository("git add -A && git commit -m 'Set up'")

    repository("speclint new component cmp-001-draft && git add -A && git commit -m 'A draft'")
    head = repository("git rev-parse HEAD")
    repository("speclint new component cmp-002-bad --set Status=Approved && git add -A")
    said = repository("git commit -m 'Not written yet' 2>&1", code=1)
    assert re.search(r"^docs/specs/component/cmp-002-bad\.md:\d+:\d+: error: .* \[placeholder\]$", said, re.MULTILINE)
    assert "cmp-001-draft" not in said, "only what is committed is judged"
    assert repository("git rev-parse HEAD") == head

    good = good_example("component")[1]
    (repository.folder / "docs" / "specs" / "component" / "cmp-002-bad.md").write_text(good, "utf-8")
    repository("echo '# No specification' > README.md && git add -A && git commit -m 'Written'")
    assert repository("git rev-parse HEAD") != head
    assert repository("git status --porcelain") == ""
