"""Writing that is disturbed: full disks, signals, kills, links that lead out. The old file stays, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from speclint.workspace.files import writing
from speclint.workspace.files.writing import LeadsOutError, Reservation, put_file, rename_new, replace_file, write_new

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]

posix = pytest.mark.skipif(os.name == "nt", reason="links, signals and permissions work differently there")

WRITERS: dict[str, Callable[..., None]] = {"new": write_new, "replaced": replace_file, "put": put_file}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "replaced").write_bytes(b"old")
    (tmp_path / "root" / "put").write_bytes(b"old")
    return tmp_path / "root"


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


BEFORE = {"replaced": b"old", "put": b"old"}


class Full:
    """A file on a disk that is full, as seen at one of its calls."""

    def __init__(self, file: Any, at: str) -> None:
        self._file = file
        self._at = at

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._refuse("close")

    def fileno(self) -> int:
        number: int = self._file.fileno()
        return number

    def write(self, data: bytes) -> None:
        self._file.write(data[:1])
        self._refuse("write")

    def flush(self) -> None:
        self._refuse("flush")

    def _refuse(self, call: str) -> None:
        if call == self._at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("call", ["write", "flush", "fsync", "close"])
def test_a_full_disk_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: str
) -> None:
    real = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda number, mode: Full(real(number, mode), call))

    def fsync(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as caught:
        WRITERS[name](str(folder / name), b"new", root=str(folder))
    assert caught.value.filename == str(folder / name), "the error names what was to be written"
    monkeypatch.undo()
    assert content(folder) == BEFORE


@posix
@pytest.mark.parametrize("name", ["replaced", "put"])
def test_a_file_that_is_replaced_is_on_disk_before_it_has_its_name_and_its_folder_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_sync(number: int) -> None:
        calls.append("folder" if Path(f"/proc/self/fd/{number}").is_dir() else "file")
        fsync(number)

    def note_replace(source: str, target: str) -> None:
        calls.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not show what is open")
    WRITERS[name](str(folder / name), b"new", root=str(folder))
    assert calls == ["file", "replace", "folder"]


@posix
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("name", WRITERS)
def test_a_signal_leaves_nothing_beside_the_file(folder: Path, name: str, number: signal.Signals) -> None:
    # The signal comes when the temporary file exists and half of the work is done.
    code = (
        "import os, sys\n"
        "from speclint.workspace.files import writing\n"
        "real = os.fsync\n"
        f"def fsync(number): os.kill(os.getpid(), {int(number)}); real(number)\n"
        "os.fsync = fsync\n"
        "getattr(writing, sys.argv[1])(sys.argv[2], b'new', root=os.path.dirname(sys.argv[2]))\n"
        "print('went on')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, WRITERS[name].__name__, str(folder / name)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (-number, 1), done.stderr
    assert done.stdout == b"", "the signal is not lost"
    assert content(folder) == {**BEFORE, name: b"new"}, "it waited until the file was whole"


@posix
@pytest.mark.parametrize("name", WRITERS)
def test_what_a_killed_process_left_is_removed_by_the_next(folder: Path, name: str) -> None:
    code = (
        "import os, sys\n"
        "from speclint.workspace.files import writing\n"
        "def fsync(number): os.kill(os.getpid(), 9)\n"
        "os.fsync = fsync\n"
        "getattr(writing, sys.argv[1])(sys.argv[2], b'new', root=os.path.dirname(sys.argv[2]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, WRITERS[name].__name__, str(folder / name)], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == -9
    left = set(content(folder)) - set(BEFORE)
    assert len(left) == 1
    assert left.pop().startswith(f".{name}.")
    WRITERS[name](str(folder / name), b"new", root=str(folder))
    assert content(folder) == {**BEFORE, name: b"new"}


def left(folder: Path, name: str, age: float = 0) -> Path:
    path = folder / name
    path.write_bytes(b"")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


@posix
def test_the_name_that_a_killed_process_reserved_is_free_at_once(folder: Path) -> None:
    script = """
import os, signal, sys
from speclint.workspace.files.writing import Reservation
assert Reservation(sys.argv[1], "cmp-001", root=sys.argv[1]).take()
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", script, str(folder)], check=False, cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert (folder / ".cmp-001.reserved").exists()
    reservation = Reservation(str(folder), "cmp-001", root=str(folder))
    assert reservation.take()
    assert not Reservation(str(folder), "cmp-001", root=str(folder)).take(), "this one is held"
    reservation.give_back()
    assert content(folder) == BEFORE


@posix
def test_only_what_is_nobodys_is_removed(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        now = time.time_ns()
        kept = [
            left(folder, f".a.md.{other.pid}.{now}.tmp"),  # its process still writes
            left(folder, f".a.md.{os.getpid()}.{now}.tmp"),  # so may another thread
            left(folder, ".a.md.1.2.tmp", 9999),  # of another form
            left(folder, f"a.md.1.{now}.tmp", 9999),
            left(folder, ".draft.tmp", 9999),
            left(folder, ".cmp-001.reserved", 100),
        ]
        (folder / ".cmp-003.reserved").write_bytes(b"mine")
        os.utime(folder / ".cmp-003.reserved", (1, 1))
        gone = [
            left(folder, f".b.md.{os.getpid()}.{writing._BEGAN - 1}.tmp"),
            left(folder, f".c.md.{other.pid}.{now}.tmp", 3700),
            left(folder, ".cmp-002.reserved", 3700),
            left(folder, ".cmp-002.reserved.stale", 3700),
        ]
        write_new(str(folder / "new"), b"new", root=str(folder))
        other.communicate(b"\n")
    assert [path.name for path in gone if path.exists()] == []
    assert [path.name for path in kept if not path.exists()] == []
    assert (folder / ".cmp-003.reserved").read_bytes() == b"mine"


@posix
def test_a_long_name_has_room_for_its_temporary_one(folder: Path) -> None:
    name = "ü" * 127
    write_new(str(folder / name), b"new", root=str(folder))
    replace_file(str(folder / name), b"newer", root=str(folder))
    assert content(folder) == {**BEFORE, name: b"newer"}


@posix
def test_a_name_that_is_not_utf_8_is_written(folder: Path) -> None:
    path = str(folder / ("\udcff" * 100))
    write_new(path, b"new", root=str(folder))
    replace_file(path, b"newer", root=str(folder))
    assert Path(path).read_bytes() == b"newer"
    assert len(content(folder)) == 3


@pytest.fixture
def outside(folder: Path) -> Path:
    """A folder beside the root, to which links in it lead."""
    out = folder.parent / "out"
    out.mkdir()
    (out / "there").write_bytes(b"theirs")
    (folder / "folder").symlink_to("../out")
    (folder / "file").symlink_to("../out/there")
    (folder / "new-file").symlink_to("../out/fresh")
    return out


@posix
@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("path", ["folder/there", "folder/fresh", "folder/deeper/fresh", "file", "new-file"])
def test_nothing_is_written_through_a_link_that_leads_out(
    folder: Path, outside: Path, writer: Callable[..., None], path: str
) -> None:
    with pytest.raises(LeadsOutError) as caught:
        writer(str(folder / path), b"new", root=str(folder))
    assert caught.value.filename == str(folder / path)
    assert content(outside) == {"there": b"theirs"}


@posix
def test_a_place_outside_that_is_named_is_written(folder: Path, outside: Path) -> None:
    put_file(str(outside / "there"), b"new", root=str(folder))
    put_file(str(outside / "fresh"), b"new", root=str(folder))
    assert content(outside) == {"there": b"new", "fresh": b"new"}


@posix
@posix
def test_another_name_of_the_root_makes_no_difference(folder: Path, outside: Path) -> None:
    (folder / "leads").symlink_to(outside)
    (folder.parent / "alias").symlink_to(folder)
    with pytest.raises(LeadsOutError):
        put_file(str(folder.parent / "alias" / "leads" / "new"), b"x", root=str(folder))
    put_file(str(folder.parent / "alias" / "new"), b"x", root=str(folder))
    assert (folder / "new").read_bytes() == b"x"


@posix
def test_neither_a_name_is_reserved_nor_a_file_renamed_through_such_a_link(folder: Path, outside: Path) -> None:
    with pytest.raises(LeadsOutError):
        Reservation(str(folder / "folder"), "cmp-001", root=str(folder)).take()
    with pytest.raises(LeadsOutError):
        rename_new(str(folder / "folder" / "there"), str(folder / "folder" / "other"), root=str(folder))
    assert content(outside) == {"there": b"theirs"}


@posix
def test_a_link_that_stays_inside_is_followed(folder: Path) -> None:
    (folder / "link").symlink_to("put")
    (folder / "fresh-link").symlink_to("fresh")
    for name in ("link", "fresh-link"):
        put_file(str(folder / name), b"new", root=str(folder))
        assert (folder / name).is_symlink()
    assert (folder / "put").read_bytes() == (folder / "fresh").read_bytes() == b"new"


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(folder: Path) -> None:
    os.chown(folder / "put", 12345, 12346)
    replace_file(str(folder / "put"), b"new", root=str(folder))
    facts = (folder / "put").stat()
    assert (facts.st_uid, facts.st_gid) == (12345, 12346)
