"""Every text of a document or a path passes through each format, never becomes part of it, and hides nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.base.escapes import one_line, visible
from speclint.base.report import build
from speclint.reporters import FORMATS, Context, render

from .made import one
from .readers import lines, read

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic

PIECES = st.sampled_from((
    "]]>", "<!--", "&amp;", "&#10;", '"', "'", "<b>", "%0A", "%25", "::error::", "::", "##vso[a]", "##[", "%AZP25", "%3B",
    "]", ";", ",", "\n", "\r", "\r\n", "\t", "\x00", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff", "\ufffe", "👩\u200d🚀", "|",
    "\\", "`", "```", "[a](1)", "*b*", "{0}", "</failure>", "ü", "日本", "🔥", "# ", "\n::warning file=x::y",
    "\n##vso[task.complete result=Failed]",
))  # fmt: skip
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).map("".join)
# A file name holds no NUL.
PATHS = TEXTS.map(lambda text: "d/" + text.replace("\0", ""))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""What no output may hold as it is."""


def found(path: str, message: str, help: str) -> Diagnostic:
    return one(path=path, message=message, help=help, section=(message,))


WITH_HELP = ("sarif", "rdjson", "github", "azure")
"""Formats that put the help below the message."""


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"text", "full", "grouped", "markdown"}))
@given(path=PATHS, message=TEXTS, help=TEXTS)
@settings(max_examples=60, deadline=None)
def test_text_comes_through(format: str, path: str, message: str, help: str) -> None:
    text = render(format, build([found(path, message, help)]))
    if format in ("github", "azure"):  # lines of a log, which people read
        path, message, help = visible(path), one_line(message), one_line(help)
    expected = (path, "\n".join(filter(None, (message, help))) if format in WITH_HELP else message)
    if format in ("junit", "checkstyle"):
        expected = (held_by_xml(expected[0]), held_by_xml(expected[1]))
    (seen,) = read(format, text)
    assert (seen.path, seen.message) == expected
    assert not HIDDEN.search(text)


def held_by_xml(text: str) -> str:
    return FORBIDDEN.sub(lambda each: visible(each[0]), text)


@given(path=PATHS, message=TEXTS)
@settings(max_examples=100, deadline=None)
def test_text_is_no_markdown(path: str, message: str) -> None:
    text = render("markdown", build([found(path, message, "")]))
    (seen,) = read("markdown", text)
    assert (plain(seen.path), seen.message) == (plain(visible(path)), plain(one_line(message)))
    assert (seen.line, seen.severity, seen.rule) == (1, "error", "bad-cell")
    assert not HIDDEN.search(text)


def plain(text: str) -> str:
    # Markdown drops blanks at the ends of a cell.
    return " ".join(text.split())


@pytest.mark.parametrize("format", [name for name, row in FORMATS.items() if row.for_people])
@given(path=PATHS, message=TEXTS, help=TEXTS)
@settings(max_examples=60, deadline=None)
def test_people_see_no_control(format: str, path: str, message: str, help: str) -> None:
    text = render(format, build([found(path, message, help)]))
    assert not HIDDEN.search(text)
    assert len(lines(text)) == {"text": 1, "grouped": 3, "full": 3}[format]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_in_no_encoding_is_written(format: str) -> None:
    path = "d/\udcff.md"
    text = render(format, build([one(path=path)]), Context(checked=(path,)))
    assert text.encode(), "it is valid UTF-8"
    (seen,) = read(format, text)
    assert seen.path == (path if format == "sarif" else r"d/\xff.md")
