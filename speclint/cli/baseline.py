"""`speclint baseline`: record what is wrong today.

Owns: what the options mean, and the words for what was done.
Never: decides what is known; see `speclint.baseline`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.cli.output import STOPPED
from speclint.reporters.text import text_line
from speclint.workspace.baselines import record
from speclint.workspace.discovery import discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import Namespace

    from speclint.cli.output import Output


def baseline(arguments: Namespace, cwd: str, output: Output) -> int:
    """Record, say what was recorded, and give the exit code."""
    options = Options(config_file=arguments.config, ignore_baseline=True, use_cache=not arguments.no_cache)
    workspace = Workspace(cwd, os.environ, options)
    project = workspace.project()
    targets, failures = discover(arguments.paths or [project.root or cwd], cwd)
    outcome = workspace.check(targets)
    output.fail([*failures, *outcome.failures])
    for diagnostic in outcome.rule_diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    if failures or outcome.failures or outcome.rule_diagnostics:
        # What could not be looked at would be missing from the record, and new to the next run.
        return STOPPED
    looked_at = [target.path for target in targets]
    try:
        path, known, gone = record(project, cwd, outcome.report.diagnostics, looked_at, prune=arguments.prune)
    except OSError as error:
        return output.stop(f"{error.filename}: {error.strerror}")
    except ValueError as error:
        return output.stop(str(error))
    output.write(f"{path}\n")
    output.note(f"{known} findings are known now" + (f"; {gone} taken out" if gone else ""))
    return 0
