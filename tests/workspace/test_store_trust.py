"""The cache is believed only where nobody else can have written it. Else a run does without, and says so in one line."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.workspace import cache_forms as forms
from speclint.workspace.store import _STATE, Store

from ..cli.scenario import environment, run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and permissions work differently there")

RULES = "speclint: 1\ntype: note\ntitle: Note\napplies_to: {files: ['*.md']}\nsections:\n  - heading: Why\n"
FOUND = b"a.md:1:1: error: Missing section 'Why' [missing-section]\n"
MEND = "Set SPECLINT_CACHE_DIR to a folder of your own, or run with --no-cache"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".speclint.yaml").write_text("rule_paths: [note.yaml]\n")
    (folder / "note.yaml").write_text(RULES)
    (folder / "a.md").write_text("# A\n")
    return folder


@pytest.fixture
def cache(tmp_path: Path, project: Path) -> Path:
    """A cache that knows the verdict on the document, and gives it away wherever it is believed."""
    folder = tmp_path / "cache"
    done = run(project, folder, "check", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (1, FOUND, b"")
    forge(folder)
    assert run(project, folder, "check", "-q").stdout == b"", (
        "the forged verdict is believed as long as it is one's own"
    )
    return folder


def forge(cache: Path) -> None:
    """Take the findings out of all verdicts."""
    paths = list(cache.glob("*/verdicts/*.json"))
    assert paths
    for path in paths:
        known: dict[str, object] = {key: [None, [], "note", []] for key in json.loads(path.read_bytes())[1]}
        path.write_bytes(forms.sealed(forms.encode(known)))


def verdict(cache: Path) -> Path:
    return next(iter(cache.glob("*/verdicts/*.json")))


def check(project: Path, cache: Path) -> tuple[bytes, str]:
    """What a run finds, and what it says of the cache."""
    done = run(project, cache, "check", "-q")
    assert done.returncode == int(bool(done.stdout))
    said = done.stderr.decode()
    assert said.count("\n") == bool(said), "one line at most"
    return done.stdout, said


def said(cache: Path, why: str) -> str:
    return f"speclint: warning: the cache is not used: {why.replace('CACHE', str(cache))}. {MEND}\n"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720, 0o702, 0o1777])
def test_a_folder_that_others_can_write_is_not_believed(project: Path, cache: Path, mode: int) -> None:
    cache.chmod(mode)
    assert check(project, cache) == (FOUND, said(cache, "others can write to CACHE"))
    before = sorted(cache.rglob("*"))
    check(project, cache)
    assert sorted(cache.rglob("*")) == before, "nor is it written"


@pytest.mark.parametrize("depth", [1, 2])
def test_nor_is_one_inside(project: Path, cache: Path, depth: int) -> None:
    folder = verdict(cache).parents[2 - depth]
    folder.chmod(0o777)
    assert check(project, cache) == (FOUND, said(folder, "others can write to CACHE"))


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_a_file_that_others_can_write_is_not_believed(project: Path, cache: Path, mode: int) -> None:
    path = verdict(cache)
    path.chmod(mode)
    assert check(project, cache) == (FOUND, said(path, "others can write to CACHE"))


as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")


@as_root
def test_what_belongs_to_another_user_is_not_believed(project: Path, cache: Path) -> None:
    path = verdict(cache)
    for place in (path, path.parent, path.parents[1], cache):
        os.chown(place, 12345, 12345)
        assert check(project, cache) == (FOUND, said(place, "CACHE belongs to another user"))
        os.chown(place, 0, 0)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = os.getcwd()  # noqa: PTH109 - the path of a socket must be short
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def link(path: Path) -> None:
    shutil.copyfile(path.with_suffix(".old"), path.with_suffix(".copy"))
    path.symlink_to(path.with_suffix(".copy").name)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [fifo, bound_socket, link, circle, lambda path: path.mkdir(0o700)])
def test_what_is_no_plain_file_neither_counts_nor_hangs(
    project: Path, cache: Path, make: Callable[[Path], None]
) -> None:
    path = verdict(cache)
    path.rename(path.with_suffix(".old"))
    make(path)
    assert check(project, cache) == (FOUND, said(path, "CACHE is not a regular file"))


def test_a_file_of_any_size_is_not_read(project: Path, cache: Path) -> None:
    path = verdict(cache)
    with path.open("r+b") as file:
        file.truncate(40 * 1024 * 1024 * 1024)  # which no disk has to hold
    assert check(project, cache) == (FOUND, said(path, "CACHE is too large"))


def test_a_file_in_the_place_of_the_folder(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert check(project, tmp_path / "file") == (FOUND, said(tmp_path / "file", "CACHE is not a regular folder"))


def test_a_link_to_a_folder_of_ones_own_is_followed(project: Path, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(cache)
    assert check(project, tmp_path / "link") == (b"", "")
    cache.chmod(0o777)
    assert check(project, tmp_path / "link") == (FOUND, said(tmp_path / "link", "others can write to CACHE"))


def test_every_command_says_it_once(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    line = said(cache, "others can write to CACHE").encode()
    for command in (
        "check", "check --diff", "check --fix", "completeness", "baseline", "graph", "report -o out.html", "types", "explain note",
        "config", "rules check note.yaml", "rules test note.yaml", "rules new memo --dry-run", "init --dry-run", "new note --next x --stdout",
    ):  # fmt: skip
        done = run(project, cache, *command.split())
        assert done.stderr.count(line) == 1, command
        assert b"internal" not in done.stderr
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o077])
def test_what_is_made_is_for_this_user_alone(project: Path, tmp_path: Path, umask: int) -> None:
    cache = tmp_path / "new" / "cache"
    before = os.umask(umask)
    try:
        assert check(project, cache) == (FOUND, "")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (cache, *cache.rglob("*")) if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in cache.rglob("*") if path.is_file()} == {0o600}
    assert check(project, cache) == (FOUND, "")


def unpacked(project: Path, how: str) -> Path:
    """The project as somebody else gets it."""
    other = project.parent / "other"
    if how == "copy":
        shutil.copytree(project, other)
    elif how == "archive":
        archive = shutil.make_archive(str(project.parent / "archive"), "tar", project)
        other.mkdir()
        subprocess.run(["tar", "xpf", archive, "-C", str(other)], check=True)
    else:
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(project)]
        for command in (["init", "-q"], ["add", "-Af"], ["commit", "-qm", "a"]):
            subprocess.run([*git, *command], check=True, env=environment(project.parent / "home"))
        subprocess.run(
            ["git", "clone", "-q", str(project), str(other)], check=True, env=environment(project.parent / "home")
        )
    return other


@pytest.mark.parametrize("how", ["clone", "archive", "copy"])
@pytest.mark.parametrize(
    "said", [{"SPECLINT_CACHE_DIR": ".cache"}, {"SPECLINT_CACHE_DIR": "", "XDG_CACHE_HOME": "CWD/.cache"}]
)
def test_a_repository_brings_no_cache_along(project: Path, tmp_path: Path, how: str, said: dict[str, str]) -> None:
    def checked(folder: Path) -> bytes:
        variables = {name: value.replace("CWD", str(folder)) for name, value in said.items()}
        done = run(folder, tmp_path / "unused", "check", "-q", stdin=b"", **variables)
        assert done.stderr == b""
        return done.stdout

    if how == "clone":  # where it is made, it is in a work tree, too
        subprocess.run(["git", "init", "-q", str(project)], check=True)
    assert checked(project) == FOUND
    forge(next(iter(project.glob("**/stamp"))).parent)
    assert checked(project) == b"", "who made it believes it"
    assert checked(unpacked(project, how)) == FOUND


def test_nor_does_one_whose_folder_is_named_from_elsewhere(project: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(project)], check=True)
    assert check(project, project / ".cache")[0] == FOUND
    forge(project / ".cache")
    other = unpacked(project, "clone")
    done = run(tmp_path, other / ".cache", "check", "-q", "other/a.md")
    assert done.stdout == FOUND.replace(b"a.md", b"other/a.md")


@given(data=st.binary(max_size=60), at=st.integers(0, 200), keep=st.integers(0, 300))
@settings(max_examples=300, deadline=None)
def test_damaged_files_are_none(data: bytes, at: int, keep: int) -> None:
    whole = forms.sealed(
        forms.encode({"verdict:ab": [None, [["a.md", [[1, 1], [1, 2]], "bad-cell", "error", "No"]], "note", []]})
    )
    assert forms.unsealed(whole) is not None
    for damaged in (
        whole[:at] + data + whole[at + len(data) :],
        whole[:at] + data + whole[at:],
        whole[:keep],
        data,
        data + whole,
    ):
        assert damaged == whole or forms.unsealed(damaged) is None


def test_folders_of_others_beside_the_states_stay(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "docs" / "deep").mkdir(parents=True)
    for number in range(6):
        made = home / f"{number:032x}"
        (made / "verdicts").mkdir(parents=True)
        os.utime(made, (number, number))
    (home / ("a" * 32) / "photos").mkdir(parents=True)
    os.utime(home / ("a" * 32), (1, 1))
    (home / ("b" * 32)).symlink_to(project)
    before = {path.name for path in home.iterdir()}
    assert run(project, home, "check", "-q").stdout == FOUND
    left = {path.name for path in home.iterdir()}
    assert before - left == {f"{number:032x}" for number in range(3)}, "the oldest of its own, and nothing else"
    assert (home / "docs" / "deep").is_dir()
    assert (project / "a.md").exists()


def test_every_folder_of_a_state_is_known(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    run(project, cache, "check", "-q")
    run(project, cache, "check", "-q", "--project")
    run(project, cache, "explain", "note")
    (state,) = (path for path in cache.iterdir() if path.is_dir())
    assert {path.name for path in state.iterdir()} <= _STATE


@pytest.mark.parametrize("git", [True, False])
def test_a_link_of_the_repository_does_not_choose_the_place(project: Path, tmp_path: Path, *, git: bool) -> None:
    if git:
        (project / ".git").mkdir()
        (project / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / "home").mkdir()
    (project / ".cache").mkdir()
    (project / ".cache" / "speclint").symlink_to("../../home")
    place = project / ".cache" / "speclint"
    done = run(project, place, "check", "-q")
    assert done.stdout == FOUND
    said = (
        f"speclint: warning: the cache is not used: {place} leads out of the project through a symbolic link. {MEND}\n"
    )
    assert done.stderr.decode() == said
    assert list((tmp_path / "home").iterdir()) == []


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    Store(str(cache)).write("facts/ab.json", b"[]")
    folder = next(iter(cache.glob("*/facts")))
    for name, age in (("old.json.1.tmp", 4000), ("new.json.2.tmp", 0)):
        (folder / name).write_bytes(b"")
        then = folder.stat().st_mtime - age
        os.utime(folder / name, (then, then))
    Store(str(cache)).write("facts/ac.json", b"[]")
    assert sorted(path.name for path in folder.iterdir()) == ["ab.json", "ac.json", "new.json.2.tmp"]
