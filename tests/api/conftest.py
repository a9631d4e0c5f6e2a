"""What the tests of the Python interface share: a scratch project, in which the tests run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RULES = """speclint: 1
type: runbook
title: Runbook
applies_to: {files: ["docs/runbooks/*.md"]}
fields:
  - {name: Status, values: [Draft, Approved]}
sections:
  - heading: Symptoms
  - heading: Steps
  - {heading: Rollback, presence: recommended}
"""
GOOD = "# Deploy\n\n**Status**: Draft\n\n## Symptoms\n\nNone.\n\n## Steps\n\n1. Go\n\n## Rollback\n\nNone.\n"


@pytest.fixture
def project(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the type `runbook`; the working directory."""
    folder = tmp_path / "project"
    for path, text in {
        ".speclint.yaml": "rule_paths: [rules]\nexclude: [docs/archive]\n",
        "rules/runbook.yaml": RULES,
        "docs/runbooks/good.md": GOOD,
        "docs/runbooks/bad.md": GOOD.replace("## Steps\n\n1. Go\n\n", ""),
        "docs/README.md": "# Read me\n",
    }.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))
    monkeypatch.chdir(folder)
    return folder
