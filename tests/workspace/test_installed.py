"""What is remembered ends with another version of what reads documents, without loading it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import mistune
import pytest

from speclint.workspace.installed import installed_state

PACKAGES = {
    "mistune/__init__.py": "",
    "mistune/plugins/table.py": "",
    "mistune-3.4.0.dist-info/METADATA": "",
    "ruamel/yaml/__init__.py": "",
    "ruamel.yaml-0.18.10.dist-info/METADATA": "",
    "other/__init__.py": "",
    "other-1.0.dist-info/METADATA": "",
}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "packages"
    for name in PACKAGES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    return folder


def test_the_same_packages_have_the_same_state(packages: Path) -> None:
    assert installed_state([str(packages)]) == installed_state([str(packages)])
    assert sys.version in installed_state([])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mistune-3.4.0.dist-info", "mistune-3.5.0.dist-info"),
        ("ruamel.yaml-0.18.10.dist-info", "ruamel_yaml-0.19.1.dist-info"),
        ("mistune", "gone"),
        ("mistune/plugins/table.py", "mistune/plugins/tables.py"),
    ],
)
def test_another_version_is_another_state(packages: Path, old: str, new: str) -> None:
    before = installed_state([str(packages)])
    (packages / old).rename(packages / new)
    assert installed_state([str(packages)]) != before


def test_a_file_that_was_changed_in_place_is_another_state(packages: Path) -> None:
    before = installed_state([str(packages)])
    (packages / "mistune/plugins/table.py").write_text("x = 1\n")
    assert installed_state([str(packages)]) != before


def test_an_optional_package_that_is_installed_later_is_another_state(packages: Path) -> None:
    before = installed_state([str(packages)])
    (packages / "jsonschema").mkdir()
    (packages / "jsonschema/__init__.py").write_text("")
    assert installed_state([str(packages)]) != before


def test_other_packages_and_what_stands_behind_do_not_count(packages: Path, tmp_path: Path) -> None:
    before = installed_state([str(packages), "", str(tmp_path / "missing"), str(tmp_path / "archive.zip")])
    (packages / "other-1.0.dist-info").rename(packages / "other-2.0.dist-info")
    (packages / "other/__init__.py").write_text("x = 1\n")
    (tmp_path / "behind" / "mistune").mkdir(parents=True)
    (tmp_path / "behind" / "mistune/__init__.py").write_text("")
    assert installed_state([str(packages), "", str(tmp_path / "behind")]) == before


def test_a_verdict_ends_with_the_version_of_the_parser(tmp_path: Path, cache: Path) -> None:
    """The parser is put before the installed one; after that, its copy is changed."""
    (tmp_path / "a.md").write_text("# A\n\n<!-- speclint: type=component -->\n")
    copy = tmp_path / "packages" / "mistune"
    shutil.copytree(Path(mistune.__file__).parent, copy)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(copy.parent), str(ROOT)]),
        "SPECLINT_CACHE_DIR": str(cache),
    }

    def check() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "speclint", "check", "-q", "a.md"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    first = check()
    assert first.returncode == 1, first.stderr
    assert check().stdout == first.stdout
    with (copy / "__init__.py").open("a") as file:
        file.write("\nraise RuntimeError('another parser')\n")
    done = check()
    assert done.returncode == 2, done.stdout
    assert "another parser" in done.stderr
