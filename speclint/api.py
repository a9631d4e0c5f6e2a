"""The Python interface: lint texts and files from a program, such as a test suite.

Owns: a small, stable face of the workspace. What is in `__all__` keeps its meaning within a major version.
Never: prints or exits.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Diagnostic, Fix, RelatedLocation, Severity, TextEdit
from speclint.base.escapes import one_line, visible
from speclint.base.report import Skipped
from speclint.base.source import Position, Range
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.workspace.collecting import Outcome

__all__ = [
    "Diagnostic",
    "Findings",
    "Fix",
    "LintError",
    "Position",
    "Range",
    "RelatedLocation",
    "Severity",
    "Skipped",
    "TextEdit",
    "lint_paths",
    "lint_text",
]


class LintError(Exception):
    """speclint could not check: a broken configuration or rule set, a file that does not exist.

    The text says what, one line for each. `exit code 2` is what the command line makes of it.
    """


class Findings(list[Diagnostic]):
    """The findings of a run as a list, by path, line and column; and which files they are about.

    An empty list alone does not say that a file is good: it may have been skipped.
    """

    checked: tuple[str, ...]
    """The files that were checked, as `Diagnostic.path` has them."""
    skipped: tuple[Skipped, ...]
    """The files that were not, each with `path` and `reason`."""

    def __init__(
        self, found: Iterable[Diagnostic] = (), checked: Iterable[str] = (), skipped: Iterable[Skipped] = ()
    ) -> None:
        super().__init__(found)
        self.checked = tuple(checked)
        self.skipped = tuple(skipped)


def lint_text(
    text: str,
    *,
    path: str | os.PathLike[str] = "",
    type: str | None = None,
    config: str | os.PathLike[str] | None = None,
    cwd: str | os.PathLike[str] | None = None,
) -> Findings:
    """Lint a text.

    Args:
        text: The Markdown of one document.
        path: The name by which it goes. It decides on the configuration and, without `type`, on the type; the file
            need not exist, and is not read. Relative to `cwd`.
        type: The type of the specification, such as "component".
        config: The configuration file to use, instead of the one that is found for `path`.
        cwd: What paths are relative to; the working directory unless given.

    Returns:
        The findings in the order of the text: lines and columns from 1, columns in characters. With a `path` inside a
        project and without `type`, the text is compared with the other specifications, in the place of the file.

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
    return _findings(outcome)


def lint_paths(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    type: str | None = None,
    config: str | os.PathLike[str] | None = None,
    cwd: str | os.PathLike[str] | None = None,
    require_type: bool = False,
) -> Findings:
    """Lint files and folders, as `speclint check PATH...` does.

    Args:
        paths: Files and folders, relative to `cwd`. Of a folder, its Markdown files; those without a type are skipped.
        type: Take all files for this type.
        config: The configuration file to use, instead of those that are found for the files.
        cwd: What paths are relative to; the working directory unless given.
        require_type: Report a file without a type (`unknown-type`) instead of skipping it.

    Returns:
        The findings by path, line and column: lines and columns from 1, columns in characters; with the files that were
        checked, and those that were skipped and why. What the project's baseline knows is left out.

    Raises:
        LintError: A path does not exist, or a file, the configuration or a rule set cannot be used.
    """
    where = os.path.abspath(os.fspath(cwd) if cwd is not None else os.getcwd())
    if isinstance(paths, (str, os.PathLike)):  # one path is a sequence, too: of letters
        paths = [paths]
    targets, failures = discover([os.fspath(path) for path in paths], where)
    if failures:
        raise LintError("\n".join(f"{failure.place}: {failure.message}" for failure in failures))
    outcome = _workspace(where, type, config, require_type=require_type).check(targets)
    _raise(outcome)
    return _findings(outcome)


def _workspace(
    cwd: str, type: str | None, config: str | os.PathLike[str] | None, *, require_type: bool = False
) -> Workspace:
    config_file = None if config is None else os.fspath(config)
    return Workspace(cwd, os.environ, Options(type=type, require_type=require_type, config_file=config_file))


def _findings(outcome: Outcome) -> Findings:
    return Findings(outcome.report.diagnostics, outcome.checked, outcome.report.skipped)


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
