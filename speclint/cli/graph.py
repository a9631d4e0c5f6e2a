"""`speclint graph`: who refers to whom.

Owns: finding the specification that is meant, and the exit code.
Never: formats.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.cli.arguments import add_notes, add_project
from speclint.cli.catalogue import report_project
from speclint.cli.output import STOPPED
from speclint.project.graph import build_graph, impact
from speclint.reporters.graph import render_graph
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from speclint.cli.output import Output
    from speclint.project import IdPattern, ProjectIndex
    from speclint.workspace.files.paths import Failure


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint graph`."""
    add = parser.add_argument
    formats = ("text", "mermaid", "dot", "json")
    add("--output-format", choices=formats, default="text", help="Output format (default: text)")
    add("--impact", metavar="ID", help="Show only what depends on this specification (id or path)")
    add_notes(parser)
    add_project(parser)


def graph(arguments: Namespace, cwd: str, output: Output) -> int:
    """Print the graph of the project, or the part that depends on one specification."""
    options = Options(
        config_file=arguments.config, use_cache=not arguments.no_cache, allowed=tuple(arguments.allow_path or ())
    )
    workspace = Workspace(cwd, os.environ, options)
    code = report_project(workspace.project(), output)
    if code:
        return code
    failures: list[Failure] = []
    index = workspace.index(failures)
    output.tell_hindrances(workspace.store)
    output.fail(failures)
    found = build_graph(index)
    root = ""
    if arguments.impact:
        root = _path(index, arguments.impact, cwd, workspace.judge.ids(workspace.project()))
        if not root:
            from speclint.base.suggest import did_you_mean  # only for mistakes

            return output.stop(
                f"unknown specification `{arguments.impact}`. {did_you_mean(arguments.impact.upper(), index.ids())}"
            )
        found = impact(found, root)
    text = render_graph(found, arguments.output_format, root)
    if arguments.output_format == "json":
        output.write_utf8(text)
    else:
        output.write(text)
    output.note(
        f"{len(found.nodes)} specifications, {len(found.edges)} references, {len(found.dangling)} dangling references"
    )
    return STOPPED if failures else 0


def _path(index: ProjectIndex, named: str, cwd: str, patterns: Sequence[IdPattern]) -> str:
    """The path of the specification with an id, or of the file that is named; "" for none."""
    forms = {named.upper(), *(each.canonical(named) for each in patterns)}
    for facts in index.documents:
        if forms.intersection(facts.named()) or os.path.normpath(os.path.join(cwd, named)) == os.path.normpath(
            os.path.join(cwd, facts.display)
        ):
            return facts.path
    return ""
