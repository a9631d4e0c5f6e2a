"""`speclint server`: its arguments. The server is a shell of its own, which `__main__` hands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `speclint server`."""
    add = parser.add_argument
    add("--tcp", metavar="PORT", type=int, help="Listen on this local port instead of standard input")
    add("--stdio", action="store_true", help="Use standard input and output (the default)")
    add("-v", "--verbose", action="store_true", help="Log all messages to standard error")
