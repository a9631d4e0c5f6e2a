"""Each import contract catches what it forbids: a breach of each is planted in a copy, and has to be found there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = re.findall(
    r'^\[\[tool\.importlinter\.contracts\]\]\nname = "(.+)"$',
    (ROOT / "pyproject.toml").read_text("utf-8"),
    re.MULTILINE,
)
PURE = "Only the workspace and the shells touch files, clock and processes"


class Breach(NamedTuple):
    """A line that is planted in a module, and what is said of it."""

    contract: str
    module: str
    line: str
    said: str


BREACHES = [
    Breach(
        "A room imports the rooms below it, never those above",
        "base/globs.py",
        "from speclint.engine import linter",
        "speclint.base.globs -> speclint.engine.linter",
    ),
    Breach(
        "A room imports the rooms below it, never those above",
        "config/model.py",
        "from speclint.language import names",
        "speclint.config.model -> speclint.language.names",
    ),
    Breach(
        "Nothing imports in a circle, also not for types alone",
        "binding/pairs.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from speclint.binding.binding import Binding",
        ".pairs -> .binding",
    ),
    Breach(PURE, "base/digest.py", "import pathlib", "speclint.base.digest -> pathlib"),
    Breach(PURE, "completeness/model.py", "import os.path", "speclint.completeness.model -> os"),
    Breach(
        "mistune is imported by speclint.markdown alone",
        "base/globs.py",
        "import mistune",
        "speclint.base.globs -> mistune",
    ),
    Breach(
        "ruamel.yaml is imported by speclint.formats alone",
        "language/nodes.py",
        "def _planted():\n    import ruamel.yaml",
        "speclint.language.nodes -> ruamel",
    ),
    Breach(
        "pydantic is imported by the schema of rule files alone",
        "language/names.py",
        "import pydantic",
        "speclint.language.names -> pydantic",
    ),
    Breach(
        "pygls and lsprotocol are imported by the language server alone",
        "base/names.py",
        "import lsprotocol.types",
        "speclint.base.names -> lsprotocol",
    ),
    Breach(
        "Checks do not know each other",
        "checks/bad_cell.py",
        "from speclint.checks import bad_title",
        "speclint.checks.bad_cell -> speclint.checks.bad_title",
    ),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """For each contract that is broken in a copy with all breaches, what is said of it."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "speclint", copy / "speclint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for breach in BREACHES:
        path = copy / "speclint" / breach.module
        path.write_text(f"{path.read_text('utf-8')}\n{breach.line}\n", "utf-8")
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    broken = done.stdout.partition("Broken contracts\n")[2]
    parts = re.split(r"^(.+)\n-{4,}\n", broken, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.module} {breach.said.rpartition(' ')[2]}")
def test_a_breach_is_caught(breach: Breach, said: dict[str, str]) -> None:
    (text,) = [text for name, text in said.items() if " ".join(name.split()) == breach.contract] or [""]
    assert breach.said in " ".join(text.split()), said


def test_every_contract_has_a_breach() -> None:
    assert {breach.contract for breach in BREACHES} == set(CONTRACTS)


SHOWN = ("speclint", "speclint.api")
"""The package's own module shows the Python interface, and loads it when it is first used."""

CIRCLES = [
    ("ruleset/kinds/list.py", "import speclint.ruleset.kinds"),
    (
        "language/extending.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from speclint.language import RuleFile",
    ),
    ("markdown/syntax.py", "def _planted():\n    from speclint.markdown.document import parse"),
]
"""Modules with a line that makes a circle, also between a package and a module of it, which no contract sees."""


def circles(folder: Path) -> list[list[str]]:
    """The modules of the package in a folder that import each other in a circle, each circle sorted."""
    command = (
        "import json, grimp\n"
        "graph = grimp.build_graph('speclint', exclude_type_checking_imports=False, cache_dir=None)\n"
        "print(json.dumps({each: sorted(graph.find_modules_directly_imported_by(each)) for each in graph.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    imports: dict[str, list[str]] = json.loads(done.stdout)
    importers: dict[str, list[str]] = {each: [] for each in imports}
    for importer, imported in imports.items():
        if SHOWN[1] in imported and importer == SHOWN[0]:
            imported.remove(SHOWN[1])
        for each in imported:
            importers[each].append(importer)
    found = {frozenset(reached(each, imports) & reached(each, importers)) for each in imports}
    return sorted(sorted(circle) for circle in found if circle)


def reached(start: str, steps: dict[str, list[str]]) -> set[str]:
    """What is reached from a module in one step or more."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(steps[waiting.pop()]) - seen
        seen |= new
        waiting += new
    return seen


def test_no_module_imports_itself_in_a_circle() -> None:
    found = circles(ROOT)
    assert not found, (
        f"modules that import each other, also for types alone: move what they share into a module below them: {found}"
    )


def test_a_circle_is_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "speclint", tmp_path / "speclint", ignore=shutil.ignore_patterns("__pycache__"))
    for module, line in CIRCLES:
        path = tmp_path / "speclint" / module
        path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    found = {each for circle in circles(tmp_path) for each in circle}
    assert {f"speclint.{module.removesuffix('.py').replace('/', '.')}" for module, _ in CIRCLES} <= found
