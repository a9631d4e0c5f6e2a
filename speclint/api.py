"""The Python interface: lint texts and files from a program, such as a test suite.

Owns: a small, stable face of the workspace. What is in `__all__` keeps its meaning within a major version.
Never: prints or exits.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Diagnostic, Fix, RelatedLocation, Severity, TextEdit
from speclint.base.escapes import one_line, visible
from speclint.base.source import Position, Range
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.workspace.collecting import Outcome

__all__ = [
    "Diagnostic",
    "Fix",
    "LintError",
    "Position",
    "Range",
    "RelatedLocation",
    "Severity",
    "TextEdit",
    "lint_paths",
    "lint_text",
]


class LintError(Exception):
    """Something kept speclint from judging: a broken configuration or rule set, a file that does not exist.

    The text says what, one line for each. `exit code 2` is what the command line makes of it.
    """


def lint_text(
    text: str,
    *,
    path: str | os.PathLike[str] = "",
    type: str | None = None,
    config: str | os.PathLike[str] | None = None,
    cwd: str | os.PathLike[str] | None = None,
) -> list[Diagnostic]:
    """Lint a text.

    Args:
        text: The Markdown of one document.
        path: The name by which it goes. It decides on the configuration and, without `type`, on the type; the file
            need not exist, and is not read. Relative to `cwd`.
        type: The type of the specification, such as "component".
        config: A configuration file, whatever is nearer to `path`.
        cwd: What paths are relative to; the working directory unless given.

    Returns:
        The findings in the order of the text: lines and columns from 1, columns in characters. Rules between
        documents do not run.

    Raises:
        LintError: The configuration or a rule set cannot be used, or there is no such type.
        ValueError: Neither `path` nor `type` says what the text is.
    """
    where = os.path.abspath(os.fspath(cwd) if cwd is not None else os.getcwd())
    outcome = _workspace(where, type, config).check(
        discover([STDIN], where)[0], (os.fspath(path), text.encode("utf-8", "surrogatepass"))
    )
    _raise(outcome)
    if not outcome.report.summary.files and not outcome.report.diagnostics:
        reasons = "; ".join(reason for _, reason in outcome.report.skipped)
        raise ValueError(f"the text was not linted: {reasons}. Give its `type`")
    return list(outcome.report.diagnostics)


def lint_paths(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    type: str | None = None,
    config: str | os.PathLike[str] | None = None,
    cwd: str | os.PathLike[str] | None = None,
) -> list[Diagnostic]:
    """Lint files and folders, as `speclint check PATH...` does.

    Args:
        paths: Files and folders, relative to `cwd`. Of a folder, its Markdown files; those without a type are skipped.
        type: Take all files for this type.
        config: A configuration file, whatever is nearer to the files.
        cwd: What paths are relative to; the working directory unless given.

    Returns:
        The findings by path, line and column: lines and columns from 1, columns in characters. Rules between documents
        run if a folder is among the paths. What the project's baseline knows is left out.

    Raises:
        LintError: A path does not exist, or a file, the configuration or a rule set cannot be used.
    """
    where = os.path.abspath(os.fspath(cwd) if cwd is not None else os.getcwd())
    if isinstance(paths, (str, os.PathLike)):  # one path is a sequence, too: of letters
        paths = [paths]
    targets, failures = discover([os.fspath(path) for path in paths], where)
    if failures:
        raise LintError("\n".join(f"{failure.place}: {failure.message}" for failure in failures))
    outcome = _workspace(where, type, config).check(targets)
    _raise(outcome)
    return list(outcome.report.diagnostics)


def _workspace(cwd: str, type: str | None, config: str | os.PathLike[str] | None) -> Workspace:
    return Workspace(cwd, os.environ, Options(type=type, config_file=None if config is None else os.fspath(config)))


def _raise(outcome: Outcome) -> None:
    said = [
        f"{visible(failure.place)}: {one_line(failure.message)}" if failure.place else one_line(failure.message)
        for failure in outcome.failures
    ]
    said += [
        f"{visible(found.path)}:{found.range.start.line}:{found.range.start.column}: {one_line(found.message)}"
        for found in outcome.rule_diagnostics
        if found.severity == "error"
    ]
    if said:
        raise LintError("\n".join(said))
