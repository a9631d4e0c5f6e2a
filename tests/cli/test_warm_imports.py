"""What a run with a warm cache loads. A hook waits for every module in this list."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .scenario import ROOT, environment, run

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """---
kind: note
title: "A note"
---
# A

## Why

So.

```yaml
a: 1
b: [x, y]
```

## How

So.
"""

RULES = """speclint: 1
type: note
title: Note
applies_to: {front_matter: {kind: note}}
sections:
  - heading: Why
    expects:
      - code: {language: yaml, parses: true}
  - heading: How
"""

# Costly to load, and only needed when something changed or to answer another question.
UNWANTED = {
    "pydantic", "pydantic_core", "ruamel", "pygls", "tomllib", "tomli", "importlib.metadata", "importlib.resources",
    "pathlib", "shutil", "tempfile", "logging", "subprocess", "difflib", "traceback", "hashlib", "pickle", "marshal",
    "speclint.config.reading", "speclint.language.loader", "speclint.language.schema",
    "speclint.workspace.files.git", "speclint.workspace.watching", "speclint.cli.watch", "speclint.cli.completing", "speclint.authoring.editors",
    "speclint.cli.catalogue", "speclint.cli.rules", "speclint.cli.show_config",
    "speclint.reporters.full", "speclint.reporters.json_v1", "speclint.reporters.github", "speclint.reporters.sarif",
    "speclint.reporters.grouped", "speclint.reporters.junit", "speclint.reporters.xml", "speclint.reporters.markdown",
    "speclint.workspace.files.writing", "urllib.parse", "speclint.expressions.machine", "speclint.expressions.moves", "speclint.expressions.program",
}  # fmt: skip

PROBE = """
import sys
before = set(sys.modules)
from speclint.__main__ import main
sys.argv = ["speclint", "check", *sys.argv[1:]]
code = main()
import json
print(json.dumps([code, sorted(set(sys.modules) - before)]))
"""


def loaded(folder: Path, cache: Path, *arguments: str) -> tuple[int, set[str], str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=folder,
        env=environment(cache),
        capture_output=True,
        check=True,
        timeout=60,
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, set(modules), done.stderr.decode()


def lay_out(folder: Path) -> None:
    (folder / ".speclint.yaml").write_text("rule_paths: [note.yaml]\n")
    (folder / "note.yaml").write_text(RULES)
    (folder / "good.md").write_text(SPEC)


def test_warm_run_loads_nothing_that_only_a_change_needs(tmp_path: Path, cache: Path) -> None:
    lay_out(tmp_path)
    code, modules, _ = loaded(tmp_path, cache, "good.md")
    assert code == 0
    assert modules & {"pydantic", "ruamel"}, "the first run reads the rule files"
    code, modules, _ = loaded(tmp_path, cache, "good.md")
    assert code == 0
    # `linecache`, `inspect` and `dataclasses` come with mistune, whose list is not ours.
    assert not {name for name in modules if name in UNWANTED or name.split(".")[0] in UNWANTED}


def test_warm_run_in_a_project_with_other_documents_loads_neither_parser_nor_checks(
    tmp_path: Path, cache: Path
) -> None:
    lay_out(tmp_path)
    (tmp_path / "other.md").write_text(SPEC)
    (tmp_path / "README.md").write_text("# Read me\n")
    run(tmp_path, cache, "check", "good.md")
    _, modules, _ = loaded(tmp_path, cache, "good.md")
    assert not modules & {
        "mistune",
        "speclint.workspace.across",
        "speclint.checks.project_registry",
        "speclint.ruleset",
    }
    (tmp_path / "other.md").write_text(SPEC.replace("So.", "So it is."))
    assert "mistune" in loaded(tmp_path, cache, "good.md")[1], "the other one is read again, once"
    assert "mistune" not in loaded(tmp_path, cache, "good.md")[1]


def test_edited_document_stays_warm(tmp_path: Path, cache: Path) -> None:
    lay_out(tmp_path)
    run(tmp_path, cache, "check", "good.md")
    (tmp_path / "good.md").write_text(SPEC.replace("So.", "So it is."))
    assert not loaded(tmp_path, cache, "good.md")[1] & {"pydantic", "ruamel"}


def test_changed_rule_file_counts_at_once(tmp_path: Path, cache: Path) -> None:
    lay_out(tmp_path)
    assert run(tmp_path, cache, "check", "good.md").returncode == 0
    before = (tmp_path / "note.yaml").stat()
    (tmp_path / "note.yaml").write_text(RULES.replace("heading: How", "heading: Who"))
    # The same size and date: only the content tells.
    os.utime(tmp_path / "note.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run(tmp_path, cache, "check", "good.md").returncode == 1


def test_no_cache_neither_reads_nor_writes(tmp_path: Path) -> None:
    lay_out(tmp_path)
    cache = tmp_path / "cache"
    assert run(tmp_path, cache, "check", "--no-cache", "good.md").returncode == 0
    assert not cache.exists()


def test_damaged_cache_is_as_good_as_none(tmp_path: Path) -> None:
    lay_out(tmp_path)
    cache = tmp_path / "cache"
    assert run(tmp_path, cache, "check", "good.md").returncode == 0
    files = list(cache.rglob("*.json"))
    assert files
    for content in (b"", b"\xff\x00", b"{", b"[[1]]", b"[]", b'{"a": {"b": []}}', b"null", b"[" * 100_000):
        for path in files:
            path.write_bytes(content)
        done = run(tmp_path, cache, "check", "-q", "good.md")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), content


@pytest.mark.parametrize("content", [b"{}", b"[]", b"[[]]", b'""', b"0", b'{"a": "b"}'])
def test_damaged_cache_hides_nothing(tmp_path: Path, content: bytes) -> None:
    lay_out(tmp_path)
    (tmp_path / "good.md").write_text(SPEC.replace("So.", ""))
    cache = tmp_path / "cache"
    first = run(tmp_path, cache, "check", "-q", "good.md")
    assert first.returncode == 1
    for path in cache.rglob("*.json"):
        path.write_bytes(content)
    done = run(tmp_path, cache, "check", "-q", "good.md")
    assert (done.returncode, done.stdout, done.stderr) == (1, first.stdout, b"")


def test_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "file").write_text("in the way")
    done = run(tmp_path, tmp_path / "file" / "cache", "check", "-q", "good.md")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_processes_share_a_cache(tmp_path: Path) -> None:
    lay_out(tmp_path)
    for text in (
        SPEC,
        SPEC.replace("So.", "So it is."),
    ):  # all is written at once, and then a verdict into the existing cache
        (tmp_path / "good.md").write_text(text)
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "speclint", "check", "-q", "good.md"],
                cwd=tmp_path,
                env=environment(tmp_path / "cache"),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        for process in processes:
            out, errors = process.communicate(timeout=60)
            assert (process.returncode, out, errors) == (0, b"", b"")
    assert not list((tmp_path / "cache").rglob("*.tmp"))
    assert not loaded(tmp_path, tmp_path / "cache", "good.md")[1] & {"pydantic", "ruamel"}, "what they left is of use"


def test_bundled_rules_are_found_from_the_checkout(tmp_path: Path, cache: Path) -> None:
    done = run(tmp_path, cache, "types")
    assert done.returncode == 0
    assert (ROOT / "rules" / "component.yaml").as_posix().encode() in done.stdout
