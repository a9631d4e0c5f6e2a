"""The table of formats: each row renders by the one signature, and is read back by a reader of its own."""

from __future__ import annotations

import inspect

import pytest

from speclint.base.report import build
from speclint.reporters import FORMATS, Context, render

from .made import everything
from .readers import READERS, Seen, read

EACH = pytest.mark.parametrize("format", FORMATS)
WITH_HELP = ("sarif", "rdjson", "github", "azure")
"""Formats that put the help below the message."""


@EACH
def test_a_format_has_the_one_signature(format: str) -> None:
    assert str(inspect.signature(FORMATS[format].renderer(), eval_str=False)) == (
        "(report: 'Report', context: 'Context') -> 'str'"
    ), f"speclint/reporters/{FORMATS[format].module}.py needs `def render(report: Report, context: Context) -> str`"


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
