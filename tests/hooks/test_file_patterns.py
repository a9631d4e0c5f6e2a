"""Which files the hooks take, by the hook framework's own library and the patterns in `.pre-commit-hooks.yaml`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from identify.identify import tags_from_filename

from speclint.formats.yaml import read_yaml

ROOT = Path(__file__).parents[2]


def hook(name: str) -> dict[str, Any]:
    result = read_yaml("hooks", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert result.root is not None
    return next(hook for hook in result.root.to_python() if hook["id"] == name)


def takes(name: str, path: str) -> bool:
    """As pre-commit decides: `files` must be found in the path, and all of `types` must be tags of the file."""
    wanted = hook(name)
    return bool(re.search(wanted.get("files", ""), path)) and set(wanted.get("types", [])) <= tags_from_filename(path)


@pytest.mark.parametrize("path", ["docs/specs/component/cmp-001-a.md", "README.md", "a.markdown", "docs/UPPER.MD"])
def test_speclint_takes_markdown(path: str) -> None:
    assert takes("speclint", path)


@pytest.mark.parametrize("path", ["a.txt", "a.rst", "docs/specs/component/cmp-001.yaml", "a.md.bak", "a.html"])
def test_speclint_leaves_other_files(path: str) -> None:
    assert not takes("speclint", path)


@pytest.mark.parametrize(
    "path",
    [
        "rules/note.yaml",
        "rules/note.yml",
        "docs/rules/note.yaml",
        ".speclint/a.yaml",
        "spec-rules/deep/a.yaml",
        "speclint/a.yml",
    ],
)
def test_speclint_rules_takes_rule_files(path: str) -> None:
    assert takes("speclint-rules", path)


@pytest.mark.parametrize(
    "path",
    [
        ".speclint.yaml",
        "note.yaml",
        "rules.yaml",
        "rules/README.md",
        "myrules/a.yaml",
        "rules/a.json",
        ".github/workflows/a.yml",
    ],
)
def test_speclint_rules_leaves_other_files(path: str) -> None:
    assert not takes("speclint-rules", path)


def test_hooks_run_in_parallel() -> None:
    assert not hook("speclint").get("require_serial")
    assert not hook("speclint").get("always_run")
