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
            # Hooks and shells hand over the names of files, which a stranger chose.
            if argument.startswith("-") and len(argument) > 1 and os.path.lexists(argument):
                command.error(f"`{argument}` is the name of a file here: write `./{argument}` if you mean the file")
        # Options may stand between the arguments. Parsers with parsers of their own cannot be read so.
        # What stands behind `--` is a path, whatever it looks like; older versions of argparse still find options there.
        paths = [f"./{each}" if each.startswith("-") and len(each) > 1 else each for each in argv[len(options) + 2 :]]
        return (command.parse_args if COMMANDS[argv[0]].actions else command.parse_intermixed_args)([*options, *paths])
    parser = _Parser(
        prog="speclint",
        description="The linter for specifications.",
        epilog="Exit codes: 0 clean, 1 findings, 2 usage, configuration, rule set or file that cannot be used.",
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
    """The layout of help. Left to itself, argparse asks `shutil` for the width, which costs two milliseconds."""
    try:
        width = os.get_terminal_size().columns
    except (OSError, ValueError):
        width = _WIDTH
    return argparse.HelpFormatter(prog, width=width - 2)


def add_check(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint check`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - for standard input (default: .)")
    _add_output(parser)
    add = parser.add_argument
    add("--type", metavar="TYPE", help="take all files for this type")
    add("--select", metavar="RULES", action="append", help="run only these rules (comma-separated ids)")
    add("--ignore", metavar="RULES", action="append", help="do not run these rules")
    add("--fix", action="store_true", help="mend what a program can mend safely, and report what is left")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff, also what an author should look at after")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing; 1 if anything")
    add("--fail-on", choices=("error", "warning", "info", "never"), help="least severity for exit code 1")
    add("--exit-zero", action="store_true", help="exit with 0 even with findings")
    add("--since", metavar="REF", help="only documents that changed since this commit, or since the branch left it")
    add(
        "--changed-sections",
        action="store_true",
        help="with --since, only findings in sections that the change touched",
    )
    add("--no-baseline", action="store_true", help="findings that the baseline knows, too")
    add(
        "--statistics",
        action="store_true",
        help="say what was checked, what was not and why, and which rules never fired",
    )
    add("--require-specs", action="store_true", help="exit with 2 if no specification was checked")
    add("--project", action="store_true", help="only the rules between documents, for the whole project")
    add("--staged", action="store_true", help="with --project, the files as the next commit will have them")
    add("--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C")
    add("--require-type", action="store_true", help="a Markdown file without a type is a finding")
    add("--stdin-filename", metavar="PATH", help="the name by which standard input goes")
    _add_project(parser)


def add_new(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint new`."""
    add = parser.add_argument
    add("type", metavar="TYPE", help="a type of specification; `speclint types` lists them")
    add("name", nargs="?", metavar="ID-SLUG", help="name of the file, such as cmp-001-export-service")
    add("--next", metavar="SLUG", help="take the next free number, and this for the rest of the name")
    add("--next-id", action="store_true", help="only print the next free id")
    add("--title", metavar="TEXT", help="the title; made of the slug unless given")
    add("--set", metavar="FIELD=VALUE", action="append", help="the value of a metadata field (may be repeated)")
    add("--stdout", action="store_true", help="print the document and write no file")
    _add_notes(parser)
    _add_project(parser)


def add_completeness(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint completeness`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - for standard input (default: .)")
    add = parser.add_argument
    add("--output-format", choices=("text", "json"), default="text", help="how to show scores (default: text)")
    add("--fail-under", metavar="PERCENT", type=percent, help="exit with 1 if a specification scores less")
    add("--type", metavar="TYPE", help="take all files for this type")
    add("--stdin-filename", metavar="PATH", help="the name by which standard input goes")
    add("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    _add_notes(parser)
    _add_project(parser)


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint baseline`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the whole project)")
    parser.add_argument("--prune", action="store_true", help="only take out what is mended; add nothing")
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
    add("--output-format", choices=formats, default="text", help="how to show it (default: text)")
    add("--impact", metavar="ID", help="only what depends on this specification (an id or a path)")
    _add_notes(parser)
    _add_project(parser)


def add_report(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint report`."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: the whole project)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="report.html", help="the page; - for standard output (report.html)"
    )
    _add_notes(parser)
    _add_project(parser)


def add_types(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint types`."""
    _add_project(parser)


def add_explain(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint explain`."""
    parser.add_argument("name", metavar="RULE|TYPE")
    parser.add_argument("--origins", action="store_true", help="where each value of the type's rule set was written")
    _add_project(parser)


def add_config(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint config`."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH")
    _add_project(parser)


def add_schema(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint schema`."""
    parser.add_argument("--configuration", action="store_true", help="the schema of .speclint.yaml instead")


def add_rules_check(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint rules check`."""
    parser.add_argument("paths", nargs="+", metavar="FILE", help="rule files, and folders of them")
    parser.add_argument(
        "--skip-others", action="store_true", help="pass by YAML files without a top-level key `speclint`"
    )
    _add_output(parser)
    _add_project(parser)


def add_rules_new(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint rules new`."""
    add = parser.add_argument
    add("type", metavar="NEW-TYPE", help="name of the type, in lower case with hyphens")
    add("--folder", metavar="FOLDER", default="rules", help="where rule sets are kept (default: rules)")
    add("--title", metavar="TEXT", help="name of the type as a reader sees it")
    add("--prefix", metavar="PREFIX", help="beginning of file names (default: made of the type)")
    add("--dry-run", action="store_true", help="only show what would be written")
    _add_notes(parser)


def add_rules_test(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint rules test`."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="rule files, and folders of them")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    _add_notes(parser)
    _add_project(parser)


def add_completion(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint completion`."""
    parser.add_argument("shell", choices=SHELLS, help='for bash: eval "$(speclint completion bash)" in ~/.bashrc')


def add_init(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint init`."""
    from speclint.authoring.editors import EDITORS  # a hook sets up none

    add = parser.add_argument
    add("--scripts", action="store_true", help="scripts/generate-spec.sh and its like, as calls of this program")
    add("--ci", choices=("github", "gitlab"), action="append", help="a workflow for this CI system (may be repeated)")
    add(
        "--editor",
        choices=tuple(EDITORS),
        action="append",
        help="findings in this editor, and completion of rule sets and settings (may be repeated)",
    )
    add("--print", action="store_true", help="with --editor, only print its files")
    add("--no-hook", action="store_true", help="leave .pre-commit-config.yaml alone")
    add("--hook-repo", metavar="URL", help="take the hook from this repository, instead of what is installed")
    add("--hook-rev", metavar="REV", help="revision of that repository (default: this version's tag)")
    add("--dry-run", action="store_true", help="only show what would be written")
    _add_notes(parser)


def add_server(parser: argparse.ArgumentParser) -> None:
    """The arguments of `speclint server`."""
    add = parser.add_argument
    add("--tcp", metavar="PORT", type=int, help="listen on this port of this machine, instead of standard input")
    add("--stdio", action="store_true", help="talk over standard input and output, as is the default")
    add("-v", "--verbose", action="store_true", help="log all messages to standard error")


def _add_output(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--output-format", choices=tuple(FORMATS), default="text", help="how to show findings (default: text)")
    add(
        "--output-file",
        metavar="FORMAT=PATH",
        action="append",
        help="write findings to a file as well, in another format (may be repeated)",
    )
    add("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    _add_notes(parser)


def _add_notes(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("-q", "--quiet", action="store_true", help="answers and errors only")
    add("-v", "--verbose", action="store_true", help="say what was skipped and why; traces of internal errors")


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="use this configuration, whatever is nearer to the files")
    parser.add_argument(
        "--allow-path",
        metavar="FOLDER",
        action="append",
        help="let the configuration and links lead to this folder outside of the project (may be repeated)",
    )
    parser.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
