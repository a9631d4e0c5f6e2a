"""`speclint rules check`: rule files as the documents that are linted.

Owns: which files are meant, and which diagnostics are theirs.
Never: judges a rule file; `speclint.rulesets` does.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from speclint.cli.output import STOPPED
from speclint.report import Skipped, build
from speclint.reporters import render
from speclint.reporters.text import summary_line
from speclint.source import SourceFile
from speclint.workspace.discovery import STDIN
from speclint.workspace.library import RuleText, all_rule_files, load_with, read_rule_files
from speclint.workspace.projects import Projects
from speclint.workspace.store import Facts, Store

if TYPE_CHECKING:
    from argparse import Namespace

    from speclint.cli.output import Output
    from speclint.workspace.files import Failure

_MARK = re.compile(r"^(?:speclint|\"speclint\"|'speclint')[ \t]*:", re.MULTILINE)


def check_rules(arguments: Namespace, cwd: str, output: Output) -> int:
    """Validate rule files together with those that they may extend; print; the exit code."""
    given: list[RuleText] = []
    failures: list[Failure] = []
    for path in arguments.paths:
        read_rule_files(os.path.normpath(os.path.join(cwd, path)), cwd, given, failures)
    skipped: list[Skipped] = []
    if arguments.skip_others:
        skipped = [
            Skipped(path, "has no top-level key `speclint`") for path, text, _ in given if not _MARK.search(text)
        ]
        given = [file for file in given if _MARK.search(file[1])]
    project = Projects(cwd, store := Store(None), Facts(store), arguments.config).of(os.path.join(cwd, STDIN))
    failures += project.failures
    others = all_rule_files(project.config, project.config_folder, cwd, failures)
    diagnostics = []
    sources: dict[str, SourceFile] = {}
    if given:
        library = load_with(given, others)
        paths = {path for path, _, _ in given}
        for entry in library.types:
            if paths.intersection(entry.sources):
                paths.update(entry.sources)
        diagnostics = [diagnostic for diagnostic in library.diagnostics if diagnostic.path in paths]
        for path in {diagnostic.path for diagnostic in diagnostics}:
            sources[path] = SourceFile(path, library.texts.get(path, ""))
    report = build(diagnostics, skipped, len(given))
    output.fail(failures)
    text = render(arguments.output_format, report, sources, output.style)
    if arguments.output_format == "json":
        output.write_json(text)
    else:
        output.write(text)
    sys.stdout.flush()
    if output.verbose:
        for path, reason in skipped:
            output.note(f"{path}: skipped: {reason}")
    output.note(summary_line(report))
    return STOPPED if failures else int(report.reaches("error"))
