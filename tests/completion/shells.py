"""Shells at a terminal: keys are pressed, and the program that the line calls writes down its arguments."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from speclint.workspace.pages import setup_text

from ..cli.scenario import environment  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LIMIT = 60
"""Seconds until a shell is given up; on a busy machine it takes long to start."""

PROGRAM = """#!{python}
import os, sys
if sys.argv[1:2] == ["__complete"]:
    from speclint.__main__ import main
    sys.exit(main())
with open(os.environ["WRITTEN"] + ".tmp", "wb") as file:
    file.write(b"\\0".join(map(os.fsencode, sys.argv[1:])))
os.replace(os.environ["WRITTEN"] + ".tmp", os.environ["WRITTEN"])
"""
"""Answers a Tab as the program does; what it is called with otherwise, it writes down."""

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


def lay_out(folder: Path, shell: str, cache: Path) -> dict[str, str]:
    """The program and the script of a shell in a folder; the environment in which the shell finds them."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "speclint").write_text(PROGRAM.format(python=sys.executable))
    (programs / "speclint").chmod(0o755)
    (folder / "script").write_text(setup_text(f"completion.{shell}"), "utf-8")
    found = environment(cache, WRITTEN=str(folder / "written"), LC_ALL="C.UTF-8", TERM="xterm")
    return {
        **found,
        "PATH": f"{programs}{os.pathsep}{found['PATH']}",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }


def typed(shell: str, keys: str, work: Path, scratch: Path, environ: Mapping[str, str]) -> list[str]:
    """The arguments with which the program is called when somebody types `keys` and presses Enter."""
    command, start = STARTS[shell]
    written = scratch / "written"
    written.unlink(missing_ok=True)
    terminal, inside = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", _SEAT, needs(shell), *command[1:]],
        cwd=work,
        env=dict(environ),
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    seen = b""
    ready = False
    started = time.monotonic()
    try:
        line = start.format(script=scratch / "script", dump=scratch / "dump")
        os.write(terminal, f"{line}; echo rea''dy-now\n".encode())
        while not written.exists() and time.monotonic() - started < _LIMIT:
            if select.select([terminal], [], [], 0.05)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
            if not ready and b"ready-now\r" in seen:
                ready = True
                os.write(terminal, f"{keys}\n".encode())
    finally:
        os.close(terminal)
        child.kill()
        child.wait(timeout=_LIMIT)
    assert written.exists(), f"{shell} called nothing: {seen.decode(errors='replace')}"
    return [os.fsdecode(word) for word in written.read_bytes().split(b"\0")]
