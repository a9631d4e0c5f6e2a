"""What the tests of the hooks share: this project as a hook repository, and scratch repositories that use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..shared_build import copy_project, lend_packages, once  # noqa: TID252 - tests are no installed package

ROOT = Path(__file__).parents[2]


class Scratch:
    """A repository with the hooks installed. `home`: where the frameworks keep the environments of hooks."""

    def __init__(self, folder: Path, home: Path, cache: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHONPATH"))}
        kept.pop("CI", None)
        self.environment = {
            **kept,
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PREK_HOME": str(home / "prek"),
            "SPECLINT_CACHE_DIR": str(cache),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@localhost",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@localhost",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")]),
        }

    def __call__(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=600
        )

    def git(self, *arguments: str) -> str:
        done = self("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        self.git("add", path)

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self("git", "commit", "-m", "change")

    def head(self) -> str:
        return self.git("rev-parse", "HEAD")


def hooked(
    folder: Path, home: Path, cache: Path, repository: Path, hooks: list[str], runner: str, files: dict[str, str]
) -> Scratch:
    """A repository with hooks of this project installed, and one commit.

    `runner`: the module of the framework. `files`: more files by path, written before that commit.
    """
    scratch = Scratch(folder, home, cache)
    if runner == "pre_commit":
        # pip builds and installs speclint itself; it need not build or fetch what is here already. (The 0 means "no
        # isolation": pip reads the variable as the value of the option without "no".) prek brings uv, which looks at
        # no such folder, and installs everything from the package registry.
        scratch.environment |= {"PYTHONPATH": str(home / "packages"), "PIP_NO_BUILD_ISOLATION": "0"}
    revision = Scratch(repository, home, cache).git("rev-parse", "HEAD").strip()
    scratch.git("init", "-q")
    listed = "".join(f"  - id: {hook}\n" for hook in hooks)
    scratch.write(".pre-commit-config.yaml", f"repos:\n- repo: {repository}\n  rev: {revision}\n  hooks:\n{listed}")
    scratch.write(".speclint.yaml", "rule_paths: [rules]\n")
    for path, text in files.items():
        scratch.write(path, text)
    for done in (scratch(sys.executable, "-m", runner, "install", "--install-hooks"), scratch.commit()):
        assert done.returncode == 0, done.stdout + done.stderr
    return scratch


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each framework keeps the environment of the hooks: it installs one for all tests, and locks the folder itself."""

    def make(folder: Path) -> None:
        (folder / "packages").mkdir()
        lend_packages(folder / "packages")

    return once(tmp_path_factory, "hooks-home", make)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a hook repository: what git tracks or would track, committed, without tags."""

    def make(folder: Path) -> None:
        copy_project(folder)
        scratch = Scratch(folder, folder, folder)
        scratch.git("init", "-q")
        scratch.git("add", "-A", "-f")
        scratch.git("commit", "-q", "-m", "all")

    return once(tmp_path_factory, "hooks-repository", make)
