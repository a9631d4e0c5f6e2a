"""`speclint check --watch`: what makes it check again, what it prints, and how it ends."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from .scenario import HERE, environment, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LIMIT = 60
"""Seconds until a round is given up; it is never waited for so long where all is well."""

STARTED = re.compile(r"\[\d\d:\d\d:\d\d\] Check started(?:: (?P<changed>.*) changed)?")
FINISHED = re.compile(r"\[\d\d:\d\d:\d\d\] Check finished\. Watching for changes; press Ctrl-C to stop")

GOOD = "# A\n\n## Why\n\nSo.\n\n## How\n\nSo.\n"
BAD = "# A\n\n## Who\n\nSo.\n\n## How\n\nSo.\n"


class Watching:
    """The program, watching. `round` is what it prints from one beginning to the end."""

    def __init__(self, folder: Path, cache: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "speclint", "check", "--watch", *arguments],
            cwd=folder,
            env=environment(cache),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.decode().rstrip("\n"))
        self._lines.put(None)

    def line(self) -> str | None:
        """The next line; None at the end."""
        line = self._lines.get(timeout=_LIMIT)
        if line is None:
            self._lines.put(None)
        return line

    def round(self) -> tuple[str, list[str]]:
        """What the next check says has changed, and what it prints."""
        line = self.line()
        assert line is not None
        started = STARTED.fullmatch(line)
        assert started, line
        said: list[str] = []
        while True:
            line = self.line()
            assert line is not None, said
            if FINISHED.fullmatch(line):
                return started["changed"] or "", said
            said.append(line)

    def until(self, wanted: list[str]) -> None:
        """Wait for the round that prints this, and nothing else."""
        while self.round()[1] != wanted:
            pass

    def end(self) -> None:
        self.process.kill()
        self.process.wait(timeout=_LIMIT)
        assert self.process.stdout is not None
        while self.line() is not None:
            pass
        self.process.stdout.close()


@pytest.fixture
def project(noted: Path) -> Path:
    """One good note."""
    (noted / "notes" / "a.md").write_text(GOOD)
    return noted


@pytest.fixture
def watching(project: Path, cache: Path) -> Iterator[Callable[..., Watching]]:
    begun: list[Watching] = []

    def begin(*arguments: str) -> Watching:
        begun.append(Watching(project, cache, *arguments))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


def missing(path: str) -> list[str]:
    """What is printed of a file that is BAD."""
    return [f"{path}:1:1: error: Missing section 'Why' [missing-section]"]


def save_in_place(path: Path, text: str) -> None:
    path.write_text(text)


def save_atomically(path: Path, text: str) -> None:
    """As most editors do: the new text is written beside the file and put in its place."""
    beside = path.with_name(".a.md.new")
    beside.write_text(text)
    beside.replace(path)


def save_with_backup(path: Path, text: str) -> None:
    """As Vim may do: the old file is moved away."""
    path.rename(path.with_name("a.md~"))
    path.write_text(text)


def save_under_the_same_date(path: Path, text: str) -> None:
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


SAVES = [save_in_place, save_atomically, save_with_backup, save_under_the_same_date]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
@pytest.mark.parametrize("named", ["notes", "notes/a.md"])
def test_a_saved_file_is_checked_again(
    project: Path, watching: Callable[..., Watching], save: Callable[[Path, str], None], named: str
) -> None:
    program = watching("-q", named)
    assert program.round() == ("", [])
    save(project / "notes" / "a.md", BAD)
    program.until(missing("notes/a.md"))
    save(project / "notes" / "a.md", GOOD)
    program.until([])


def test_files_come_and_go(project: Path, watching: Callable[..., Watching]) -> None:
    program = watching("-q")
    assert program.round() == ("", [])
    (project / "notes" / "b.md").write_text(BAD)
    assert program.round() == ("notes/b.md", missing("notes/b.md"))
    (project / "notes" / "b.md").rename(project / "notes" / "c.md")
    assert program.round() == ("notes/b.md, notes/c.md", missing("notes/c.md"))
    (project / "notes" / "c.md").unlink()
    assert program.round() == ("notes/c.md", [])
    (project / "more" / "notes").mkdir(parents=True)
    (project / "more" / "notes" / "shared-x.md").write_text(BAD)
    program.until(missing("more/notes/shared-x.md"))


def test_rules_and_settings_count_at_once(project: Path, watching: Callable[..., Watching]) -> None:
    (project / ".git").mkdir()  # one repository: what is configured in a folder of it may lie anywhere in it
    program = watching("-q", "notes/a.md")
    assert program.round() == ("", [])
    rules = project / "rules" / "note.yaml"
    rules.write_text(rules.read_text().replace("Why", "Who"))
    assert program.round() == ("rules/note.yaml", ["notes/a.md:1:1: error: Missing section 'Who' [missing-section]"])
    (project / ".speclint.yaml").write_text("rule_paths: [rules]\nrules: {missing-section: info}\n")
    assert program.round() == (".speclint.yaml", ["notes/a.md:1:1: info: Missing section 'Who' [missing-section]"])
    (project / "notes" / ".speclint.yaml").write_text("rule_paths: [../rules]\nignore: [missing-section]\n")
    program.until([])


def test_what_is_broken_may_be_mended_while_it_watches(project: Path, watching: Callable[..., Watching]) -> None:
    program = watching("-q")
    assert program.round() == ("", [])
    (project / ".speclint.yaml").write_text("rule_path: [rules]\n")
    program.until([".speclint.yaml:1:1: error: Unknown key `rule_path`. Did you mean `rule_paths`?"])
    (project / ".speclint.yaml").write_text("rule_paths: [rules]\n")
    program.until([])
    (project / "rules" / "note.yaml").unlink()
    assert ".speclint.yaml:1:14: error: rule_paths: rules: has no rule files (*.yaml)" in program.round()[1]
    (project / "rules" / "note.yaml").write_text((HERE / "shared" / "rules" / "note.yaml").read_text())
    program.until([])


def test_what_editors_leave_beside_a_file_is_no_change(project: Path, watching: Callable[..., Watching]) -> None:
    program = watching("-q")
    assert program.round() == ("", [])
    (project / "notes" / ".#a.md").symlink_to("somebody@somewhere.17")  # how Emacs says who edits
    for name in (".a.md.swp", "a.md~", "4913", "#a.md#", "a.md.tmp"):
        (project / "notes" / name).write_text(BAD)
        (project / "notes" / name).unlink()
        (project / "notes" / name).write_text(BAD)
    (project / "notes" / "a.md").write_text(BAD)
    assert program.round() == ("notes/a.md", missing("notes/a.md"))


def test_a_link_that_leads_nowhere_is_mended_by_the_file(project: Path, watching: Callable[..., Watching]) -> None:
    (project / "notes" / "a.md").write_text(GOOD + "\n[plan](plan.svg)\n")
    program = watching("-q")
    _, said = program.round()
    assert [line.split(" ")[0] for line in said] == ["notes/a.md:11:1:"], said
    (project / "notes" / "plan.svg").write_text("<svg/>")
    assert program.round() == ("notes/plan.svg", [])


def test_since_a_commit(project: Path, watching: Callable[..., Watching]) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=project, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    program = watching("-q", "--since", "HEAD")
    assert program.round() == ("", [])
    (project / "notes" / "a.md").write_text(BAD)
    program.until(missing("notes/a.md"))
    git("commit", "-q", "-a", "-m", "second")
    program.until([])


def test_git_ignored_files_are_no_change(project: Path, watching: Callable[..., Watching]) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    (project / ".gitignore").write_text("out/\n")
    (project / "out").mkdir()
    (project / "out" / "shared-b.md").write_text(BAD)
    program = watching("-q")
    assert program.round() == ("", [])
    (project / "out" / "shared-c.md").write_text(BAD)
    (project / "out" / "shared-b.md").write_text(GOOD)
    (project / "notes" / "a.md").write_text(BAD)
    assert program.round() == ("notes/a.md", missing("notes/a.md"))
    (project / ".gitignore").write_text("notes/\n")
    changed, said = program.round()
    assert changed == ".gitignore"
    assert said == missing("out/shared-c.md")


@pytest.mark.skipif(os.name == "nt", reason="signals work differently there")
@pytest.mark.usefixtures("interruptible")
def test_interrupt_ends_it(watching: Callable[..., Watching]) -> None:
    program = watching()
    assert program.round() == ("", ["1 file checked; nothing found"])
    program.process.send_signal(signal.SIGINT)
    assert program.line() is None
    assert program.process.wait(timeout=_LIMIT) == 130


@pytest.mark.skipif(os.name == "nt", reason="terminals work differently there")
@pytest.mark.parametrize(("term", "clears"), [("xterm", True), ("dumb", False)])
def test_a_terminal_is_cleared(project: Path, cache: Path, term: str, *, clears: bool) -> None:
    import pty

    terminal, inside = pty.openpty()
    command = [sys.executable, "-m", "speclint", "check", "--watch", "-q"]
    process = subprocess.Popen(
        command, cwd=project, env=environment(cache, TERM=term), stdin=inside, stdout=inside, stderr=inside
    )
    os.close(inside)
    seen = b""
    while b"Check finished" not in seen:
        seen += os.read(terminal, 65536)
    process.kill()
    process.wait(timeout=_LIMIT)
    os.close(terminal)
    assert seen.startswith(b"\x1b[2J\x1b[3J\x1b[H[" if clears else b"[")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-"], "--watch cannot be combined with standard input"),
        (["--stdin-filename", "a.md"], "--watch cannot be combined with standard input"),
        (["--project", "--staged"], "--watch cannot be combined with --staged"),
        (["--output-format", "json"], "--watch cannot use the format json. Use text, full, grouped or json-lines"),
        (["nowhere"], "nowhere: error: no such file or folder"),
        (["--select", "nonsense"], "unknown rule `nonsense`"),
    ],
)
def test_what_watching_cannot_do(project: Path, cache: Path, arguments: list[str], said: str) -> None:
    done = run(project, cache, "check", "--watch", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_the_whole_project(project: Path, watching: Callable[..., Watching]) -> None:
    program = watching("-q", "--project")
    assert program.round() == ("", [])
    (project / "notes" / "a.md").write_text(GOOD + "\n[b](b.md)\n")
    changed, said = program.round()
    assert changed == "notes/a.md"
    assert [line.split(" ")[0] for line in said] == ["notes/a.md:11:1:"], said
