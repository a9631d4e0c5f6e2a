"""From arguments to an exit code.

Owns: choosing the command, and the quiet ends: a closed pipe, Ctrl-C.
Never: shows a traceback for a user's mistake.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from speclint.cli.output import STOPPED, Output
from speclint.cli.parser import parse

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

# What shells report for a process that SIGINT or SIGPIPE ended.
_INTERRUPTED = 130
_PIPE_CLOSED = 141


Serve = Callable[["Namespace", Callable[[str], int]], int]
"""Runs the language server: with its arguments, and what says why it cannot; the exit code."""


def run(argv: Sequence[str], serve: Serve | None = None) -> int:
    """Run one command. Returns its exit code: 0 clean, 1 findings, 2 anything that kept it from doing its work.

    The language server is a shell of its own, which is handed in.
    """
    try:
        code = _run(argv, serve)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Python flushes once more at exit; there must be something that takes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:
        if "--verbose" in argv or "-v" in argv:
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        sys.stderr.write(f"speclint: internal error ({said}). `speclint check --verbose` tells more\n")
        return STOPPED
    return code


def _run(argv: Sequence[str], serve: Serve | None) -> int:
    if argv[:1] == ["__complete"] and len(argv) > 1:
        from speclint.cli.completing import complete  # what the scripts of `speclint completion` call

        return complete(argv[1:])
    try:
        arguments = parse(argv)
    except SystemExit as end:  # help, version, or a usage error that argparse has told
        return end.code if isinstance(end.code, int) else 2
    output = Output(arguments, os.environ)
    try:
        cwd = os.getcwd()
    except OSError:
        return output.stop("the working directory does not exist any more")
    command = arguments.command
    if command == "check":
        from speclint.cli.check import check  # each command loads what it needs

        return check(arguments, cwd, output)
    if command == "new":
        from speclint.cli.new import new

        return new(arguments, cwd, output)
    if command == "baseline":
        from speclint.cli.baseline import baseline

        return baseline(arguments, cwd, output)
    if command == "graph":
        from speclint.cli.graph import graph

        return graph(arguments, cwd, output)
    if command == "report":
        from speclint.cli.report import report

        return report(arguments, cwd, output)
    if command == "completeness":
        from speclint.cli.completeness import completeness

        return completeness(arguments, cwd, output)
    if command == "rules":
        if arguments.action == "new":
            from speclint.cli.init import new_rules

            return new_rules(arguments, cwd, output)
        from speclint.cli.rules import check_rules, test_rules

        return {"check": check_rules, "test": test_rules}[arguments.action](arguments, cwd, output)
    if command == "init":
        from speclint.cli.init import init

        return init(arguments, cwd, output)
    if command == "server":
        return serve(arguments, output.stop) if serve is not None else output.stop("there is no server here")
    if command == "config":
        from speclint.cli.show_config import show_config

        return show_config(arguments, cwd, output)
    from speclint.cli.catalogue import explain, list_types, print_completion, print_schema

    answers = {"types": list_types, "explain": explain, "schema": print_schema, "completion": print_completion}
    return answers[command](arguments, cwd, output)
