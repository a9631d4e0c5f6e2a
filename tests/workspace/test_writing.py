"""Writing the user's files: whole or not at all, never in the place of another, with everything else as it was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.authoring.scaffold import hook_entry, hook_file, indented
from speclint.formats.yaml import read_yaml
from speclint.workspace.files.writing import Reservation, replace_file, write_new
from speclint.workspace.setup import apply, plan_hook

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
OLD = 120
"""Seconds: more than the minute after which a reservation is nobody's."""

without_links = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")


def fail_with(code: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def make_old(path: Path) -> None:
    then = time.time() - OLD
    os.utime(path, (then, then))


def test_a_new_file_gets_the_folders_it_needs_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_new(str(tmp_path / "docs" / "specs" / "a.md"), b"# A\r\n\xff", root=str(tmp_path))
    assert (tmp_path / "docs" / "specs" / "a.md").read_bytes() == b"# A\r\n\xff"
    assert names(tmp_path / "docs" / "specs") == ["a.md"]


@pytest.mark.parametrize("can_link", [True, False], ids=["links", "no links"])
def test_a_file_that_is_there_stays_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_link: bool
) -> None:
    if not can_link:
        monkeypatch.setattr(os, "link", fail_with(errno.EPERM))
    (tmp_path / "a.md").write_bytes(b"mine\r\n")
    with pytest.raises(FileExistsError):
        write_new(str(tmp_path / "a.md"), b"# A\n", root=str(tmp_path))
    assert (tmp_path / "a.md").read_bytes() == b"mine\r\n"
    assert names(tmp_path) == ["a.md"]


@without_links
def test_a_symbolic_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("elsewhere.md")
    with pytest.raises(FileExistsError):
        write_new(str(tmp_path / "a.md"), b"# A\n", root=str(tmp_path))
    assert names(tmp_path) == ["a.md"]


def test_a_file_system_without_links_is_written_to_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", fail_with(errno.EPERM))
    write_new(str(tmp_path / "a.md"), b"# A\n", root=str(tmp_path))
    assert (tmp_path / "a.md").read_bytes() == b"# A\n"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions there")
def test_a_script_may_be_run_and_a_document_may_not(tmp_path: Path) -> None:
    write_new(str(tmp_path / "run.sh"), b"#!/bin/sh\n", root=str(tmp_path), executable=True)
    write_new(str(tmp_path / "a.md"), b"# A\n", root=str(tmp_path))
    assert (tmp_path / "run.sh").stat().st_mode & 0o111 == 0o111
    assert (tmp_path / "a.md").stat().st_mode & 0o111 == 0


def test_a_file_in_the_place_of_a_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "docs").write_bytes(b"mine")
    with pytest.raises(OSError, match="docs"):
        write_new(str(tmp_path / "docs" / "a.md"), b"# A\n", root=str(tmp_path))
    with pytest.raises(OSError, match="docs"):
        write_new(str(tmp_path / "docs" / "specs" / "a.md"), b"# A\n", root=str(tmp_path))
    assert (tmp_path / "docs").read_bytes() == b"mine"


def test_of_many_writers_one_wins_and_its_text_is_whole(tmp_path: Path) -> None:
    code = (
        "import sys; from speclint.workspace.files.writing import write_new\n"
        "print(flush=True); sys.stdin.readline()\n"
        "try: write_new(sys.argv[1], sys.argv[2].encode() * 100_000, root=sys.argv[1])\n"
        "except FileExistsError: sys.exit(3)\n"
    )
    path = tmp_path / "new" / "a.md"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), mark], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for mark in "abcdef"
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()  # it is as far as the others
    for writer in writers:
        writer.communicate(b"go\n", timeout=60)
    codes = [writer.returncode for writer in writers]
    assert sorted(codes) == [0, 3, 3, 3, 3, 3]
    assert path.read_bytes() == "abcdef"[codes.index(0)].encode() * 100_000
    assert names(path.parent) == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions there")
def test_replacing_keeps_the_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(str(path), b"new", root=str(tmp_path))
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o7777 == 0o640
    assert names(tmp_path) == ["a.yaml"]


@without_links
def test_replacing_changes_what_a_symbolic_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "a.yaml").symlink_to("real.yaml")
    replace_file(str(tmp_path / "a.yaml"), b"new", root=str(tmp_path))
    assert (tmp_path / "a.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"
    assert names(tmp_path) == ["a.yaml", "real.yaml"]


def test_replacing_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail_with(errno.ENOSPC))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        replace_file(str(tmp_path / "a.yaml"), b"new", root=str(tmp_path))
    assert (tmp_path / "a.yaml").read_bytes() == b"old"
    assert names(tmp_path) == ["a.yaml"]


def test_a_name_is_held_by_one_until_it_is_given_back(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "specs"
    mine, other = (
        Reservation(str(folder), "cmp-001", root=str(tmp_path)),
        Reservation(str(folder), "cmp-001", root=str(tmp_path)),
    )
    assert mine.take()
    assert not other.take()
    assert Reservation(str(folder), "cmp-002", root=str(tmp_path)).take(), "another name is free"
    mine.give_back()
    assert other.take()
    other.give_back()
    assert names(folder) == [".cmp-002.reserved"]


def test_asking_for_a_name_that_another_holds_does_not_take_it_from_them(tmp_path: Path) -> None:
    assert Reservation(str(tmp_path), "cmp-001", root=str(tmp_path)).take()
    assert not Reservation(str(tmp_path), "cmp-001", root=str(tmp_path)).take()
    assert not Reservation(str(tmp_path), "cmp-001", root=str(tmp_path)).take()
    assert names(tmp_path) == [".cmp-001.reserved"]


def test_a_reservation_older_than_a_minute_is_taken_over(tmp_path: Path) -> None:
    assert Reservation(str(tmp_path), "cmp-001", root=str(tmp_path)).take()
    make_old(tmp_path / ".cmp-001.reserved")
    heir = Reservation(str(tmp_path), "cmp-001", root=str(tmp_path))
    assert heir.take()
    assert not Reservation(str(tmp_path), "cmp-001", root=str(tmp_path)).take(), "it is the heir's now, and fresh"
    heir.give_back()
    assert names(tmp_path) == []


def test_giving_back_what_is_gone_is_no_trouble(tmp_path: Path) -> None:
    mine = Reservation(str(tmp_path), "cmp-001", root=str(tmp_path))
    assert mine.take()
    (tmp_path / ".cmp-001.reserved").unlink()
    mine.give_back()
    assert names(tmp_path) == []


HOOK = ".pre-commit-config.yaml"
ENTRY = hook_entry("https://example.com/speclint", "v9")
BEFORE = "repos:\n- repo: https://example.com/a\n  rev: v1\n  hooks:\n  - id: a\n"
DEEPER = BEFORE.replace("\n", "\n  ").removesuffix("  ")
LAYOUTS = {
    "list that is not indented": (BEFORE, 0),
    "indented list": (DEEPER, 2),
    "list indented by four": (BEFORE.replace("\n", "\n    ").removesuffix("    "), 4),
    "several entries": (BEFORE + BEFORE.removeprefix("repos:\n").replace("/a", "/b"), 0),
    "an entry on one line": ("repos:\n  - {repo: meta, hooks: [{id: check-hooks-apply}]}\n", 2),
    "comments": (
        f"# All hooks\n{BEFORE.replace('- repo', '# The first' + chr(10) + '- repo')}  # why a\n\n# The end\n",
        0,
    ),
    "a comment beside the last line": (BEFORE.replace("id: a\n", "id: a  # why a\n"), 0),
    "keys before and after": (
        f"minimum_pre_commit_version: '3.0'\n{DEEPER}\nci:\n  autofix_prs: false\nfail_fast: true\n",
        2,
    ),
    "keys right after": (f"{BEFORE}fail_fast: true\n", 0),
    "text over several lines at the end": (
        f"{BEFORE}    exclude: |\n      (?x)^(\n        a|\n        b\n      )$\n\n\nfail_fast: true\n",
        0,
    ),
    "text over several lines right before a key": (f"{BEFORE}    exclude: |\n      a\nfail_fast: true\n", 0),
    "folded text at the end": (f"{BEFORE}    exclude: >-\n      a\n      b", 0),
    "a list over several lines at the end": (f"{BEFORE}    args: [\n      --one,\n      --two,\n    ]\n", 0),
    "blank lines at the end": (f"{DEEPER}\n\n", 2),
    "marks of the document": (f"---\n{BEFORE}...\n", 0),
    "Windows line ends": (f"{DEEPER}\nfail_fast: true\n".replace("\n", "\r\n"), 2),
    "no line end at the end": (DEEPER.rstrip("\n"), 2),
    "no line end at the end, Windows": (BEFORE.rstrip("\n").replace("\n", "\r\n"), 0),
}


def changed(folder: Path, text: str) -> str:
    """A hook configuration with the entry added to it."""
    (folder / HOOK).write_bytes(text.encode())
    step = plan_hook(str(folder), hook_file(ENTRY), ENTRY)
    assert (step.action, step.path) == ("change", HOOK)
    apply(str(folder), [step])
    return (folder / HOOK).read_bytes().decode()


@pytest.mark.parametrize(("text", "by"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_hook_is_added_and_everything_else_stays(tmp_path: Path, text: str, by: int) -> None:
    after = changed(tmp_path, text)
    end = "\r\n" if "\r\n" in text else "\n"
    added = indented(ENTRY, by).replace("\n", end)
    assert after.count(added) == 1
    assert after.replace(added, "") == (text if text.endswith("\n") else text + end)
    root = read_yaml(HOOK, after).root
    assert root is not None
    assert root.to_python()["repos"][-1]["repo"] == "https://example.com/speclint", "it is the last entry"
    assert plan_hook(str(tmp_path), hook_file(ENTRY), ENTRY).action == "keep", "the second run changes nothing"


def test_pre_commit_accepts_what_is_written(tmp_path: Path) -> None:
    for number, (text, _) in enumerate(LAYOUTS.values()):
        (tmp_path / str(number)).mkdir()
        changed(tmp_path / str(number), text)
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", *tmp_path.glob(f"*/{HOOK}")],
        cwd=tmp_path,
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


LEFT = {
    "a comment": b"# No hooks yet\n",
    "entries on one line": b"repos: [{repo: meta, hooks: [{id: check-hooks-apply}]}]\n",
    "no value": b"repos:\n",
    "no list": b"repos: {repo: meta}\n",
    "no such key": b"fail_fast: true\n",
    "another kind of document": b"- repo: meta\n",
    "broken YAML": b"repos:\n  - repo: [\n  hooks: }\n",
    "no text": b"repos:\n- repo: \xff\n",
    "two documents": b"repos:\n- repo: meta\n  hooks: [{id: identity}]\n---\na: 1\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_cannot_be_changed_surely_is_left_and_the_entry_is_shown(tmp_path: Path, text: bytes) -> None:
    (tmp_path / HOOK).write_bytes(text)
    step = plan_hook(str(tmp_path), hook_file(ENTRY), ENTRY)
    assert (step.action, step.path, step.text) == ("keep", HOOK, ENTRY)
    assert step.reason
    apply(str(tmp_path), [step])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {HOOK: text}


@without_links
def test_a_hook_configuration_behind_a_link_is_changed_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "hooks.yaml").write_text(BEFORE)
    (tmp_path / HOOK).symlink_to("hooks.yaml")
    apply(str(tmp_path), [plan_hook(str(tmp_path), hook_file(ENTRY), ENTRY)])
    assert (tmp_path / HOOK).is_symlink()
    assert (tmp_path / "hooks.yaml").read_text() == BEFORE + ENTRY
