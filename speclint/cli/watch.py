"""`speclint check --watch`: judge again whenever something changes.

Owns: when to look, the lines that say that a check begins and ends, and clearing the screen.
Never: lints: each round is a run of its own, as if the command had been typed again.

The two lines are for programs, too: the background task of an editor waits for them. They are printed whatever `--quiet` says.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from speclint.cli.output import STOPPED
from speclint.reporters import FORMATS
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.files.paths import shown
from speclint.workspace.watching import Watch

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from speclint.cli.output import Output
    from speclint.workspace.projects import Project

_INTERVAL = 0.4
"""Seconds between two looks."""
_SHARE = 40
"""A look that takes long is followed by a wait of so many times as long: watching takes little of a processor."""
_QUIET = 0.1
"""Seconds without a change after which a check begins: an editor that saves, or git, makes several."""
_PATIENCE = 2.0
"""Seconds after which it begins in any case."""
_SHOWN = 3


def refused(arguments: Namespace) -> str:
    """Why a run cannot go on and on with these options, or ""."""
    if STDIN in arguments.paths or arguments.stdin_filename:
        return "--watch cannot be combined with standard input"
    if arguments.staged:
        return "--watch cannot be combined with --staged"
    for option in ("fix", "diff", "output_file"):
        if getattr(arguments, option, None):
            name = f"--{option.replace('_', '-')}"
            return f"--watch cannot be combined with {name}"
    if not FORMATS[arguments.output_format].goes_on:
        *first, last = (name for name, row in FORMATS.items() if row.goes_on)
        return f"--watch cannot use the format {arguments.output_format}. Use {', '.join(first)} or {last}"
    return ""


def watch(arguments: Namespace, cwd: str, output: Output, check: Callable[[list[Project]], int]) -> int:
    """Check, and check again after every change, until Ctrl-C. Returns only where it cannot begin: the exit code.

    `check` adds to a list the projects that it looked at; it looks at none where the options do not go together.
    """
    why_not = refused(arguments)
    if why_not:
        return output.stop(why_not)
    paths = arguments.paths or ["."]
    failures = [] if arguments.project else discover(paths, cwd)[1]
    if failures:
        output.fail(failures)
        return STOPPED
    clears = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    watched = Watch(cwd, paths, arguments.config, arguments.since)
    why = ""
    while True:
        if clears:
            output.clear_screen()
        _say(output, f"Check started{why}")
        watched.begin()
        opened: list[Project] = []
        code = check(opened)
        if not opened:
            return code
        _say(output, "Check finished. Watching for changes; press Ctrl-C to stop")
        changed = watched.follow(opened)
        changed |= _wait(watched, changed)
        names = sorted(shown(path, cwd) for path in changed)
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        why = f": {', '.join(names[:_SHOWN])}{more} changed"


def _wait(watched: Watch, changed: set[str]) -> set[str]:
    """Wait for a change, if there was none yet, and then until it is over; the paths that changed."""
    while not changed:
        before = time.process_time()
        changed = watched.changes()
        if not changed:
            time.sleep(max(_INTERVAL, _SHARE * (time.process_time() - before)))
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE:
        time.sleep(_QUIET)
        more = watched.changes()
        if not more:
            break
        changed |= more
    return changed


def _say(output: Output, text: str) -> None:
    output.flush()
    output.line(f"[{time.strftime('%H:%M:%S')}] {text}")
