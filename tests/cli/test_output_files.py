"""Reports in files, in UTF-8, whole, and with paths as their readers look for them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from speclint.reporters import FORMATS

from .scenario import run

FILES = [argument for format in FORMATS for argument in ("--output-file", f"{format}=out/{format}")]


@pytest.fixture
def project(noted: Path) -> Path:
    (noted / "notes" / "übel.md").write_text("# 日本\n", "utf-8")
    return noted


@pytest.mark.parametrize("format", [name for name, row in FORMATS.items() if not row.for_people])
def test_a_file_holds_what_standard_output_would_whatever_the_terminal(project: Path, cache: Path, format: str) -> None:
    done = run(
        project,
        cache,
        *("check", "-q", "--output-format", format, "--output-file", f"{format}=out/{format}", "notes"),
        PYTHONUTF8="0",
        PYTHONIOENCODING="ascii",
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout == (project / "out" / format).read_bytes()
    assert done.stdout.decode("utf-8")


def test_all_formats_at_once(project: Path, cache: Path) -> None:
    done = run(project, cache, "check", "-q", *FILES, "--color", "always", "notes")
    assert (done.returncode, done.stderr) == (1, b"")
    assert sorted(path.name for path in (project / "out").iterdir()) == sorted(FORMATS)
    assert b"\x1b" not in b"".join(path.read_bytes() for path in (project / "out").iterdir())


def test_a_report_replaces_the_one_before(project: Path, cache: Path) -> None:
    path = project / "out.json"
    path.write_text("old " * 10_000)
    path.chmod(0o640)
    run(project, cache, "check", "-q", "--output-file", "json=out.json", "notes")
    assert json.loads(path.read_text("utf-8"))["summary"]["files"] == 1
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in project.iterdir()) == [".speclint.yaml", "notes", "out.json", "rules"]


@pytest.mark.skipif(os.name == "nt", reason="the system has another message there")
def test_a_file_that_cannot_be_written_is_told(project: Path, cache: Path) -> None:
    name = "a" * 300
    done = run(project, cache, "check", "-q", "--output-file", f"json=out/{name}", "notes")
    assert (done.returncode, done.stderr.decode()) == (2, f"speclint: out/{name}: name too long\n")


@pytest.mark.skipif(os.name == "nt", reason="there is no such device there")
def test_a_device_stays_one(project: Path, cache: Path) -> None:
    done = run(project, cache, "check", "-q", "--output-file", "json=/dev/null", "notes")
    assert (done.returncode, done.stderr) == (1, b"")
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(os.name == "nt", reason="there are no such links there")
def test_a_link_is_followed(project: Path, cache: Path) -> None:
    (project / "here.json").symlink_to("there.json")
    run(project, cache, "check", "-q", "--output-file", "json=here.json", "notes")
    assert (project / "here.json").is_symlink()
    assert json.loads((project / "there.json").read_text("utf-8"))["summary"]["files"] == 1


def test_a_report_in_markdown_may_lie_where_documents_are_found(project: Path, cache: Path) -> None:
    for _ in range(2):
        done = run(project, cache, "check", "-q", "--output-file", "markdown=report.md", ".")
        assert (done.returncode, done.stderr) == (1, b"")


def paths_in(folder: Path, format: str) -> set[str]:
    """The paths of documents that a report names."""
    text = (folder / "out" / format).read_text("utf-8")
    if format in ("junit", "checkstyle"):
        return {each.attrib["name"] for each in ET.fromstring(text) if each.attrib["name"] != "speclint"}  # noqa: S314
    data: Any = json.loads(text) if format in ("json", "sarif", "gitlab", "rdjson") else {}
    if format == "sarif":
        places = [place["physicalLocation"] for each in data["runs"][0]["results"] for place in each["locations"]]
        return {place["artifactLocation"]["uri"] for place in places}
    if format in ("json", "rdjson"):
        return {each.get("path") or each["location"]["path"] for each in data["diagnostics"]}
    if format == "gitlab":
        return {each["location"]["path"] for each in data}
    mark = {"github": "file=", "azure": "sourcepath="}[format]
    return {line.split(mark)[1].split("," if format == "github" else ";")[0] for line in text.splitlines()}


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit", "checkstyle", "azure", "json", "rdjson"])
def test_services_get_paths_from_the_top_of_the_repository(project: Path, cache: Path, format: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    (project / "notes" / "übel.md").rename(project / "notes" / "a.md")
    run(project / "notes", cache, "check", "-q", *FILES, "a.md")
    seen = paths_in(project / "notes", format)
    assert seen == ({"notes/a.md"} if FORMATS[format].from_top else {"a.md"})
    run(project / "rules", cache, "check", "-q", *FILES, "../notes/a.md")
    if FORMATS[format].from_top:
        assert paths_in(project / "rules", format) == {"notes/a.md"}


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit", "checkstyle", "azure", "json", "rdjson"])
def test_what_is_wrong_in_a_rule_file_is_in_every_format(project: Path, cache: Path, format: str) -> None:
    (project / "rules" / "note.yaml").write_text("speclint: 1\ntype: note\ntitle: Note\nsectoins: []\n")
    done = run(project, cache, "check", "-q", *FILES, "notes")
    assert done.returncode == 2
    assert "rules/note.yaml" in paths_in(project, format)


def test_skipped_files_and_failures_are_in_sarif(project: Path, cache: Path) -> None:
    (project / "notes" / "other.txt").write_text("x")
    done = run(project, cache, "check", "-q", *FILES, "notes", "gone.md", ".speclint.yaml")
    assert done.returncode == 2
    (invocation,) = json.loads((project / "out" / "sarif").read_text("utf-8"))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = [(each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]]
    assert notes[0] == ("error", "gone.md: no such file or folder")
    assert [level for level, _ in notes[1:]] == ["note"]


@pytest.mark.parametrize(("arguments", "failures"), [((), "1"), (("--fail-on", "never"), "0")])
def test_junit_fails_with_the_run(project: Path, cache: Path, arguments: tuple[str, ...], failures: str) -> None:
    done = run(
        project, cache, "check", "-q", *arguments, "--output-format", "junit", "--select", "missing-section", "notes"
    )
    root = ET.fromstring(done.stdout)  # noqa: S314 - it is ours
    assert (root.attrib["failures"], done.returncode) == (failures, int(failures))
