"""The hook between documents, under the real pre-commit and the real prek, up to a real `git commit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import Scratch, hooked

if TYPE_CHECKING:
    from pathlib import Path

RUNNERS = {"pre-commit": "pre_commit", "prek": "prek"}
RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*.md", "notes/**/*.md"]}
naming: {file: "nt-{number:3}-{slug}", id: "NT-{number:3}"}
sections:
  - heading: Why
"""
LAST_NUMBER = 199
MOST = 131_072
LONG_NAME = "a-name-that-makes-the-command-line-too-long-for-one-process-" * 4 + "x"
DEEP = f"{LONG_NAME}/{LONG_NAME}"
"""With so many of these, the list takes more than the characters that a framework hands to one process."""


def note(*lines: str) -> str:
    return "\n".join(["# A note", "", "## Why", "", *(lines or ("So.",)), ""])


@pytest.fixture(scope="module", params=RUNNERS)
def scratch(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    home: Path,
    cache: Path,
    repository: Path,
) -> Scratch:
    folder = tmp_path_factory.mktemp("scratch")
    files = {
        "rules/note.yaml": RULES,
        "notes/nt-001-first.md": note(),
        "notes/nt-002-second.md": note("It builds on [NT-001].", "", "![Drawing](drawing.png)"),
        "notes/drawing.png": "no picture",
    }
    return hooked(folder, home, cache, repository, ["speclint", "speclint-project"], RUNNERS[request.param], files)


@pytest.fixture(autouse=True)
def _clean(scratch: Scratch) -> None:
    scratch.git("reset", "-q", "--hard")
    scratch.git("clean", "-q", "-f", "-d")


def refused(scratch: Scratch, *said: str) -> None:
    before = scratch.head()
    done = scratch.commit()
    assert done.returncode == 1, done.stdout + done.stderr
    for line in said:
        assert line in done.stdout + done.stderr
    assert scratch.head() == before


def test_a_deletion_that_leaves_a_reference_behind_is_refused(scratch: Scratch) -> None:
    scratch.git("rm", "-q", "notes/nt-001-first.md")
    refused(scratch, "notes/nt-002-second.md:5:15: error: Unknown specification NT-001", "[dangling-reference]")


def test_a_renaming_that_changes_the_id_is_refused(scratch: Scratch) -> None:
    scratch.git("mv", "notes/nt-001-first.md", "notes/nt-003-first.md")
    refused(scratch, "notes/nt-002-second.md:5:15: error: Unknown specification NT-001; did you mean NT-00")


def test_a_deleted_picture_is_missed(scratch: Scratch) -> None:
    scratch.git("rm", "-q", "notes/drawing.png")
    refused(scratch, "notes/nt-002-second.md:7:1: error: Broken link: no file 'notes/drawing.png'")


def test_a_second_document_with_the_same_id_is_refused(scratch: Scratch) -> None:
    scratch.write("notes/nt-001-again.md", note())
    refused(scratch, "Duplicate id NT-001: also used by notes/nt-001-again.md [duplicate-id]")


def test_what_is_staged_counts_and_not_what_lies_beside_it(scratch: Scratch) -> None:
    # Staged with the reference; fixed in the work tree alone.
    scratch.write("notes/nt-002-second.md", note("It builds on [NT-009]."))
    (scratch.folder / "notes" / "nt-002-second.md").write_text(note(), "utf-8")
    refused(scratch, "Unknown specification NT-009")


def test_an_untracked_document_is_none_that_the_commit_has(scratch: Scratch) -> None:
    (scratch.folder / "notes" / "nt-009-new.md").write_text(note(), "utf-8")
    scratch.write("notes/nt-002-second.md", note("It builds on [NT-009]."))
    refused(scratch, "Unknown specification NT-009")


def test_a_good_change_passes_and_so_does_one_that_concerns_no_specification(scratch: Scratch) -> None:
    scratch.write("notes/nt-002-second.md", note("It builds on [NT-001] only."))
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    scratch.write("main.py", "print()\n")
    done = scratch.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_many_files_in_several_processes_are_one_project(scratch: Scratch) -> None:
    """The framework splits a long list of files; a rule between documents must not take its share for the project."""
    folder = scratch.folder / "notes" / DEEP
    folder.mkdir(parents=True)
    for number in range(10, LAST_NUMBER + 1):
        (folder / f"nt-{number:03}-{LONG_NAME}.md").write_text(note(f"It builds on [NT-{number - 9:03}]."), "utf-8")
    for number in (3, 4, 5, 6, 7, 8, 9):
        (folder / f"nt-{number:03}-x.md").write_text(note(), "utf-8")
    paths = [path.relative_to(scratch.folder).as_posix() for path in folder.iterdir()]
    assert len(" ".join(paths)) > MOST
    scratch.git("add", "-A")
    done = scratch.commit()
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    scratch.git("reset", "-q", "--hard", "HEAD~1")
