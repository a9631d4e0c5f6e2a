"""`speclint rules check`, `rules test` and `rules new`: work with rule files.

Owns: which files are meant, and which diagnostics and examples are theirs.
Never: judges a rule file or an example; `speclint.language` and `speclint.ruleset.examples` do.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.report import Skipped, build
from speclint.base.source import SourceFile
from speclint.cli.arguments import add_notes, add_output, add_project
from speclint.cli.output import STOPPED
from speclint.cli.results import show, wishes, write_files
from speclint.cli.rule_coverage import untested
from speclint.config import Settings
from speclint.reporters import Context
from speclint.reporters.style import one_line
from speclint.reporters.text import summary_line, text_line
from speclint.workspace.files.bounds import allowed_paths
from speclint.workspace.files.discovery import STDIN
from speclint.workspace.files.paths import Failure, shown
from speclint.workspace.library import RuleText, all_rule_files, is_rule_file, load_with, read_rule_files
from speclint.workspace.projects import Projects
from speclint.workspace.rule_examples import ExampleResult, example_folders, example_paths, run_example
from speclint.workspace.store import Memory, Store, cache_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from speclint.cli.output import Output
    from speclint.cli.rule_coverage import Untested
    from speclint.ruleset import RuleSet
    from speclint.workspace.library import Library


def add_check_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint rules check`."""
    parser.add_argument("paths", nargs="+", metavar="FILE", help="Rule files, and folders of them")
    parser.add_argument("--skip-others", action="store_true", help="Skip YAML files without a top-level key `speclint`")
    add_output(parser)
    add_project(parser)


def check_rules(arguments: Namespace, cwd: str, output: Output) -> int:
    """Validate rule files together with those that they may extend; print; the exit code."""
    given: list[RuleText] = []
    failures: list[Failure] = []
    for path in arguments.paths:
        read_rule_files(os.path.normpath(os.path.join(cwd, path)), cwd, given, failures)
    skipped: list[Skipped] = []
    if arguments.skip_others:
        skipped = [
            Skipped(path, "has no top-level key `speclint`") for path, text, _ in given if not is_rule_file(text)
        ]
        given = [file for file in given if is_rule_file(file[1])]
    store = Store(None if arguments.no_cache else cache_folder(os.environ))
    allowed = allowed_paths(arguments.allow_path, os.environ, cwd)
    project = Projects(cwd, store, Memory(store), arguments.config, allowed).of(os.path.join(cwd, STDIN))
    failures += project.failures
    others = all_rule_files(project.config, project.config_folder, cwd, failures, allowed)
    diagnostics = []
    sources: dict[str, SourceFile] = {}
    if given:
        library = load_with(given, others, store)
        paths = {path for path, _, _ in given}
        for entry in library.types:
            if paths.intersection(entry.sources):
                paths.update(entry.sources)
        said = (*library.diagnostics, *library.advice)
        diagnostics = [diagnostic for diagnostic in said if diagnostic.path in paths]
        for path in {diagnostic.path for diagnostic in diagnostics}:
            sources[path] = SourceFile(path, library.texts.get(path, ""))
    output.tell_hindrances(store)
    report = build(diagnostics, skipped, len(given))
    checked = [path for path, _, _ in given]
    wanted, fault = wishes(arguments.output_file, cwd, [os.path.join(cwd, path) for path in checked], ())
    if fault:
        return output.stop(fault)
    output.fail(failures)
    failed = tuple((place, message) for place, message, _ in failures)
    context = Context(sources, tuple(checked), failed)
    show(report, (), context, arguments, cwd, output)
    if write_files(wanted, report, (), context, cwd, project.root, output):
        return STOPPED
    if output.verbose:
        for path, reason in skipped:
            output.note(f"{path}: skipped: {reason}")
    output.note(summary_line(report))
    return STOPPED if failures else int(report.reaches("error"))


def add_test_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint rules test`."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="Rule files, and folders of them")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="Use colours (default: auto)"
    )
    parser.add_argument(
        "--require-coverage", action="store_true", help="Fail if the examples leave a part of a rule set untested"
    )
    add_notes(parser)
    add_project(parser)


def test_rules(arguments: Namespace, cwd: str, output: Output) -> int:
    """Run the examples next to rule files; the exit code: 1 if one gives findings other than it states.

    What no example shows of a rule file is named, and counts with `--require-coverage`.
    """
    from speclint.engine.coverage import Coverage  # help and completion need the arguments alone
    from speclint.workspace.judging import Judge

    failures: list[Failure] = []
    store = Store(None if arguments.no_cache else cache_folder(os.environ))
    allowed = allowed_paths(arguments.allow_path, os.environ, cwd)
    project = Projects(cwd, store, Memory(store), arguments.config, allowed).of(os.path.join(cwd, STDIN))
    failures += project.failures
    everything = all_rule_files(project.config, project.config_folder, cwd, failures, allowed)
    given: list[RuleText] = []
    for path in arguments.paths:
        read_rule_files(os.path.normpath(os.path.join(cwd, path)), cwd, given, failures)
    known = {path for path, _, _ in everything}
    wanted = {path for path, _, _ in given} if arguments.paths else known
    # A project's rule set may have the type of a bundled one, whose examples are still those of the bundled one.
    bundled = load_with([], [file for file in everything if file[2]], store)
    own = load_with([file for file in given if file[0] not in known], everything, store)
    judge = Judge(Memory(Store(None)), Settings(), None, require_type=False)
    broken = [diagnostic for diagnostic in own.diagnostics if diagnostic.severity == "error"]
    for diagnostic in broken:
        output.write_errors(text_line(diagnostic, output.error_style) + "\n")
    bundled_files = {path for path, _, is_bundled in everything if is_bundled}
    results: list[ExampleResult] = []
    silent: list[str] = []
    gaps: list[tuple[str, Untested]] = []
    for library, files in ((bundled, wanted & bundled_files), (own, wanted - bundled_files)):
        for file, ruleset in _rule_sets(library, files, cwd):
            paths = example_paths(os.path.join(cwd, file), ruleset.type)
            if not paths:
                silent.append(file)
            coverage = Coverage(ruleset)
            ran = [run_example(path, cwd, ruleset, judge, failures, coverage) for path in paths]
            results += filter(None, ran)
            # Nobody can add examples to the bundled rule sets but those who name them.
            if any(ran) and library.origin is not None and (arguments.paths or library is own):
                gaps.append((file, untested(file, ruleset.type, coverage, library.origin)))
    types = {entry.type for entry in (*bundled.types, *own.types)}
    failures += [
        Failure(shown(folder, cwd), "is not the name of a type: its documents test nothing")
        for folder in sorted({each for file in wanted for each in example_folders(os.path.join(cwd, file))})
        if os.path.basename(folder) not in types and not broken
    ]
    output.tell_hindrances(store)
    output.fail(failures)
    for result in results:
        for finding, is_given in result.mismatches:
            said = "unexpected" if is_given else "missing"
            place = output.style.paint(f"{one_line(result.path)}:{finding.line}:{finding.column}:", "1")
            text = str(finding).split(": ", 1)[1]
            output.write(f"{place} {output.style.severity(said, 'error')}: {one_line(text)}\n")
    if arguments.require_coverage:
        for file, gap in gaps:
            for at, words in gap.lines:
                place = output.style.paint(f"{one_line(file)}:{at}:", "1")
                output.write(f"{place} {output.style.severity('untested', 'error')}: {one_line(words)}\n")
    output.flush()
    for file in silent:
        output.note(f"{file}: no examples (examples/TYPE/*.md next to it)")
    if not arguments.require_coverage:
        for file, gap in gaps:
            for words in (
                [f":{at}: {words}" for at, words in gap.lines]
                if output.verbose
                else [f": {words}" for words in gap.summary]
            ):
                output.note(f"{file}{words}")
    wrong = sum(1 for result in results if result.mismatches)
    verdict = f"{wrong} failed" if wrong else "all passed"
    if not results or failures:
        verdict = "those that could run passed" if results and not wrong else "none could run" if not wrong else verdict
    count = sum(len(gap.lines) for _, gap in gaps) if arguments.require_coverage else 0
    left = f"; {count} untested" if count else ""
    output.note(f"{len(results)} example{'' if len(results) == 1 else 's'} run; {verdict}{left}")
    fails = wrong or count or (arguments.require_coverage and silent)
    return STOPPED if failures or broken else int(bool(fails))


def _rule_sets(library: Library, files: set[str], cwd: str) -> Iterator[tuple[str, RuleSet]]:
    """The rule sets that some rule files define, each with its file."""
    for entry in library.types:
        file = entry.sources[-1]
        ruleset = library.ruleset(entry.type) if file in files and os.path.isfile(os.path.join(cwd, file)) else None
        if ruleset is not None:
            yield file, ruleset
