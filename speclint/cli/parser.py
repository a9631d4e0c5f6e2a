"""The parsers of the command line.

Owns: how a line is read, and the form of help and of errors.
Never: has an argument or a list of commands: each command's module adds its own, `commands` is the table.
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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_WIDTH = 80


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
