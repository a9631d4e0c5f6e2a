"""A project of notes for the tests of the language server: two notes, and the rule set that they follow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
speclint: 1
type: note
title: Note
description: What the team agreed on.
applies_to: {files: ["notes/*.md"]}
naming: {file: "note-{number:3}-{slug}", id: "NOTE-{number:3}"}
fields:
  - {name: Status, values: [Draft, Approved], guidance: How far it is.}
  - {name: Owner, presence: optional}
lifecycle: {field: Status, states: [{when: Draft}, {when: Approved}]}
sections:
  - heading: Purpose
    guidance: Say what it is for.
    expects:
      - text: {min_words: 3}
  - heading: Limits
    expects:
      - table: {columns: [Limit, {name: Kind, values: [soft, hard]}]}
  - heading: History
    presence: optional
"""

FIRST = """\
# NOTE-001 First 🚀 note

**Status**: Draft

## Purpose

It says what 漢字 the 🚀 others need, see [NOTE-002].

## Limits

| Limit | Kind |
|-------|------|
| 🚀 漢 size | medium |
"""
"""One finding: `medium`, counted from 0 on line 12, from 13 to 19 in characters, 14 to 20 in UTF-16, 18 to 24 in bytes."""

SECOND = """\
# NOTE-002 Second

**Status**: Approved

## Purpose

It follows from NOTE-001 and [the first](note-001-first.md#purpose).

## Limits

| Limit | Kind |
|-------|------|
| size  | hard |
"""
"""Nothing is wrong with it while there is a NOTE-001."""


class Notes:
    """A folder with the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(".speclint.yaml", "rule_paths: [rules]\n")
        self.write("rules/note.yaml", RULES)
        self.first = self.write("notes/note-001-first.md", FIRST)
        self.second = self.write("notes/note-002-second.md", SECOND)

    def write(self, path: str, text: str) -> Path:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="")
        return place

    def edit_with(self, command: list[str], cache: Path, **more: str) -> dict[str, Any]:
        """Run an editor with a script that opens the first note, and collect what it prints: a name and JSON a line.

        The script finds the command of the server in SERVER, the note in NOTE and the folder in PROJECT.
        """
        environment = {
            **os.environ,
            "SPECLINT_CACHE_DIR": str(cache),
            "SERVER": json.dumps([sys.executable, "-m", "speclint", "server"]),
            "PROJECT": str(self.folder),
            "NOTE": str(self.first),
            **more,
        }
        done = subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False, timeout=180
        )
        assert done.returncode == 0, (done.stdout, done.stderr)
        said = (line.partition(" ") for line in done.stdout.splitlines())
        return {name: json.loads(value) for name, _, value in said}
