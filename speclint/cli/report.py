"""`speclint report`: one page about all specifications.

Owns: what goes into the page, and where it is written.
Never: formats.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

from speclint.cli.arguments import add_notes, add_project
from speclint.cli.output import STOPPED
from speclint.project.graph import build_graph
from speclint.reporters.text import text_line
from speclint.workspace.files.discovery import discover
from speclint.workspace.files.paths import boundary, shown, words
from speclint.workspace.files.writing import put_file
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint report`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders (default: the whole project)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="report.html",
        help="File to write; - for standard output (default: report.html)",
    )
    add_notes(parser)
    add_project(parser)


def report(arguments: Namespace, cwd: str, output: Output) -> int:
    """Write the page and print its path; the exit code does not depend on what was found."""
    from speclint.reporters.html import Overview, render_html  # help and completion need the arguments alone

    # An overview includes the accepted findings, too.
    options = Options(
        config_file=arguments.config,
        ignore_baseline=True,
        use_cache=not arguments.no_cache,
        allowed=tuple(arguments.allow_path or ()),
    )
    workspace = Workspace(cwd, os.environ, options)
    root = workspace.project().root or cwd
    targets, failures = discover(arguments.paths or [root], cwd)
    outcome = workspace.check(targets)
    scores = workspace.score(targets)
    output.tell_hindrances(workspace.store)
    output.fail([*failures, *outcome.failures])
    for diagnostic in outcome.rule_diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    if failures or outcome.failures or outcome.rule_diagnostics:
        return STOPPED
    made = datetime.now().astimezone().strftime("Created on %Y-%m-%d at %H:%M %Z.")
    overview = Overview(os.path.basename(root), made, outcome.report, scores.scores, build_graph(workspace.index([])))
    page = render_html(overview)
    if arguments.output == "-":
        output.write_utf8(page)
        return 0
    path = os.path.normpath(os.path.join(cwd, arguments.output))
    try:
        put_file(path, page.encode(), root=boundary(root))
    except OSError as error:
        return output.stop(f"{shown(path, cwd)}: {words(error)}")
    output.write(f"{shown(path, cwd)}\n")
    return 0
