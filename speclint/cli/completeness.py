"""`speclint completeness`.

Owns: what the options mean for a run, and the exit code.
Never: scores or formats.
"""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES
from speclint.cli.arguments import add_notes, add_project
from speclint.cli.output import STOPPED
from speclint.cli.streams import read_stdin
from speclint.reporters.text import text_line
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output

_SKIPPED_SHOWN = 5


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint completeness`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders; - for standard input (default: .)")
    add = parser.add_argument
    add("--output-format", choices=("text", "json"), default="text", help="Output format (default: text)")
    add("--fail-under", metavar="PERCENT", type=_percent, help="Exit with 1 if a specification scores less")
    add("--type", metavar="TYPE", help="Treat every file as this type")
    add("--stdin-filename", metavar="PATH", help="File name to use for standard input")
    add("--color", choices=("auto", "always", "never"), default="auto", help="Use colours (default: auto)")
    add_notes(parser)
    add_project(parser)


def completeness(arguments: Namespace, cwd: str, output: Output) -> int:
    """Score, print, and give the exit code: 1 where a specification scores less than it must."""
    # Help and completion need the arguments alone.
    from speclint.reporters.completeness import render_scores_json, render_scores_text

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


def _percent(text: str) -> float:
    """A number from 0 to 100."""
    number = float(text)
    if not 0 <= number <= 100:
        raise ArgumentTypeError(f"{text} is not between 0 and 100")
    return number
