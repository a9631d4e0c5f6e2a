"""Files are fixed as a whole, byte for byte where nothing was to be fixed, and never if they changed meanwhile."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceFile
from speclint.workspace.files.discovery import discover
from speclint.workspace.mending import Change, carry_out, plan
from speclint.workspace.run import Workspace

from ..cli.scenario import run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*"]}
naming: {file: "nt-{slug}"}
sections:
  - heading: Why
  - heading: How
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {".speclint.yaml": "rule_paths: [rules]\n", "rules/note.yaml": RULES}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "notes").mkdir()
    return tmp_path


def changes(project: Path, *, unsafe: bool = True, cwd: Path | None = None, path: str = "notes") -> list[Change]:
    targets, failures = discover([str(project / path)], str(cwd or project))
    assert not failures
    workspace = Workspace(str(cwd or project), {"SPECLINT_CACHE_DIR": str(project.parent / "cache")})
    return list(plan(workspace, targets, unsafe=unsafe).changes)


def fix(project: Path, *, unsafe: bool = True, path: str = "notes") -> list[str]:
    failures = [carry_out(change).failure for change in changes(project, unsafe=unsafe, path=path)]
    return [f"{failure.place}: {failure.message}" for failure in failures if failure is not None]


MIXED_ENDS = b"# A\r\n\r\n## Wy\r\n\nBecause.\r\rEnd \xe2\x80\xa8of line.  \n\t\n\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# A\n\n## How\n\nSo.\n", b"# A\n\n## Why\n\n[Describe Why]\n\n## How\n\nSo.\n"),
        (b"# A\r\n\r\n## How\r\n\r\nSo.\r\n", b"# A\r\n\r\n## Why\r\n\r\n[Describe Why]\r\n\r\n## How\r\n\r\nSo.\r\n"),
        (b"# A\r\r## How\r\rSo.\r", b"# A\r\r## Why\r\r[Describe Why]\r\r## How\r\rSo.\r"),
        (b"\xef\xbb\xbf# A\n## Why\nX", b"\xef\xbb\xbf# A\n## Why\nX\n\n## How\n\n[Describe How]"),
        (b"\xef\xbb\xbf\xef\xbb\xbf# A\n\n## Why\n\nX\n", None),
        (b"# A\n## How\nSo.\x0b\x0c\xc2\x85\xe2\x80\xa8.\n", b"# A\n\n## Why\n\n[Describe Why]\n\n## How\nSo.\x0b\x0c\xc2\x85\xe2\x80\xa8.\n"),
        (b"# A\n\n## Why\n\nX\n\n\n\n", b"# A\n\n## Why\n\nX\n\n## How\n\n[Describe How]\n\n\n\n"),
        (MIXED_ENDS, MIXED_ENDS.replace(b"Wy\r", b"Why\r").replace(b"line.  \n", b"line.  \n\n## How\n\n[Describe How]\n")),
        ("# A\n\n## 🚀 Why\n\n日本語\n\n## 语 Whi\n\nSo.\n".encode(), "# A\n\n## 🚀 Why\n\n日本語\n\n## How\n\n[Describe How]\n\n## 语 Whi\n\nSo.\n".encode()),
    ],
    ids=["lf", "crlf", "cr", "bom, no last line end", "two boms", "other controls", "blank end", "mixed", "signs"],
)  # fmt: skip
def test_all_other_bytes_stay(project: Path, before: bytes, after: bytes | None) -> None:
    path = project / "notes" / "nt-a.md"
    path.write_bytes(before)
    fix(project)

    got = path.read_bytes()
    if after is not None:
        assert got == after
    else:  # a second mark makes the first line text; whatever is fixed, the marks stay
        assert got.startswith(before[:6])


def test_permissions_stay_and_nothing_is_left_beside_the_file(project: Path) -> None:
    path = project / "notes" / "nt-a.md"
    path.write_text("# A\n", "utf-8")
    path.chmod(0o640)

    assert fix(project) == []
    assert path.stat().st_mode & 0o7777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["nt-a.md"]


def test_a_file_that_changed_since_it_was_judged_is_left_as_it_is(project: Path) -> None:
    path = project / "notes" / "nt-a.md"
    path.write_text("# A\n", "utf-8")
    [change] = changes(project)
    path.write_text("# A\n\nMore words of the author.\n", "utf-8")
    failure = carry_out(change).failure

    assert failure is not None
    assert failure.message == "is not fixed: it changed in the meantime"
    assert path.read_text("utf-8") == "# A\n\nMore words of the author.\n"


def test_a_file_that_is_gone_is_not_made_again(project: Path) -> None:
    path = project / "notes" / "nt-a.md"
    path.write_text("# A\n", "utf-8")
    [change] = changes(project)
    path.unlink()
    failure = carry_out(change).failure

    assert failure is not None
    assert failure.message == "cannot be fixed: no such file or folder"
    assert not path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_not_mended(project: Path) -> None:
    path = project / "notes" / "nt-a.md"
    path.write_text("# A\n", "utf-8")
    path.chmod(0o440)

    assert fix(project) == ["notes/nt-a.md: is not fixed: it is read-only"]


def test_a_link_out_of_the_project_is_not_followed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "nt-a.md"
    outside.write_text("# A\n", "utf-8")
    (project / "notes" / "nt-a.md").symlink_to(outside)

    assert fix(project) == [], "found in a folder, it is not even looked at"
    assert fix(project, path="notes/nt-a.md") == [
        "notes/nt-a.md: is not fixed: it leads out of the project through a symbolic link",
    ]
    assert outside.read_text("utf-8") == "# A\n"


def test_a_link_inside_the_project_stays_a_link(project: Path) -> None:
    real = project / "texts"
    real.mkdir()
    (real / "a.txt").write_text("# A\n\n## Why\n\nX\n", "utf-8")
    link = project / "notes" / "nt-a.md"
    link.symlink_to(real / "a.txt")

    assert fix(project) == []
    assert link.is_symlink()
    assert (real / "a.txt").read_text("utf-8").endswith("## How\n\n[Describe How]\n")


WHOLE = "# A\n\n## Why\n\nX\n\n## How\n\nSo.\n"


def test_two_files_never_become_one(project: Path) -> None:
    for name in ("NT_One.md", "NT-one.md"):
        (project / "notes" / name).write_text(WHOLE.replace("X", name), "utf-8")

    assert fix(project) == ["notes/NT_One.md: cannot be renamed: file nt-one.md already exists"]
    assert sorted(path.name for path in (project / "notes").iterdir()) == ["NT_One.md", "nt-one.md"]
    assert "NT-one.md" in (project / "notes" / "nt-one.md").read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "link"), reason="there are no hard links")
def test_the_other_name_of_a_file_is_a_name_that_is_taken(project: Path) -> None:
    path, other = project / "notes" / "NT_One.md", project / "notes" / "nt-one.md"
    path.write_text(WHOLE, "utf-8")
    os.link(path, other)

    assert "notes/NT_One.md: cannot be renamed: file nt-one.md already exists" in fix(project)
    assert path.read_text("utf-8") == other.read_text("utf-8") == WHOLE


def test_what_is_mended_in_a_file_that_keeps_its_name_is_counted(project: Path, cache: Path) -> None:
    (project / "notes" / "NT_One.md").write_text("# A\n\n## Why\n\nX\n", "utf-8")
    (project / "notes" / "nt-one.md").write_text(WHOLE, "utf-8")
    done = run(project, cache, "check", "--fix", "--unsafe-fixes", "notes")

    assert done.returncode == 2
    assert b"1 finding fixed in 1 file\n" in done.stderr
    assert b"error: cannot be renamed: file nt-one.md already exists" in done.stderr


def test_standard_input_stands_for_the_file_whose_name_it_has(project: Path, cache: Path) -> None:
    path = project / "notes" / "nt-a.md"
    path.write_text("# A\n\n## Why\n\nOn disk.\n", "utf-8")
    text = b"# A\n\n## Why\n\nIn the editor.\n"
    options = ["check", "--fix", "--unsafe-fixes", "--stdin-filename", "notes/nt-a.md", "-", "notes"]
    done = run(project, cache, *options, stdin=text)

    assert done.stdout == text + b"\n## How\n\n[Describe How]\n"
    assert path.read_text("utf-8").endswith("On disk.\n")


def test_a_link_is_not_renamed(project: Path) -> None:
    (project / "text.md").write_text(WHOLE, "utf-8")
    (project / "notes" / "NT_One.md").symlink_to(project / "text.md")

    assert fix(project) == ["notes/NT_One.md: is not renamed to nt-one.md: it is a symbolic link"]


@pytest.mark.parametrize("name", ["nt-a.md", "NT a b.md"])
@pytest.mark.parametrize(
    "text",
    [b"# A\n", b"\xef\xbb\xbf# A\r\n\r\n## Wy\r\n\r\nX", b"# A\n\n## How\n\nX\x0c\n\n## Why\n\n\x1b[31mY", MIXED_ENDS],
    ids=["short", "bom and crlf", "moved, no last line end", "mixed"],
)
def test_the_diff_is_a_patch_that_git_applies(project: Path, text: bytes, name: str, cache: Path) -> None:
    path = project / "notes" / name
    path.write_bytes(text)
    patch = run(project, cache, "check", "--diff", "--unsafe-fixes", "-q", "notes")
    assert patch.returncode == 1
    assert path.read_bytes() == text
    git = ["git", "-c", "core.autocrlf=false", "-c", "core.whitespace=-trailing-space"]
    subprocess.run([*git, "init", "-q"], cwd=project, check=True)
    done = subprocess.run(
        [*git, "apply", "-p0", "--whitespace=nowarn", "-"], cwd=project, input=patch.stdout, capture_output=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, (done.stderr.decode(), patch.stdout.decode())
    patched = {each.name: each.read_bytes() for each in (project / "notes").iterdir()}
    for each in (project / "notes").iterdir():
        each.unlink()
    path.write_bytes(text)
    assert fix(project) == []

    assert patched == {each.name: each.read_bytes() for each in (project / "notes").iterdir()}


def test_a_name_is_no_part_of_the_patch(project: Path, cache: Path) -> None:
    (project / "victim").write_text("good\n")
    name = "nt-a.md\n--- victim\n+++ victim\n@@ -1 +1 @@\n-good\n+\x1b\u202eEVIL\n--- z.md"
    (project / "notes" / name).write_text("# A\n\n## Wy\n\nX\n")
    (project / "notes" / "nt-\u00fc.md").write_text("# A\n\n## Wy\n\nX\n")
    patch = run(project, cache, "check", "--diff", "--unsafe-fixes", "-q", "notes").stdout
    assert b"\x1b" not in patch
    assert "--- notes/nt-\u00fc.md\n".encode() in patch, "letters stay"
    done = subprocess.run(["git", "apply", "-p0", "-"], cwd=project, input=patch, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (project / "victim").read_text() == "good\n"
    assert not (project / "notes" / name).exists(), "it has the name that it should have"


def test_text_without_a_file_is_mended_too() -> None:
    source = SourceFile.from_bytes("", b"\xef\xbb\xbf# A\r\n")

    assert source.to_bytes() == b"\xef\xbb\xbf# A\r\n"
