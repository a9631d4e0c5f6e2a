"""From arguments to an exit code.

Owns: choosing the command, and the ends that are not errors of the program: a closed pipe, a full disk, Ctrl-C, no memory.
Never: shows a traceback for a user's mistake.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from speclint.base.escapes import one_line, visible
from speclint.cli.commands import COMMANDS
from speclint.cli.output import STOPPED, Output, say
from speclint.cli.parser import parse
from speclint.cli.streams import OutputError, drop, fill, settle
from speclint.workspace.files.paths import lacks_memory, words

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

    The language server is a shell of its own, which is passed in.
    """
    fill()
    try:
        code = _run(argv, serve)
        try:
            sys.stdout.flush()
        except OSError as error:
            raise OutputError(error) from None
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _PIPE_CLOSED
    except OutputError as error:
        drop(sys.stdout)
        return _PIPE_CLOSED if error.is_closed_pipe else _stop(f"cannot write the output: {error}")
    except RecursionError:
        return _stop("a file is nested too deeply")
    except OSError as error:
        # Whatever the system refuses is not a mistake of this program.
        return _stop(f"{visible(str(error.filename))}: {words(error)}" if error.filename else words(error))
    except Exception as error:
        if lacks_memory(error):
            return _stop("not enough memory")
        if "--verbose" in argv or "-v" in argv:
            raise
        return _stop(f"internal error ({type(error).__name__}: {error}). Run `speclint check --verbose` for details")
    finally:
        # Python flushes once more at exit; a stream that refuses what it still holds would change the code.
        for stream in (sys.stdout, sys.stderr):
            settle(stream)
    return code


def _stop(message: str) -> int:
    say(f"speclint: {one_line(message)}\n")
    return STOPPED


def _run(argv: Sequence[str], serve: Serve | None) -> int:
    if argv[:1] == ["__complete"] and len(argv) > 1:
        from speclint.cli.completing import complete  # what the scripts of `speclint completion` call

        return complete(argv[1:])
    try:
        arguments = parse(argv)
    except SystemExit as end:  # help, version, or a usage error that argparse has reported
        return end.code if isinstance(end.code, int) else 2
    output = Output(arguments, os.environ)
    try:
        cwd = os.getcwd()
    except OSError:
        return output.stop("the working directory no longer exists")
    command = COMMANDS[arguments.command]
    if command.actions:
        command = command.actions[arguments.action]
    if command.run:
        return command.runner()(arguments, cwd, output)
    return serve(arguments, output.stop) if serve is not None else output.stop("the language server is not available")
