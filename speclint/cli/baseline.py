"""`speclint baseline`: record what is wrong today.

Owns: what the options mean, and the words for what was done.
Never: decides what is known; see `speclint.engine.baseline`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.cli.arguments import add_notes, add_project
from speclint.cli.output import STOPPED
from speclint.reporters.text import text_line
from speclint.workspace.baselines import Looked, record
from speclint.workspace.files.discovery import discover
from speclint.workspace.files.paths import shown, words
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint baseline`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders (default: the whole project)")
    parser.add_argument("--prune", action="store_true", help="Remove entries that no longer occur; add nothing")
    add_notes(parser)
    add_project(parser)


def baseline(arguments: Namespace, cwd: str, output: Output) -> int:
    """Record, say what was recorded, and give the exit code."""
    options = Options(
        config_file=arguments.config,
        ignore_baseline=True,
        use_cache=not arguments.no_cache,
        allowed=tuple(arguments.allow_path or ()),
    )
    workspace = Workspace(cwd, os.environ, options)
    project = workspace.project()
    targets, failures = discover(arguments.paths or [project.root or cwd], cwd)
    # Where a folder has a configuration of its own, so has it a baseline of its own.
    others = [target for target in targets if workspace.projects.of(target.path) is not project]
    targets = [target for target in targets if target not in others]
    outcome = workspace.check(targets)
    output.tell_hindrances(workspace.store)
    output.fail([*failures, *outcome.failures])
    for diagnostic in outcome.rule_diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    if failures or outcome.failures or outcome.rule_diagnostics:
        # What could not be looked at would be missing from the record, and new to the next run.
        return STOPPED
    whole = any(not target.named for target in targets)
    looked = Looked([target.path for target in targets], True, whole or project.root is not None, whole)
    try:
        path, known, gone = record(project, cwd, outcome.report.diagnostics, looked, prune=arguments.prune)
    except OSError as error:
        return output.stop(f"{shown(str(error.filename), cwd)}: {words(error)}")
    except ValueError as error:
        return output.stop(str(error))
    output.write(f"{path}\n")
    recorded = "1 finding" if known == 1 else f"{known} findings"
    output.note(f"{recorded} in the baseline" + (f"; {gone} removed" if gone else ""))
    if others:
        files = "1 file has" if len(others) == 1 else f"{len(others)} files have"
        output.note(f"{files} another configuration; run `speclint baseline` in its folder")
    return 0
