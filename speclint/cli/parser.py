"""The arguments of all commands.

Owns: names, defaults and help of options.
Never: acts on them, or lists commands: `commands` is the table.
"""

from __future__ import annotations

import argparse
import os
from itertools import takewhile
from typing import TYPE_CHECKING

from speclint._version import __version__
from speclint.base.escapes import one_line
from speclint.base.loading import load
from speclint.cli.commands import COMMANDS
from speclint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_WIDTH = 80

SHELLS = ("bash", "zsh", "fish")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with the command in `command`. Exits as argparse does: for help, version and usage errors.

    Only the parser of the command that is called is built: building all of them costs a hook run two milliseconds.
    """
    if argv and argv[0] in COMMANDS:
        command = command_parser(argv[0])
        options = list(takewhile(lambda each: each != "--", argv[1:]))
        for argument in options:
            # Hooks and shells pass file names, which the author of an untrusted repository chose.
            if argument.startswith("-") and len(argument) > 1 and os.path.lexists(argument):
                command.error(f"`{argument}` is a file in this folder. Write `./{argument}` to check it")
        # Options may be between the arguments. Parsers with parsers of their own cannot be read so.
        # What is after `--` is a path, whatever it looks like; older versions of argparse still find options there.
        paths = [f"./{each}" if each.startswith("-") and len(each) > 1 else each for each in argv[len(options) + 2 :]]
        return (command.parse_args if COMMANDS[argv[0]].actions else command.parse_intermixed_args)([*options, *paths])
    parser = _Parser(
        prog="speclint",
        description="A linter for Markdown specifications.",
        epilog="Exit codes: 0 no findings, 1 findings, 2 error in usage, configuration, a rule set or a file.",
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    parser.add_argument("--version", action="version", version=f"speclint {__version__}")
    commands = parser.add_subparsers(prog="speclint", dest="command", metavar="COMMAND", required=True)
    for name, row in COMMANDS.items():
        commands.add_parser(name, help=row.help, formatter_class=_formatter)
    return parser.parse_args(argv)


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    command = COMMANDS[name]
    parser = _Parser(
        prog=f"speclint {name}", description=command.about(), allow_abbrev=False, formatter_class=_formatter
    )
    parser.set_defaults(command=name)
    if not command.actions:
        load(command.arguments)(parser)
        return parser
    actions = parser.add_subparsers(prog=f"speclint {name}", dest="action", metavar="ACTION", required=True)
    for word, action in command.actions.items():
        inner = actions.add_parser(
            word,
            help=action.help,
            description=action.description or None,
            allow_abbrev=False,
            formatter_class=_formatter,
        )
        load(action.arguments)(inner)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose errors show no hidden character of an argument: hooks pass names of files."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and exit."""
        super().error(one_line(message))


def _formatter(prog: str) -> argparse.HelpFormatter:
    """The layout of help. By default, argparse gets the width from `shutil`, which costs two milliseconds."""
    try:
        width = os.get_terminal_size().columns
    except (OSError, ValueError):
        width = _WIDTH
    return argparse.HelpFormatter(prog, width=width - 2)


def add_check(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint check`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders; - for standard input (default: .)")
    _add_output(parser)
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
    _add_project(parser)


def add_new(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint new`."""
    add = parser.add_argument
    add("type", metavar="TYPE", help="Type of specification; `speclint types` lists them")
    add("name", nargs="?", metavar="ID-SLUG", help="File name, such as cmp-001-export-service")
    add("--next", metavar="SLUG", help="Use the next free number and this slug as the name")
    add("--next-id", action="store_true", help="Print the next free id, and write nothing")
    add("--title", metavar="TEXT", help="Title (default: made from the slug)")
    add("--set", metavar="FIELD=VALUE", action="append", help="Set a metadata field (may be repeated)")
    add("--stdout", action="store_true", help="Print the document instead of writing a file")
    _add_notes(parser)
    _add_project(parser)


def add_completeness(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint completeness`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders; - for standard input (default: .)")
    add = parser.add_argument
    add("--output-format", choices=("text", "json"), default="text", help="Output format (default: text)")
    add("--fail-under", metavar="PERCENT", type=percent, help="Exit with 1 if a specification scores less")
    add("--type", metavar="TYPE", help="Treat every file as this type")
    add("--stdin-filename", metavar="PATH", help="File name to use for standard input")
    add("--color", choices=("auto", "always", "never"), default="auto", help="Use colours (default: auto)")
    _add_notes(parser)
    _add_project(parser)


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint baseline`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders (default: the whole project)")
    parser.add_argument("--prune", action="store_true", help="Remove entries that no longer occur; add nothing")
    _add_notes(parser)
    _add_project(parser)


def percent(text: str) -> float:
    """A number from 0 to 100."""
    number = float(text)
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return number


def add_graph(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint graph`."""
    add = parser.add_argument
    formats = ("text", "mermaid", "dot", "json")
    add("--output-format", choices=formats, default="text", help="Output format (default: text)")
    add("--impact", metavar="ID", help="Show only what depends on this specification (id or path)")
    _add_notes(parser)
    _add_project(parser)


def add_report(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint report`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Files and folders (default: the whole project)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="report.html",
        help="File to write; - for standard output (default: report.html)",
    )
    _add_notes(parser)
    _add_project(parser)


def add_types(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint types`."""
    _add_project(parser)


def add_explain(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint explain`."""
    parser.add_argument("name", metavar="RULE|TYPE")
    parser.add_argument("--origins", action="store_true", help="Show where each value of the rule set comes from")
    _add_project(parser)


def add_config(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint config`."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH")
    _add_project(parser)


def add_schema(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint schema`."""
    parser.add_argument("--configuration", action="store_true", help="Print the schema of .speclint.yaml instead")


def add_rules_check(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint rules check`."""
    parser.add_argument("paths", nargs="+", metavar="FILE", help="Rule files, and folders of them")
    parser.add_argument("--skip-others", action="store_true", help="Skip YAML files without a top-level key `speclint`")
    _add_output(parser)
    _add_project(parser)


def add_rules_new(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint rules new`."""
    add = parser.add_argument
    add("type", metavar="NEW-TYPE", help="Name of the type, in lower case with hyphens")
    add("--folder", metavar="FOLDER", default="rules", help="Folder of rule sets (default: rules)")
    add("--title", metavar="TEXT", help="Display name of the type")
    add("--prefix", metavar="PREFIX", help="Prefix of file names (default: made from the type)")
    add("--dry-run", action="store_true", help="Show what would be written, and write nothing")
    _add_notes(parser)


def add_rules_test(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint rules test`."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="Rule files, and folders of them")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="Use colours (default: auto)"
    )
    parser.add_argument(
        "--require-coverage", action="store_true", help="Fail if the examples leave a part of a rule set untested"
    )
    _add_notes(parser)
    _add_project(parser)


def add_completion(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint completion`."""
    parser.add_argument("shell", choices=SHELLS, help='For bash, add to ~/.bashrc: eval "$(speclint completion bash)"')


def add_init(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint init`."""
    from speclint.authoring.editors import EDITORS  # a hook sets up none

    add = parser.add_argument
    add("--scripts", action="store_true", help="Write scripts/generate-spec.sh and similar scripts that call speclint")
    add(
        "--ci",
        choices=("github", "gitlab"),
        action="append",
        help="Write a workflow for this CI system (may be repeated)",
    )
    add(
        "--editor",
        choices=tuple(EDITORS),
        action="append",
        help="Write settings for this editor (may be repeated)",
    )
    add("--print", action="store_true", help="With --editor: print the files, and write nothing")
    add("--no-hook", action="store_true", help="Do not change .pre-commit-config.yaml")
    add("--hook-repo", metavar="URL", help="Use the hook of this repository instead of the installed speclint")
    add("--hook-rev", metavar="REV", help="Revision of that repository (default: the tag of this version)")
    add("--dry-run", action="store_true", help="Show what would be written, and write nothing")
    _add_notes(parser)


def add_server(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint server`."""
    add = parser.add_argument
    add("--tcp", metavar="PORT", type=int, help="Listen on this local port instead of standard input")
    add("--stdio", action="store_true", help="Use standard input and output (the default)")
    add("-v", "--verbose", action="store_true", help="Log all messages to standard error")


def _add_output(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--output-format", choices=tuple(FORMATS), default="text", help="Output format (default: text)")
    add(
        "--output-file",
        metavar="FORMAT=PATH",
        action="append",
        help="Also write the findings to a file in this format (may be repeated)",
    )
    add("--color", choices=("auto", "always", "never"), default="auto", help="Use colours (default: auto)")
    _add_notes(parser)


def _add_notes(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("-q", "--quiet", action="store_true", help="Print only results and errors")
    add("-v", "--verbose", action="store_true", help="Print what was skipped and why, and traces of internal errors")


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="Use this configuration instead of the nearest one")
    parser.add_argument(
        "--allow-path",
        metavar="FOLDER",
        action="append",
        help="Allow the configuration and links to lead to this folder outside the project (may be repeated)",
    )
    parser.add_argument("--no-cache", action="store_true", help="Do not use the cache")
