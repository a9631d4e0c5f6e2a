"""The house rules: style, types, layers. Each fails with what the tool says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ..each import judge_each  # noqa: TID252 - tests are no installed package

ROOT = Path(__file__).parents[2]
TOOLS = {
    "ruff check": ["-m", "ruff", "check", "--no-cache", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--no-cache", "."],
    "mypy": ["-m", "mypy"],
    "import contracts": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ],
}


@pytest.mark.parametrize("arguments", TOOLS.values(), ids=TOOLS.keys())
def test_tool_is_content(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_version_is_said_once_in_each_place() -> None:
    import speclint

    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^version = "(.+)"$', project, re.MULTILINE)[1] == speclint.__version__  # type: ignore[index]


def test_modules_say_what_they_own() -> None:
    def judge(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert not text or text.startswith(('"""', 'r"""', "from __future__", "#!"))

    judge_each([*ROOT.glob("speclint/**/*.py"), *ROOT.glob("tests/**/*.py")], judge)
