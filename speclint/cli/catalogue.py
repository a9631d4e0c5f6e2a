"""`speclint types`, `explain`, `schema` and `completion`: reference information.

Owns: looking up what is requested.
Never: words of its own about a rule or a type: pages and rule sets have them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.cli.arguments import add_project
from speclint.cli.output import STOPPED
from speclint.workspace.files.bounds import allowed_paths
from speclint.workspace.files.discovery import STDIN
from speclint.workspace.projects import Projects
from speclint.workspace.store import Memory, Store, cache_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output
    from speclint.workspace.projects import Project


SHELLS = ("bash", "zsh", "fish")


def add_types_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint types`."""
    add_project(parser)


def list_types(arguments: Namespace, cwd: str, output: Output) -> int:
    """The types that documents of the working directory may have."""
    project, code = open_project(arguments, cwd, output)
    for entry in sorted(project.library.types):
        output.write(f"{entry.type}: {entry.title}\n")
        for pattern in entry.files:
            output.write(f"  files: {pattern}\n")
        for key, values in entry.front_matter:
            output.write(f"  front matter: {key}{': ' if values else ''}{' | '.join(values)}\n")
        for prefix in entry.prefixes:
            output.write(f"  file name: {prefix}{'<number>' if entry.numbered else ''}*\n")
        if entry.sources:
            output.write(f"  from: {', '.join(reversed(entry.sources))}\n")
    return code


def add_explain_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint explain`."""
    parser.add_argument("name", metavar="RULE|TYPE")
    parser.add_argument("--origins", action="store_true", help="Show where each value of the rule set comes from")
    add_project(parser)


def explain(arguments: Namespace, cwd: str, output: Output) -> int:
    """The page of a rule, or the author's guide of a type."""
    from speclint.checks.rules import RULE_IDS  # `types` needs no checks

    name = arguments.name
    if name in RULE_IDS:
        from speclint.workspace.pages import rule_page

        page = rule_page(name)
        if page is None:
            return output.stop(f"rule `{name}` has no page")
        output.write(page if page.endswith("\n") else page + "\n")
        return 0
    project, code = open_project(arguments, cwd, output)
    ruleset = project.library.ruleset(name) if name in project.library.names() else None
    if ruleset is None:
        if code == 0:
            from speclint.base.suggest import did_you_mean

            known = {*RULE_IDS, *project.library.names()}
            return output.stop(f"unknown rule or type `{name}`. {did_you_mean(name, known)}")
        return code
    if arguments.origins:
        from speclint.reporters.origins import render_origins
        from speclint.workspace.library import merged_tree

        tree = merged_tree(name, project.config, project.config_folder, cwd, project.allowed)
        output.write(render_origins(tree) if tree is not None else "")
        return code
    from speclint.reporters.guide import render_guide
    from speclint.workspace.rule_examples import example_paths, model_document

    sources = next(entry.sources for entry in project.library.types if entry.type == name)
    paths = [path for source in reversed(sources) for path in example_paths(os.path.join(cwd, source), name)]
    output.write(render_guide(ruleset, model_document(paths, cwd)))
    return code


def add_schema_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint schema`."""
    parser.add_argument("--configuration", action="store_true", help="Print the schema of .speclint.yaml instead")


def print_schema(arguments: Namespace, cwd: str, output: Output) -> int:
    """The JSON Schema of rule files or of configurations, for editors."""
    from speclint.workspace.setup import schema_text  # loads the validation library

    del cwd
    output.write_utf8(schema_text(configuration=arguments.configuration))
    return 0


def add_completion_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint completion`."""
    parser.add_argument("shell", choices=SHELLS, help='For bash, add to ~/.bashrc: eval "$(speclint completion bash)"')


def print_completion(arguments: Namespace, cwd: str, output: Output) -> int:
    """The script by which a shell completes command lines."""
    from speclint.workspace.pages import setup_text

    del cwd
    output.write(setup_text(f"completion.{arguments.shell}"))
    return 0


def open_project(arguments: Namespace, cwd: str, output: Output) -> tuple[Project, int]:
    """The project of the working directory, what is wrong with it said, and the exit code that follows from it."""
    store = Store(None if arguments.no_cache else cache_folder(os.environ))
    allowed = allowed_paths(arguments.allow_path, os.environ, cwd)
    projects = Projects(cwd, store, facts := Memory(store), arguments.config, allowed)
    project = projects.of(os.path.join(cwd, STDIN))
    facts.learn(projects.learned())
    output.tell_hindrances(store)
    return project, report_project(project, output)


def report_project(project: Project, output: Output) -> int:
    """Say what is wrong with a project and its rule files; the exit code."""
    from speclint.reporters.text import text_line

    failures = [*project.failures, *project.library.failures]
    output.fail(failures)
    for diagnostic in project.library.diagnostics:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    return STOPPED if failures or project.library.broken else 0
