"""Shells at a terminal: keys are pressed, and the program that the line calls writes down its arguments."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.workspace.pages import setup_text

from ..cli.scenario import environment, run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Callable

_LIMIT = 60
"""Seconds until a shell is given up; on a busy machine it takes long to start."""

PROGRAM = """#!{python} -IS
import os, sys
if sys.argv[1:2] == ["__complete"]:
    if os.path.exists(os.environ["APART"]):
        os.execv(sys.executable, [sys.executable, "-m", "speclint", *sys.argv[1:]])
    import socket
    with socket.socket(socket.AF_UNIX) as asked:
        asked.connect(os.environ["ANSWERS"])
        asked.sendall(b"\\0".join(map(os.fsencode, [os.getcwd(), *sys.argv[1:]])))
        asked.shutdown(socket.SHUT_WR)
        while part := asked.recv(65536):
            os.write(1, part)
    sys.exit()
with open(os.environ["WRITTEN"] + ".tmp", "wb") as file:
    file.write(b"\\0".join(map(os.fsencode, sys.argv[1:])))
os.replace(os.environ["WRITTEN"] + ".tmp", os.environ["WRITTEN"])
"""
"""Has a Tab answered in the process of the tests, or starts the program where $APART is; what it is called with otherwise,
it writes down."""

_SEAT = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the terminal that of the shell: without one of its own it would not take keys."""

STARTS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "bind 'set enable-bracketed-paste off'; PS1='ready> '; . {script}",
    ),
    "zsh": (["zsh", "-f", "-i"], "PS1='ready> '; autoload -Uz compinit; compinit -u -d {dump}; source {script}"),
    "fish": (["fish", "--no-config", "-i"], "function fish_prompt; echo 'ready> '; end; source {script}"),
}


def needs(shell: str) -> str:
    """The path of a shell; skips the test where it is absent."""
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


class Terminal:
    """A shell at a terminal, in a folder: a line is typed in it after the other. `scratch`: an empty folder for its files."""

    def __init__(self, shell: str, work: Path, scratch: Path, cache: Path) -> None:
        self._shell, self._work, self._scratch, self._cache = shell, work, scratch, cache
        self._environ = self._lay_out()
        self._answers = socket.socket(socket.AF_UNIX)
        # The path of such a socket may not be long.
        self._place = tempfile.mkdtemp(prefix="speclint-")
        self._environ["ANSWERS"] = f"{self._place}/answers"
        self._answers.bind(self._environ["ANSWERS"])
        self._answers.listen()
        self._child: subprocess.Popen[bytes] | None = None
        self._terminal = -1
        self._seen = b""

    def typed(self, keys: str, *, apart: bool = False) -> list[str]:
        """The arguments with which the program is called when somebody types `keys` and presses Enter.

        `apart`: a Tab starts the program.
        """
        mark = self._scratch / "apart"
        mark.unlink(missing_ok=True)
        if apart:
            mark.touch()
        written = self._scratch / "written"
        written.unlink(missing_ok=True)
        if self._child is None:
            self._start()
        self._seen = b""
        self._press(f"{keys}\n")
        self._wait(written.exists, f"calls nothing after {keys!r}")
        found = [os.fsdecode(word) for word in written.read_bytes().split(b"\0")]
        self._press("echo rea''dy-now\n")
        self._wait(lambda: b"ready-now\r" in self._seen, f"is not ready after {keys!r}")
        return found

    def end(self) -> None:
        """Be gone."""
        self._stop()
        self._answers.close()
        shutil.rmtree(self._place)

    def _lay_out(self) -> dict[str, str]:
        programs = self._scratch / "bin"
        programs.mkdir()
        (programs / "speclint").write_text(PROGRAM.format(python=sys.executable))
        (programs / "speclint").chmod(0o755)
        (self._scratch / "script").write_text(setup_text(f"completion.{self._shell}"), "utf-8")
        folder = str(self._scratch)
        found = environment(
            self._cache, WRITTEN=f"{folder}/written", APART=f"{folder}/apart", LC_ALL="C.UTF-8", TERM="xterm"
        )
        return {**found, "PATH": f"{programs}{os.pathsep}{found['PATH']}", "HOME": folder, "XDG_CONFIG_HOME": folder}

    def _start(self) -> None:
        command, start = STARTS[self._shell]
        self._terminal, inside = pty.openpty()
        self._child = subprocess.Popen(
            [sys.executable, "-IS", "-c", _SEAT, needs(self._shell), *command[1:]],
            cwd=self._work,
            env=self._environ,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        self._seen = b""
        line = start.format(script=self._scratch / "script", dump=self._scratch / "dump")
        self._press(f"{line}; echo rea''dy-now\n")
        self._wait(lambda: b"ready-now\r" in self._seen, "does not start")

    def _stop(self) -> None:
        if self._child is not None:
            os.close(self._terminal)
            self._child.kill()
            self._child.wait(timeout=_LIMIT)
            self._child = None

    def _press(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _wait(self, is_done: Callable[[], bool], otherwise: str) -> None:
        """Read the screen and answer questions until something holds. If it does not, the next line has a new shell."""
        end = time.monotonic() + _LIMIT
        while not is_done():
            ready = select.select([self._terminal, self._answers.fileno()], [], [], 0.02)[0]
            try:
                if self._terminal in ready:
                    self._seen += os.read(self._terminal, 65536)
            except OSError:
                end = 0
            if self._answers.fileno() in ready:
                self._answer()
            if time.monotonic() > end and not is_done():
                self._stop()
                pytest.fail(f"{self._shell} {otherwise}: {self._seen.decode(errors='replace')}")

    def _answer(self) -> None:
        asked, _ = self._answers.accept()
        with asked:
            said = b""
            while part := asked.recv(65536):
                said += part
            folder, *arguments = map(os.fsdecode, said.split(b"\0"))
            done = run(Path(folder), self._cache, *arguments)
            # Who has asked may have given up.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                asked.sendall(done.stdout)
