"""The bundled rule sets are found from a wheel and from an editable install."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "specs" / "component" / "cmp-001-export-service.md"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build needs."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("speclint", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def build(tree: Path, out: Path, hook: str) -> Path:
    """Build with the back end itself: what a front end would do, without a second environment."""
    code = f"import hatchling.build as b; print(b.{hook}({str(out)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, check=True)
    return out / done.stdout.split()[-1]


def lint(python_path: Path, where: Path) -> tuple[int, str, str]:
    spec = where / "docs" / "specs" / "component" / EXAMPLE.name
    spec.parent.mkdir(parents=True)
    shutil.copy(EXAMPLE, spec)
    # Only the path given: not the checkout, not what is installed in this environment.
    code = (
        "import sys; sys.path[:] = [path for path in sys.path if path]; "
        f"sys.path.insert(0, {str(python_path)!r}); "
        "import speclint; assert speclint.__file__.startswith(sys.argv.pop(1)), speclint.__file__; "
        "from speclint.cli.main import run; code = run(sys.argv[1:]); "
        # What loads rule files: these are compiled, and counted.
        "assert 'pydantic' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(python_path), "check", "-q", "--no-cache", "docs"],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_wheel_holds_the_rules(tree: Path, tmp_path: Path) -> None:
    wheel = build(tree, tmp_path, "build_wheel")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(installed)
    assert "speclint/rules/component.yaml" in names
    assert "speclint/checks/pages/missing-section.md" in names
    assert {
        "speclint/authoring/setups/vim.vim",
        "speclint/authoring/setups/completion.bash",
        "speclint/rules/speclint.schema.json",
    } <= set(names)
    assert not [name for name in names if name.startswith(("rules/", "tests/"))]
    assert lint(installed, tmp_path / "work") == (0, "", "")


def test_editable_install_finds_the_rules_beside_the_package(tree: Path, tmp_path: Path) -> None:
    """What pip does with an editable wheel: it unpacks it, and Python reads the paths in it."""
    site = tmp_path / "site"
    with zipfile.ZipFile(build(tree, tmp_path, "build_editable")) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".py")]
        archive.extractall(site)
    # The dependencies of this environment serve the other one too; what is installed there comes after the new paths.
    packages = [path for path in sys.path if path.endswith("-packages")]
    code = (
        f"import site, sys; site.addsitedir({str(site)!r}); sys.path += {packages!r}; "
        f"import speclint; assert speclint.__file__.startswith({str(tree)!r}), speclint.__file__; "
        "from speclint.__main__ import main; sys.exit(main())"
    )
    listed = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, "types"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert listed.returncode == 0, listed.stderr
    assert (tree / "rules" / "component.yaml").as_posix() in listed.stdout
