"""The table of formats: each row renders by the one signature, and is read back by a reader of its own."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import speclint.reporters
from speclint.base.report import build
from speclint.reporters import FORMATS, Context, Format, render

from .made import everything
from .readers import READERS, Seen, read

if TYPE_CHECKING:
    from collections.abc import Collection

EACH = pytest.mark.parametrize("format", FORMATS)
WITH_HELP = ("sarif", "rdjson", "github", "azure")
"""Formats that put the help below the message."""


ROOM = Path(speclint.reporters.__file__).parent
SIGNATURE = "def render(report: Report, context: Context) -> str"


def without_code(format: str, row: Format, modules: Collection[str]) -> str:
    """What a row of FORMATS lacks, with what to add; "" for nothing. `modules`: those that have `render`."""
    if row.module in modules:
        return ""
    return (
        f"the format {format} has no code: add speclint/reporters/{row.module}.py with `{SIGNATURE}`, "
        "or correct the row in FORMATS of speclint/reporters/__init__.py"
    )


def writers() -> set[str]:
    """The modules of the room that have `render`, by name."""
    found = set()
    for path in ROOM.glob("*.py"):
        body = ast.parse(path.read_text("utf-8")).body
        if path.stem != "__init__" and any(
            isinstance(each, ast.FunctionDef) and each.name == "render" for each in body
        ):
            found.add(path.stem)
    return found


@EACH
def test_a_format_has_the_one_signature(format: str) -> None:
    assert not (lack := without_code(format, FORMATS[format], writers())), lack
    assert str(inspect.signature(FORMATS[format].renderer(), eval_str=False)) == (
        "(report: 'Report', context: 'Context') -> 'str'"
    ), f"speclint/reporters/{FORMATS[format].module}.py needs `{SIGNATURE}`"


@pytest.mark.parametrize("module", ["gone", "style"])
def test_a_row_without_its_module_says_what_to_add(module: str) -> None:
    assert f"add speclint/reporters/{module}.py with `def render(" in without_code(
        "xml", Format(module, "x"), writers()
    )


def test_every_module_that_renders_has_a_row() -> None:
    left_out = writers() - {row.module for row in FORMATS.values()}
    assert not left_out, (
        f"modules of speclint/reporters with `render` that no row of FORMATS names: {sorted(left_out)}: "
        "add a row in speclint/reporters/__init__.py, and a reader in tests/reporters/readers.py"
    )


@EACH
def test_a_reader_finds_in_a_report_what_was_found(format: str) -> None:
    report, context = everything()
    expected = {
        Seen(
            found.path,
            found.range.start.line,
            found.severity,
            found.rule,
            f"{found.message}\n{found.help}" if found.help and format in WITH_HELP else found.message,
        )
        for found in report.diagnostics
    }
    seen = read(format, render(format, report, context))
    assert set(seen) == expected
    assert len(seen) == len(report.diagnostics)


@EACH
def test_a_reader_finds_nothing_where_nothing_was_found(format: str) -> None:
    assert read(format, render(format, build([]), Context(checked=("a.md",)))) == []


def test_every_reader_reads_a_format() -> None:
    assert set(READERS) <= set(FORMATS), "a reader in tests/reporters/readers.py reads a format that is gone"


@pytest.mark.parametrize("format", ["", "Markdown", "xml", "json_lines"])
def test_an_unknown_format_is_an_error(format: str) -> None:
    with pytest.raises(ValueError, match="unknown output format"):
        render(format, build([]))
