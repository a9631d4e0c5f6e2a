"""`speclint completeness`.

Owns: what the options mean for a run, and the exit code.
Never: scores or formats.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES
from speclint.cli.output import STOPPED
from speclint.cli.streams import read_stdin
from speclint.reporters.completeness import render_scores_json, render_scores_text
from speclint.reporters.text import text_line
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import Namespace

    from speclint.cli.output import Output

_SKIPPED_SHOWN = 5


def completeness(arguments: Namespace, cwd: str, output: Output) -> int:
    """Score, print, and give the exit code: 1 where a specification scores less than it must."""
    paths = arguments.paths or [STDIN if arguments.stdin_filename else "."]
    if arguments.stdin_filename and STDIN not in paths:
        return output.stop("--stdin-filename needs standard input. Add - to the paths")
    targets, failures = discover(paths, cwd)
    output.fail(failures)
    options = Options(
        type=arguments.type,
        config_file=arguments.config,
        use_cache=not arguments.no_cache,
        allowed=tuple(arguments.allow_path or ()),
    )
    stdin = (arguments.stdin_filename or "", read_stdin(MAX_BYTES + 1)) if STDIN in paths else None
    workspace = Workspace(cwd, os.environ, options)
    found = workspace.score(targets, stdin)
    output.tell_hindrances(workspace.store)
    output.fail(found.failures)
    for diagnostic in found.rule_diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    if arguments.output_format == "json":
        output.write_utf8(render_scores_json(found.scores, found.skipped))
    else:
        output.write(render_scores_text(found.scores, output.style, arguments.fail_under, brief=output.quiet))
    output.flush()
    if output.verbose or (not found.scores and len(found.skipped) <= _SKIPPED_SHOWN):
        for path, reason in found.skipped:
            output.note(f"{path}: skipped: {reason}")
    if not found.scores and not failures:
        output.note(f"speclint: warning: no specifications found in {', '.join(paths)}")
    broken = any(diagnostic.severity == "error" for diagnostic in found.rule_diagnostics)
    if failures or found.failures or broken:
        return STOPPED
    return int(any(score.fails(arguments.fail_under) for score in found.scores))
