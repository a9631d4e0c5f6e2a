"""`speclint new`: what it writes, what it never touches, and many of it at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.cli.main import run as run_here
from speclint.workspace.files.writing import Reservation

from .scenario import environment, run

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = """\
speclint: 1
type: run-book
title: Run book
naming: {file: "run-{number:3}-{slug}", id: "RUN-{number:3}", folder: docs/runs}
fields:
  - {name: Id, initial: "{id}"}
  - Owner
  - {name: Team, presence: optional}
sections:
  - heading: Why
"""

without_links = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")


def document(number: int, title: str, owner: str = "[Insert Owner]") -> str:
    return f"# {title}\n\n**Id**: RUN-{number:03}\n**Owner**: {owner}\n\n## Why\n\n[Describe Why]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one type of its own, in a folder with room beside it."""
    folder = tmp_path / "project"
    (folder / "rules").mkdir(parents=True)
    (folder / ".speclint.yaml").write_text("rule_paths: [rules]\n")
    (folder / "rules" / "run-book.yaml").write_text(RULES)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, hidden ones too, with their bytes; folders end in a slash."""
    return {
        path.relative_to(folder).as_posix() + ("/" if path.is_dir() else ""): b""
        if path.is_dir()
        else path.read_bytes()
        for path in folder.rglob("*")
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def new(folder: Path, cache: Path, *arguments: str) -> str:
    """Run `speclint new`, which must do its work; what it prints."""
    done = run(folder, cache, "new", "-q", *arguments)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


def at_once(folder: Path, cache: Path, calls: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Run `speclint new` in several processes that start together; the exit code and output of each."""
    run(folder, cache, "new", "run-book", "--next-id")  # so that reading the rule files is not what they wait for
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "speclint", "new", "-q", *call],
            cwd=folder,
            env=environment(cache),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for call in calls
    ]
    ends = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert not [errors for (_, errors), _ in ends if "Traceback" in errors]
    return [(code, output) for (output, _), code in ends]


def test_the_file_holds_what_is_printed_with_stdout(project: Path, cache: Path) -> None:
    before = tree(project)
    printed = new(project, cache, "run-book", "--next", "disk-full", "--stdout")
    assert printed == document(1, "Disk Full")
    assert tree(project) == before, "--stdout writes nothing"
    assert new(project, cache, "run-book", "--next", "disk-full") == "docs/runs/run-001-disk-full.md\n"
    assert (project / "docs" / "runs" / "run-001-disk-full.md").read_bytes() == printed.encode()


def test_only_the_new_file_appears(project: Path, cache: Path) -> None:
    before = tree(project)
    new(project, cache, "run-book", "--next", "one")
    new(project, cache, "run-book", "run-007-seven")
    assert new(project, cache, "run-book", "--next-id") == "RUN-008\n"
    assert set(tree(project)) - set(before) == {
        "docs/",
        "docs/runs/",
        "docs/runs/run-001-one.md",
        "docs/runs/run-007-seven.md",
    }


def test_title_and_values_are_taken_as_they_are_given(project: Path, cache: Path) -> None:
    arguments = ("--title", "Disk full: what now?", "--set", "owner = Ada & Grace", "--set", "Team=Résumé = ü")
    new(project, cache, "run-book", "--next", "disk-full", *arguments)
    expected = document(1, "Disk full: what now?", "Ada & Grace\n**Team**: Résumé = ü")
    assert (project / "docs" / "runs" / "run-001-disk-full.md").read_text("utf-8") == expected


def test_a_file_that_is_there_stays_byte_for_byte(project: Path, cache: Path) -> None:
    new(project, cache, "run-book", "run-001-mine")
    (project / "docs" / "runs" / "run-001-mine.md").write_bytes(b"\xef\xbb\xbf# Mine\r\n\xff")
    before = tree(project)
    for name in ("run-001-mine", "run-001-mine.md", "run-001-other"):
        done = run(project, cache, "new", "run-book", name)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"docs/runs/run-001-mine.md" in done.stderr
        assert tree(project) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--set", "Colour=red"],
        ["--set", "Owner"],
        ["--set", "Owner= "],
        ["--set", "Owner=Ada\n## Why"],
        ["--set", "Owner=Ada\x1b[31m"],
    ],
    ids=repr,
)
def test_values_that_cannot_stand_there_leave_no_trace(project: Path, cache: Path, arguments: list[str]) -> None:
    before = tree(project)
    done = run(project, cache, "new", "run-book", "--next", "x", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"speclint: ")
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr
    assert tree(project) == before


NAMES = [
    "../run-001-x",
    "run-001-../x",
    "run-001-a/b",
    "run-001-a\\b",
    "/etc/run-001-x",
    "run-001-A",
    "run-001-a b",
    "run-001-",
    "run-1-x",
    "run-0001-x",
    "cmp-001-x",
    "x",
    "run-001-x.txt",
    ".md",
    "",
]
SLUGS = ["../x", "/etc/x", "a/b", "A b", "Ab", "a_b", "-a", "a-", "a--b", "ä", "a\n", "a.b", ""]


@pytest.mark.parametrize("arguments", [*([name] for name in NAMES), *([f"--next={slug}"] for slug in SLUGS)], ids=repr)
def test_bad_names_are_refused_and_leave_no_trace(project: Path, cache: Path, arguments: list[str]) -> None:
    before = tree(project.parent)
    done = run(project, cache, "new", "run-book", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"speclint: `")
    assert done.stderr.count(b"\n") == 1
    assert tree(project.parent) == before


@pytest.mark.parametrize("arguments", [["run-001-A"], ["--next", "A b"]], ids=["name", "next"])
def test_bad_names_are_refused_where_nothing_would_be_written_as_well(
    project: Path, cache: Path, arguments: list[str]
) -> None:
    done = run(project, cache, "new", "run-book", *arguments, "--stdout")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"speclint: `")


def test_from_a_subfolder_of_a_repository_the_file_goes_to_its_top(tmp_path: Path, cache: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, env=environment(cache))
    here = tmp_path / "services" / "pay"
    here.mkdir(parents=True)
    printed = new(here, cache, "component", "--next", "export").rstrip("\n")
    made = tmp_path / "docs" / "specs" / "component" / "cmp-001-export.md"
    assert made.is_file()
    assert (here / printed).resolve() == made.resolve(), "the path that is printed leads there"
    assert not list(here.iterdir())
    done = run(here, cache, "check", "-q", printed)
    assert done.returncode == 0
    assert b"[placeholder]" in done.stdout


@pytest.mark.parametrize("obstacle", ["docs", "docs/runs"])
@pytest.mark.parametrize("name", [["run-001-x"], ["--next", "x"]], ids=["name", "next"])
def test_a_file_in_the_place_of_a_folder_stays(project: Path, cache: Path, obstacle: str, name: list[str]) -> None:
    (project / obstacle).parent.mkdir(exist_ok=True)
    (project / obstacle).write_bytes(b"mine")
    before = tree(project)
    done = run(project, cache, "new", "run-book", *name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(f"speclint: {obstacle}".encode())
    assert b"Traceback" not in done.stderr
    assert tree(project) == before


@without_links
def test_a_folder_that_is_a_symbolic_link_is_written_through(project: Path, cache: Path) -> None:
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / "run-004-old.md").write_text("# Old\n")
    (project / "docs").mkdir()
    (project / "docs" / "runs").symlink_to("../elsewhere")
    assert new(project, cache, "run-book", "--next", "x") == "docs/runs/run-005-x.md\n"
    assert names(project / "elsewhere") == ["run-004-old.md", "run-005-x.md"]
    assert (project / "docs" / "runs").is_symlink()


@without_links
@pytest.mark.parametrize("link", ["docs", "docs/runs"])
@pytest.mark.parametrize("name", [["run-001-x"], ["--next", "x"]], ids=["name", "next"])
def test_nothing_is_written_out_of_the_project(project: Path, cache: Path, link: str, name: list[str]) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (project / link).parent.mkdir(exist_ok=True)
    (project / link).symlink_to(outside)
    done = run(project, cache, "new", "run-book", *name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"speclint: ")
    assert b"leads out of the project" in done.stderr
    assert names(outside) == []


@without_links
def test_a_symbolic_link_in_the_place_of_the_file_stays(project: Path, cache: Path) -> None:
    (project / "docs" / "runs").mkdir(parents=True)
    (project / "docs" / "runs" / "run-001-x.md").symlink_to("nowhere.md")
    done = run(project, cache, "new", "run-book", "run-001-x")
    assert (done.returncode, done.stdout) == (2, b"")
    assert names(project / "docs" / "runs") == ["run-001-x.md"]


@pytest.mark.parametrize("slugs", [["a", "b"], list("abcdefgh"), ["same"] * 8], ids=["two", "eight", "one slug"])
def test_processes_at_once_get_different_numbers(project: Path, cache: Path, slugs: list[str]) -> None:
    (project / "docs" / "runs").mkdir(parents=True)
    (project / "docs" / "runs" / "run-011-old.md").write_text("# Old\n")
    ends = at_once(project, cache, [["run-book", "--next", slug] for slug in slugs])
    assert [code for code, _ in ends] == [0] * len(slugs)
    written = {}
    for slug, (_, output) in zip(slugs, ends, strict=True):
        path = Path(output.rstrip("\n"))
        number = int(path.name.split("-")[1])
        assert path.as_posix() == f"docs/runs/run-{number:03}-{slug}.md"
        assert (project / path).read_text() == document(number, slug.capitalize())
        written[number] = path.name
    assert len(written) == len(slugs), "each has a number of its own"
    assert min(written) == 12
    assert names(project / "docs" / "runs") == sorted(["run-011-old.md", *written.values()])


def test_a_number_that_was_used_since_it_was_looked_for_is_passed_over(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another process wrote its file, and gave its reservation back, between our look and our reservation."""
    take = Reservation.take

    def take_late(self: Reservation) -> bool:
        (project / "docs" / "runs").mkdir(parents=True, exist_ok=True)
        (project / "docs" / "runs" / "run-001-other.md").write_text("# Other\n")
        return take(self)

    monkeypatch.setattr(Reservation, "take", take_late)
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))
    monkeypatch.chdir(project)
    assert run_here(["new", "-q", "run-book", "--next", "mine"]) == 0
    assert capsys.readouterr() == ("docs/runs/run-002-mine.md\n", "")
    assert names(project / "docs" / "runs") == ["run-001-other.md", "run-002-mine.md"]


def test_of_processes_that_want_the_same_file_one_gets_it(project: Path, cache: Path) -> None:
    calls = [["run-book", "run-003-x", "--title", title] for title in ("One", "Two", "Three", "Four")]
    ends = at_once(project, cache, calls)
    assert sorted(ends) == [(0, "docs/runs/run-003-x.md\n"), *[(2, "")] * 3]
    winner = calls[[code for code, _ in ends].index(0)][-1]
    assert tree(project / "docs" / "runs") == {"run-003-x.md": document(3, winner).encode()}


def test_a_number_that_another_process_is_about_to_use_is_passed_over(project: Path, cache: Path) -> None:
    (project / "docs" / "runs").mkdir(parents=True)
    (project / "docs" / "runs" / ".run-001.reserved").touch()
    assert new(project, cache, "run-book", "--next", "x") == "docs/runs/run-002-x.md\n"
    assert names(project / "docs" / "runs") == [".run-001.reserved", "run-002-x.md"]


def test_a_reservation_whose_process_died_is_taken_over(project: Path, cache: Path) -> None:
    (project / "docs" / "runs").mkdir(parents=True)
    left = project / "docs" / "runs" / ".run-001.reserved"
    left.touch()
    then = time.time() - 120
    os.utime(left, (then, then))
    assert new(project, cache, "run-book", "--next", "x") == "docs/runs/run-001-x.md\n"
    assert names(project / "docs" / "runs") == ["run-001-x.md"]
