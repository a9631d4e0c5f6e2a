"""What a name, a document or a rule set holds never reaches a terminal or a log as it is; names in no encoding work everywhere."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest

from speclint.reporters import FORMATS

from .scenario import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names hold less there")

HOSTILE = "\x1b[31m\x07\x7f\x9b\x85\u202e\u2066\u200e\u200f\u061c\u200b\u2060\ufeff\u2028\u2029"
IN_YAML = HOSTILE.replace("\x1b", "").replace("\x07", "").replace("\x7f", "").replace("\x9b", "").replace("\ufeff", "")
"""The characters that YAML allows unescaped in a text."""
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
EMOJI = "👩\u200d🚀"

RULES = f"""speclint: 1
type: note
title: Note {IN_YAML}
description: What {IN_YAML} is.
applies_to: {{files: ["notes/*.md"]}}
unknown_sections: warning
fields:
  - {{name: Kind, presence: required, values: [One, Two]}}
sections:
  - heading: Why
    guidance: Say {IN_YAML} why.
    message: Say why {IN_YAML}
    expects:
      - text: {{min_words: 10}}
"""
DOCUMENT = f"""---
Kind: "{IN_YAML}"
---
# A {HOSTILE} {EMOJI}

## Why

So.

## {HOSTILE} more {EMOJI}

See [NOTE-{HOSTILE}](gone{HOSTILE}.md).
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / ".speclint.yaml").write_text("rule_paths: [rules]\n")
    (tmp_path / "rules" / "note.yaml").write_text(RULES, "utf-8")
    name = HOSTILE.replace("/", "")
    (tmp_path / "notes" / f"a{name}.md").write_text(DOCUMENT, "utf-8")
    (tmp_path / "notes" / f"skipped{name}.md").write_text("<!-- speclint: type=gone -->\n# A\n")
    (tmp_path / "notes" / os.fsdecode(b"\xff\xfe.md")).write_text(DOCUMENT, "utf-8")
    return tmp_path


def test_no_format_shows_what_is_hidden(project: Path, cache: Path) -> None:
    files = [argument for format in FORMATS for argument in ("--output-file", f"{format}=out/{format}")]
    done = run(project, cache, "check", "-v", "--statistics", *files, ".")
    assert done.returncode == 1
    shown = {format: (project / "out" / format).read_bytes().decode() for format in FORMATS}
    shown |= {"stdout": done.stdout.decode(), "stderr": done.stderr.decode()}
    for format, text in shown.items():
        assert not HIDDEN.search(text), (format, HIDDEN.search(text))
    for format in set(FORMATS) - {"azure"}:
        assert EMOJI in shown[format] or json.dumps(EMOJI)[1:-1] in shown[format], f"{format}: an emoji stays one"
    for format in ("text", "full", "grouped", "github", "azure"):
        assert "\\x1b[31m\\x07\\x7f\\u009b" in shown[format].replace("%5D", "]"), format
        assert "\\xff\\xfe.md" in shown[format], format
    for format in ("json", "json-lines", "sarif", "gitlab", "rdjson"):
        assert "\\u001b[31m\\u0007\\u007f\\u009b" in shown[format], format
    for line in shown["json-lines"].splitlines():
        assert "\n" not in json.loads(line)["message"]
    for format in ("junit", "checkstyle"):
        ET.fromstring(shown[format])  # noqa: S314 - it is ours
    uris = set(re.findall(r'"uri": "(notes/[^"]*)"', shown["sarif"]))
    assert {unquote_to_bytes(uri) for uri in uris} >= {b"notes/\xff\xfe.md", f"notes/a{HOSTILE}.md".encode()}


COMMANDS = [
    "completeness -v",
    "completeness --output-format json",
    "baseline -v",
    "graph -v",
    "graph --output-format mermaid",
    "graph --output-format dot",
    "graph --output-format json",
    "report -o -",
    "types",
    "explain note",
    "explain note --origins",
    "config .",
    "rules check rules",
    "rules test rules",
    "check -q --type a\u202eb .",
    "new note --next \u202ea",
    "baseline gone\u202e.md",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_shows_what_is_hidden(project: Path, cache: Path, command: str) -> None:
    done = run(project, cache, *command.split(" "))
    text = done.stdout.decode() + done.stderr.decode()
    assert "internal error" not in text
    assert text
    assert not HIDDEN.search(text), HIDDEN.search(text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".speclint.yaml", f'rule_paths: [rules]\n"a{IN_YAML}": 1\n'),
        (".speclint.yaml", f'rule_paths: ["gone{IN_YAML}"]\n'),
        (".speclint.yaml", f"rules: {{missing-section: '{IN_YAML}'}}\n"),
        ("rules/note.yaml", f'{RULES}"key{IN_YAML}": 1\n'),
        ("rules/note.yaml", f"{RULES}unknown: [\x1b[31m\n"),
        (".speclint-baseline", f"{HOSTILE}\n"),
        ("pyproject.toml", f'[tool.speclint]\n"a{IN_YAML}" = 1\n'),
    ],
)
def test_errors_do_not_either(project: Path, cache: Path, path: str, text: str) -> None:
    if path == "pyproject.toml":
        (project / ".speclint.yaml").unlink()
    (project / path).write_text(text, "utf-8")
    done = run(project, cache, "check", ".")
    assert done.returncode == 2
    shown = done.stderr.decode()
    assert "internal error" not in shown
    assert not HIDDEN.search(shown), HIDDEN.search(shown)


ODD = os.fsdecode(b"notes/\xff\xfe.md")


def test_a_baseline_knows_names_in_no_encoding(project: Path, cache: Path) -> None:
    assert run(project, cache, "baseline", "-q").returncode == 0
    written = (project / ".speclint-baseline").read_bytes()
    assert b"\tnotes/\\xff\\xfe.md\t" in written
    assert not HIDDEN.search(written.decode())
    done = run(project, cache, "check", "-q", ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    for arguments in ((), (ODD,), ("--prune",)):
        assert run(project, cache, "baseline", "-q", *arguments).returncode == 0
        assert (project / ".speclint-baseline").read_bytes() == written
    (project / ODD).unlink()
    run(project, cache, "baseline", "-q", "--prune")
    assert b"\\xff\\xfe" not in (project / ".speclint-baseline").read_bytes()


def test_names_in_no_encoding_work_in_every_command(project: Path, cache: Path) -> None:
    for command in (
        ("check", "-q", ODD), ("check", "-q", "--diff", ODD), ("check", "-q", "--fix", "--unsafe-fixes", ODD), ("completeness", ODD),
        ("completeness", "--output-format", "json", ODD), ("config", ODD), ("report", "-o", os.fsdecode(b"\xfe.html")),
        ("check", "-q", "--output-file", os.fsdecode(b"json=\xfd.json"), ODD), ("check", "-q", "--stdin-filename", ODD, "-"),
    ):  # fmt: skip
        done = run(project, cache, *command)
        assert done.returncode in (0, 1), (command, done.stderr)
        assert b"error: speclint failed" not in done.stderr
        if "--diff" not in command:
            done.stdout.decode()  # valid UTF-8
    json.loads((project / os.fsdecode(b"\xfd.json")).read_bytes())
    assert (project / os.fsdecode(b"\xfe.html")).exists()
