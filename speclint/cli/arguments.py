"""The arguments that several commands have.

Owns: their names, defaults and help. Those of one command are in its module, in `add_arguments`.
Never: acts on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.reporters import FORMATS

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_output(parser: ArgumentParser) -> None:
    """How findings are written, and what is printed beside them."""
    add = parser.add_argument
    add("--output-format", choices=tuple(FORMATS), default="text", help="Output format (default: text)")
    add(
        "--output-file",
        metavar="FORMAT=PATH",
        action="append",
        help="Also write the findings to a file in this format (may be repeated)",
    )
    add("--color", choices=("auto", "always", "never"), default="auto", help="Use colours (default: auto)")
    add_notes(parser)


def add_notes(parser: ArgumentParser) -> None:
    """What is printed beside the results."""
    add = parser.add_argument
    add("-q", "--quiet", action="store_true", help="Print only results and errors")
    add("-v", "--verbose", action="store_true", help="Print what was skipped and why, and traces of internal errors")


def add_project(parser: ArgumentParser) -> None:
    """The project: its configuration, its boundaries and its cache."""
    parser.add_argument("--config", metavar="FILE", help="Use this configuration instead of the nearest one")
    parser.add_argument(
        "--allow-path",
        metavar="FOLDER",
        action="append",
        help="Allow the configuration and links to lead to this folder outside the project (may be repeated)",
    )
    parser.add_argument("--no-cache", action="store_true", help="Do not use the cache")
