"""`speclint check --fix` and `--diff`.

Owns: what is written, shown and reported.
Never: decides what a fix is, or which findings have one.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.cli.output import STOPPED
from speclint.cli.results import tell
from speclint.reporters.diff import render_diff
from speclint.reporters.text import text_line
from speclint.workspace.files.paths import shown
from speclint.workspace.mending import carry_out, plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.cli.output import Output
    from speclint.workspace.collecting import Outcome
    from speclint.workspace.files.discovery import Target
    from speclint.workspace.files.paths import Failure
    from speclint.workspace.run import Workspace


class Fixed(NamedTuple):
    """What is left to look at after files were fixed: targets under their names of now, and the text of stdin."""

    targets: list[Target]
    stdin: tuple[str, bytes] | None
    failures: tuple[Failure, ...]


def show_diff(
    workspace: Workspace,
    targets: Sequence[Target],
    stdin: tuple[str, bytes] | None,
    output: Output,
    *,
    unsafe: bool,
) -> int:
    """Print what fixing would change and write nothing. The exit code: 1 if it would change anything."""
    changes, outcome = plan(workspace, _once(targets, stdin, workspace.cwd), stdin, unsafe=unsafe)
    for change in changes:
        rename = shown(change.rename, workspace.cwd) if change.rename else ""
        terminal = sys.stdout.isatty()
        output.write_utf8(render_diff(change.before, change.after, rename, output.style, for_terminal=terminal))
    output.flush()
    _say(sum(change.mended for change in changes), len(changes), "would be fixed", output)
    return STOPPED if tell(outcome, output) else int(bool(changes))


def write_fixes(
    workspace: Workspace,
    targets: Sequence[Target],
    stdin: tuple[str, bytes] | None,
    output: Output,
    *,
    unsafe: bool,
) -> Fixed:
    """Fix the files. The text of standard input goes to standard output, fixed."""
    targets = _once(targets, stdin, workspace.cwd)
    changes, _ = plan(workspace, targets, stdin, unsafe=unsafe)
    failures: list[Failure] = []
    renamed: dict[str, str] = {}
    mended = files = 0
    for change in changes:
        is_stdin = stdin is not None and change.before.path == _name(stdin, workspace.cwd)
        if is_stdin and stdin is not None:
            stdin = (stdin[0], change.after.to_bytes())
            mended, files = mended + change.mended, files + 1
            continue
        written = carry_out(change)
        if written.failure is not None:
            failures.append(written.failure)
        elif change.rename:
            renamed[change.path] = change.rename
        mended += written.mended
        files += bool(written.mended)
    _say(mended, files, "fixed", output)
    now = [
        target._replace(path=renamed[target.path], display=shown(renamed[target.path], workspace.cwd))
        if target.path in renamed
        else target
        for target in targets
    ]
    return Fixed(now, stdin, tuple(failures))


def print_stdin(stdin: tuple[str, bytes], outcome: Outcome, output: Output) -> None:
    """The fixed text on standard output, byte for byte; the remaining findings on stderr."""
    output.write_bytes(stdin[1])
    for diagnostic in outcome.report.diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")


def _once(targets: Sequence[Target], stdin: tuple[str, bytes] | None, cwd: str) -> list[Target]:
    """The targets without the file whose name the text of standard input has: that text stands for it."""
    twin = os.path.normpath(os.path.join(cwd, stdin[0])) if stdin is not None and stdin[0] else None
    return [target for target in targets if target.path != twin]


def _name(stdin: tuple[str, bytes], cwd: str) -> str:
    return shown(os.path.normpath(os.path.join(cwd, stdin[0])), cwd) if stdin[0] else "<stdin>"


def _say(count: int, files: int, what: str, output: Output) -> None:
    if count:
        findings, places = (
            f"{number} {word}{'' if number == 1 else 's'}" for number, word in ((count, "finding"), (files, "file"))
        )
        output.note(f"{findings} {what} in {places}")
