"""Streams that close early, break off, or cannot show a character."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING

import pytest

from .scenario import environment, run_apart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def project(noted: Path) -> Path:
    (noted / "notes" / "übel.md").write_text("# 日本\n", "utf-8")
    return noted


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_stdout_in_another_encoding(project: Path, cache: Path, encoding: str) -> None:
    done = run_apart(
        project, cache, "check", "-q", "--output-format", "full", "notes", PYTHONUTF8="0", PYTHONIOENCODING=encoding
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert "missing-section" in done.stdout.decode(encoding)
    done = run_apart(
        project, cache, "check", "-q", "--output-format", "json", "notes", PYTHONUTF8="0", PYTHONIOENCODING=encoding
    )
    assert json.loads(done.stdout)["diagnostics"][0]["path"] == "notes/übel.md"


@pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")
def test_reader_that_goes_away(project: Path, cache: Path) -> None:
    for number in range(400):
        (project / "notes" / f"n{number}.md").write_text(f"# A {'long ' * 40}\n")
    run_apart(project, cache, "types")
    process = subprocess.Popen(
        [sys.executable, "-m", "speclint", "check", "-q", "--output-format", "full", "notes"],
        cwd=project,
        env=environment(cache),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), errors) == (141, b"")


def in_pipe(stream: IO[bytes] | None) -> int:
    """Bytes that were written and not read."""
    import fcntl
    import termios

    assert stream is not None
    return int.from_bytes(fcntl.ioctl(stream, termios.FIONREAD, bytes(4)), sys.byteorder)


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that comes soon, and at most a minute."""
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("nothing happened for a minute")


@pytest.mark.skipif(sys.platform == "win32", reason="signals work differently there")
@pytest.mark.usefixtures("interruptible")
def test_interrupt_ends_quietly(project: Path, cache: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "speclint", "check", "-"],
        cwd=project,
        env=environment(cache),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(b"# A\n")
    process.stdin.flush()
    until(lambda: in_pipe(process.stdin) == 0)  # it has taken that, and waits for more of its input
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (130, b"", b"")
