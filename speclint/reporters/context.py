"""What a renderer gets besides the report: what else a run knows, and how to write it.

Owns: the value.
Never: decides what a format does with it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.reporters.style import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.source import SourceFile


class Context(NamedTuple):
    """All by the paths that the report has.

    `sources`: the texts of files with diagnostics. `checked`: the files that were linted. `failures`: what kept the program
    from its work, each with its place ("" for the call itself). `limits`: the least severity that fails a file, "error"
    where nothing is said. `pages`: the Markdown pages of rules, by id. `style`: whether to colour.
    """

    sources: Mapping[str, SourceFile] = MappingProxyType({})
    checked: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    limits: Mapping[str, str] = MappingProxyType({})
    pages: Mapping[str, str] = MappingProxyType({})
    style: Style = PLAIN


NOTHING = Context()
