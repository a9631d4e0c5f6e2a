"""`speclint check`.

Owns: what the options mean for a run, and the exit code.
Never: decides what a finding is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES
from speclint.checks.rules import RULE_IDS
from speclint.cli.arguments import add_output, add_project
from speclint.cli.output import STOPPED
from speclint.cli.results import show, tell, wishes, write_files
from speclint.cli.streams import read_stdin
from speclint.config import Settings
from speclint.reporters import Context
from speclint.reporters.text import summary_line
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from speclint.cli.output import Output
    from speclint.workspace.collecting import Outcome
    from speclint.workspace.projects import Project

_SKIPPED_SHOWN = 5


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint check`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders; - for standard input (default: .)")
    add_output(parser)
    add = parser.add_argument
    add("--type", metavar="TYPE", help="Treat every file as this type")
    add("--select", metavar="RULES", action="append", help="Run only these rules (comma-separated ids)")
    add("--ignore", metavar="RULES", action="append", help="Skip these rules")
    add("--fix", action="store_true", help="Apply safe fixes, and report the remaining findings")
    add("--unsafe-fixes", action="store_true", help="With --fix or --diff: include fixes that need a review")
    add("--diff", action="store_true", help="Show what --fix would change, without writing; exit with 1 if anything")
    add("--fail-on", choices=("error", "warning", "info", "never"), help="Lowest severity that gives exit code 1")
    add("--exit-zero", action="store_true", help="Exit with 0 even if there are findings")
    add("--since", metavar="REF", help="Check only files that changed since this commit or branch point")
    add(
        "--changed-sections",
        action="store_true",
        help="With --since: report only findings in changed sections",
    )
    add("--no-baseline", action="store_true", help="Report findings in the baseline too")
    add(
        "--statistics",
        action="store_true",
        help="Print what was checked, what was skipped, and which rules found nothing or had nothing to judge",
    )
    add("--require-specs", action="store_true", help="Exit with 2 if no specification was checked")
    add("--project", action="store_true", help="Run only the rules between documents, on the whole project")
    add("--staged", action="store_true", help="With --project: check the staged files")
    add("--watch", action="store_true", help="Check again when a file changes, until Ctrl-C")
    add("--require-type", action="store_true", help="Report Markdown files without a type")
    add("--stdin-filename", metavar="PATH", help="File name to use for standard input")
    add_project(parser)


def check(arguments: Namespace, cwd: str, output: Output) -> int:
    """Lint, print, and give the exit code."""
    if arguments.watch:
        from speclint.cli.watch import watch  # a hook never does

        return watch(arguments, cwd, output, lambda opened: _check(arguments, cwd, output, opened))
    return _check(arguments, cwd, output)


def _check(arguments: Namespace, cwd: str, output: Output, opened: list[Project] | None = None) -> int:
    """Lint once. The projects that were looked at are added to `opened`."""
    unknown = _unknown_rules([*(arguments.select or ()), *(arguments.ignore or ())])
    if unknown:
        return output.stop(unknown)
    paths = arguments.paths or [STDIN if arguments.stdin_filename else "."]
    if arguments.stdin_filename and STDIN not in paths:
        return output.stop("--stdin-filename needs standard input. Add - to the paths")
    if arguments.changed_sections and not arguments.since:
        return output.stop("--changed-sections needs --since")
    if arguments.staged and not arguments.project:
        return output.stop("--staged needs --project")
    if arguments.project and (arguments.paths or arguments.since or arguments.stdin_filename):
        return output.stop("--project checks the whole project: remove the paths and --since")
    if arguments.project and (arguments.fix or arguments.diff):
        return output.stop(
            "--project cannot be combined with --fix or --diff: findings between documents have no fixes"
        )
    if arguments.unsafe_fixes and not (arguments.fix or arguments.diff):
        return output.stop("--unsafe-fixes needs --fix or --diff")
    if arguments.diff and arguments.output_file:
        return output.stop("--diff cannot be combined with --output-file: it reports no findings")
    targets, failures = ([], []) if arguments.project else discover(paths, cwd)
    places = [(target.path, target.named) for target in targets if target.path != STDIN]
    wanted, fault = wishes(
        arguments.output_file,
        cwd,
        [path for path, named in places if named],
        [path for path, named in places if not named],
    )
    if fault:
        return output.stop(fault)
    output.fail(failures)
    if not targets and not failures and not arguments.project:
        output.note(f"speclint: warning: no Markdown files found in {', '.join(paths)}")
    options = Options(
        Settings(_rules(arguments.select), _rules(arguments.ignore)),
        arguments.type,
        arguments.require_type,
        arguments.config,
        only_across=arguments.project,
        staged=arguments.staged,
        since=arguments.since,
        changed_sections=arguments.changed_sections,
        ignore_baseline=arguments.no_baseline,
        coverage=arguments.statistics,
        use_cache=not arguments.no_cache,
        allowed=tuple(arguments.allow_path or ()),
    )
    stdin = (arguments.stdin_filename or "", read_stdin(MAX_BYTES + 1)) if STDIN in paths else None
    workspace = Workspace(cwd, os.environ, options)
    if arguments.fix or arguments.diff:
        from speclint.cli.fix import print_stdin, show_diff, write_fixes  # loads what reads and compares documents

        if arguments.diff:
            code = show_diff(workspace, targets, stdin, output, unsafe=arguments.unsafe_fixes)
            output.tell_hindrances(workspace.store)
            return STOPPED if failures else code
        targets, stdin, more = write_fixes(workspace, targets, stdin, output, unsafe=arguments.unsafe_fixes)
        output.fail(more)
        failures += more
        workspace = Workspace(cwd, os.environ, options)
    outcome = workspace.check(targets, stdin)
    if opened is not None:
        opened += [workspace.project(), *workspace.projects.all()]
    output.tell_hindrances(workspace.store)
    stopped = tell(outcome, output)
    failed = [(place, message) for place, message, _ in (*failures, *outcome.failures)]
    context = Context(outcome.sources, outcome.checked, tuple(failed), outcome.limits)
    if arguments.fail_on:
        context = context._replace(limits=dict.fromkeys(outcome.limits, arguments.fail_on))
    if arguments.fix and stdin is not None:
        # Standard output is the fixed text; a report there would become part of it.
        print_stdin(stdin, outcome, output)
    else:
        show(outcome.report, outcome.rule_diagnostics, context, arguments, cwd, output)
    _print_rest(outcome, arguments, output)
    if write_files(wanted, outcome.report, outcome.rule_diagnostics, context, cwd, workspace.project().root, output):
        return STOPPED
    if failures or stopped:
        return STOPPED
    if arguments.require_specs and not outcome.report.summary.files:
        return output.stop("no specification was checked")
    fails = outcome.report.reaches(arguments.fail_on) if arguments.fail_on else outcome.fails
    return int(fails and not arguments.exit_zero)


def _print_rest(outcome: Outcome, arguments: Namespace, output: Output) -> None:
    """What is printed next to the findings: skipped files, statistics, the totals."""
    skipped = outcome.report.skipped
    # If only a few files were named and none was linted, say why without --verbose.
    if output.verbose or (outcome.report.summary.files == 0 and len(skipped) <= _SKIPPED_SHOWN):
        for path, reason in skipped:
            output.note(f"{path}: skipped: {reason}")
    if arguments.statistics:
        from speclint.reporters.statistics import render_statistics  # seldom requested

        output.write_errors(render_statistics(outcome.report, outcome.tally))
    output.note(summary_line(outcome.report) + outcome.tally.in_words())


def _rules(given: list[str] | None) -> tuple[str, ...]:
    return tuple(rule.strip() for text in given or () for rule in text.split(",") if rule.strip())


def _unknown_rules(given: list[str]) -> str:
    """The error about ids that are not rules, or ""."""
    unknown = [rule for rule in _rules(given) if rule not in RULE_IDS]
    if not unknown:
        return ""
    from speclint.base.suggest import did_you_mean  # only for mistakes

    return " ".join(f"unknown rule `{rule}`. {did_you_mean(rule, RULE_IDS)}" for rule in unknown)
