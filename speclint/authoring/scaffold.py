"""The files that set up a repository, and a rule set to begin with.

Owns: their texts.
Never: writes them, or knows what exists already.
"""

from __future__ import annotations

import json

from speclint._version import __version__
from speclint.authoring.editors import RULES_SCHEMA
from speclint.base.values import NamedTuple


class NewFile(NamedTuple):
    """A file by its path in the project, with forward slashes."""

    path: str
    text: str
    executable: bool = False


CONFIG = NewFile(
    ".speclint.yaml",
    """\
# speclint settings for this repository. Every key is optional.

# The lowest severity that fails a check: error, warning, info or never.
fail_on: error

# The type of files whose path does not show it.
# types:
#   "services/*/SPEC.md": component

# Files that are never linted.
# exclude: ["docs/archive/**"]

# Your own rule sets; `speclint rules new TYPE` creates one.
# rule_paths: [rules]

# The minimum completeness in percent, by type and by status.
# completeness:
#   fail_under: 80
#   states: {Draft: 0}
""",
)

HOOK_FILE = ".pre-commit-config.yaml"
HOOK_NAME = "speclint"


def hook_entry(repo: str, rev: str) -> str:
    """An entry of `repos`, unindented. `repo` "" for the speclint that is installed where the hook runs."""
    if repo:
        return f"- repo: {repo}\n  rev: {rev}\n  hooks:\n    - id: {HOOK_NAME}\n"
    return """\
- repo: local
  hooks:
    # Runs the installed speclint, which must be on the PATH.
    - id: speclint
      name: speclint
      entry: speclint check
      language: system
      types: [markdown]
"""


def hook_file(entry: str) -> NewFile:
    """A configuration of pre-commit with nothing but one entry."""
    return NewFile(HOOK_FILE, "repos:\n" + indented(entry, 2))


def indented(text: str, by: int) -> str:
    """Lines moved to the right by a number of blanks; blank lines stay blank."""
    return "".join(f"{' ' * by}{line}\n" if line else "\n" for line in text.splitlines())


CI_FILES = {
    "github": NewFile(
        ".github/workflows/speclint.yml",
        f"""\
name: speclint
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  specifications:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install speclint=={__version__}
      # Annotations on the lines, and a table in the job summary.
      - run: speclint check --output-format github --output-file "markdown=$GITHUB_STEP_SUMMARY"
      - run: speclint completeness
""",
    ),
    "gitlab": NewFile(
        ".gitlab/speclint.yml",
        f"""\
# Include it in .gitlab-ci.yml:  include: .gitlab/speclint.yml
speclint:
  image: python:3.13
  script:
    - pip install speclint=={__version__}
    - speclint check --output-file gitlab=gl-code-quality-report.json --output-file junit=speclint-junit.xml
    - speclint completeness
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: speclint-junit.xml
""",
    ),
}
"""A workflow by the name of the CI system."""

_FIND = """\
# The program is SPECLINT if set; otherwise speclint on the PATH, in .venv, or as a module of python3.
run() {
  if [ -n "${SPECLINT:-}" ]; then exec "$SPECLINT" "$@"; fi
  if command -v speclint >/dev/null 2>&1; then exec speclint "$@"; fi
  if [ -x .venv/bin/speclint ]; then exec .venv/bin/speclint "$@"; fi
  # Not `python3 -m`, which would take modules from the working directory.
  own='import sys; sys.path = [folder for folder in sys.path if folder]; from speclint.__main__ import main'
  if python3 -c "$own" 2>/dev/null; then exec python3 -c "$own; sys.exit(main())" "$@"; fi
  echo "speclint is not installed: pip install speclint" >&2
  exit 2
}
"""


def _script(name: str, about: str, call: str, least: int) -> NewFile:
    usage = about.split(": ", 1)[1]
    check = f'if [ "$#" -lt {least} ]; then\n  echo "usage: {usage}" >&2\n  exit 2\nfi\n' if least else ""
    text = f"#!/usr/bin/env bash\n# {about}\nset -euo pipefail\n{_FIND}{check}run {call}\n"
    return NewFile(f"scripts/{name}", text, executable=True)


SCRIPTS = (
    _script(
        "generate-spec.sh",
        "Write a new specification: scripts/generate-spec.sh TYPE ID-SLUG, or TYPE --next SLUG",
        'new "$@"',
        2,
    ),
    _script("validate-spec.sh", "Validate specifications: scripts/validate-spec.sh FILE...", 'check "$@"', 1),
    _script(
        "check-completeness.sh",
        "Score how complete specifications are: scripts/check-completeness.sh FILE...",
        'completeness "$@"',
        1,
    ),
    _script("next-id.sh", "Print the next free id of a type: scripts/next-id.sh TYPE", 'new "$1" --next-id', 1),
    _script("list-templates.sh", "List the types of specifications: scripts/list-templates.sh", "types", 0),
)
"""The commands of the guide, as thin calls."""


def schema_line(path: str) -> str:
    """The comment by which editors know the JSON Schema of a YAML file. `path` is relative to that file."""
    return f"# yaml-language-server: $schema={path}\n"


def rule_set_files(folder: str, type: str, title: str, prefix: str) -> tuple[NewFile, ...]:
    """A rule set to begin with, and two examples that test it. `folder` is relative to the project."""
    rules = f"""\
{schema_line(RULES_SCHEMA)}speclint: 1
type: {json.dumps(type)}
title: {json.dumps(title, ensure_ascii=False)}
description: Say in a sentence what a document of this type is for.
extends: [base]
applies_to:
  files: ["docs/specs/{type}/*.md"]
naming:
  file: "{prefix}-{{number:3}}-{{slug}}"
  id: "{prefix.upper()}-{{number:3}}"

fields:
  - name: Status
    values: [Draft, Approved]
    initial: Draft
    weight: 0
lifecycle:
  field: Status
  states:
    - {{when: Draft, at_most: warning, completeness: 0}}
    - {{when: Approved, completeness: 90}}

sections:
  - heading: Overview
    weight: 2
    guidance: Say in two or three sentences what this is about, and for whom.
    expects:
      - text: {{min_words: 10}}
  - heading: Steps
    aliases: [Procedure]
    guidance: Number the steps, so that people can say where they are.
    expects:
      - list: {{kind: ordered, min_items: 2}}
  - heading: Background
    presence: recommended
    guidance: Say what led to it.
"""
    good = """\
# Restore a backup

**Status**: Approved

## Overview

How the person on call brings the data of one customer back from last night's backup.

## Steps

1. Find the backup of the night in question.
2. Restore it beside the live data, and compare the two.

## Background

Customers delete things and want them back.
"""
    bad = """\
# Restore a backup

**Status**: Approved

## Overview

How the person on call brings the data of one customer back from last night's backup.

## Background

Customers delete things and want them back.

<!-- speclint-expect
1:1: error: Missing section 'Steps' [missing-section]
-->
"""
    examples = f"{folder}/examples/{type}"
    return (
        NewFile(f"{folder}/{type}.yaml", rules),
        NewFile(f"{examples}/{prefix}-001-restore-a-backup.md", good),
        NewFile(f"{examples}/{prefix}-101-without-steps.md", bad),
    )
