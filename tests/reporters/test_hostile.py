"""Whatever stands in a document or a path comes through each format, never becomes part of it, and hides nothing."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import cmarkgfm  # GitHub's own parser
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.base.escapes import one_line, visible
from speclint.base.report import build
from speclint.reporters import FORMATS, Background, render

from .made import one, parse_xml

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


def in_json(text: str) -> tuple[str, str]:
    (each,) = json.loads(text)["diagnostics"]
    return each["path"], each["message"]


def in_json_lines(text: str) -> tuple[str, str]:
    # `str.splitlines` splits at more than a line feed, as other readers of lines do.
    (line,) = text.splitlines()
    each = json.loads(line)
    return each["path"], each["message"]


def in_sarif(text: str) -> tuple[str, str]:
    (each,) = json.loads(text)["runs"][0]["results"]
    uri = each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    message = each["message"]["text"]
    assert not re.search(r"(?<!\\)\]\(", message), "that would be a link"
    return unquote(uri), message.replace("\\](", "](")


def in_gitlab(text: str) -> tuple[str, str]:
    (each,) = json.loads(text)
    return each["location"]["path"], each["description"]


def in_rdjson(text: str) -> tuple[str, str]:
    (each,) = json.loads(text)["diagnostics"]
    return each["location"]["path"], each["message"]


def in_junit(text: str) -> tuple[str, str]:
    (suite,) = parse_xml(text)
    (case,) = suite
    (failure,) = case
    return suite.attrib["name"], failure.attrib["message"]


def in_checkstyle(text: str) -> tuple[str, str]:
    (file,) = parse_xml(text)
    (error,) = file
    return file.attrib["name"], error.attrib["message"]


def lines(text: str) -> list[str]:
    """What a runner takes for lines."""
    return re.split(r"\r\n|\n|\r", text)[:-1]


def in_github(text: str) -> tuple[str, str]:
    """As the runner reads a command: up to the next `::` stand its properties, between commas."""
    (line,) = lines(text)
    command, data = re.fullmatch(r"::(\S+ .*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    members = dict(each.split("=", 1) for each in command.split(" ", 1)[1].split(","))
    path = members["file"].replace("%3A", ":").replace("%2C", ",")
    return unescaped(path, "%25"), unescaped(data, "%25")


def in_azure(text: str) -> tuple[str, str]:
    """As the agent reads a command: up to the next `]` stand its properties, between semicolons."""
    (line,) = lines(text)
    command, data = re.fullmatch(r"##vso\[(.*?)\](.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    members = dict(each.split("=", 1) for each in command.split(" ", 1)[1].split(";"))
    path = members["sourcepath"].replace("%3B", ";").replace("%5D", "]")
    return unescaped(path, "%AZP25"), unescaped(data, "%AZP25")


def unescaped(text: str, percent: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace(percent, "%")


READERS = {
    "json": in_json,
    "json-lines": in_json_lines,
    "sarif": in_sarif,
    "gitlab": in_gitlab,
    "rdjson": in_rdjson,
    "junit": in_junit,
    "checkstyle": in_checkstyle,
    "github": in_github,
    "azure": in_azure,
}
WITH_HELP = ("sarif", "rdjson", "github", "azure")
"""Formats that put the help below the message."""


@pytest.mark.parametrize("format", READERS)
@given(path=PATHS, message=TEXTS, help=TEXTS)
@settings(max_examples=60, deadline=None)
def test_text_comes_through(format: str, path: str, message: str, help: str) -> None:
    text = render(format, build([found(path, message, help)]))
    if format in ("github", "azure"):  # lines of a log, which people read
        path, message, help = visible(path), one_line(message), one_line(help)
    expected = (path, "\n".join(filter(None, (message, help))) if format in WITH_HELP else message)
    if format in ("junit", "checkstyle"):
        expected = (held_by_xml(expected[0]), held_by_xml(expected[1]))
    assert READERS[format](text) == expected
    assert not HIDDEN.search(text)


def held_by_xml(text: str) -> str:
    return FORBIDDEN.sub(lambda each: visible(each[0]), text)


class Cells(HTMLParser):
    """The texts of the cells of a table; nothing else may have become an element."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        assert tag in ("h3", "table", "thead", "tbody", "tr", "th", "td"), (tag, attributes)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


@given(path=PATHS, message=TEXTS)
@settings(max_examples=100, deadline=None)
def test_text_is_no_markdown(path: str, message: str) -> None:
    page = cmarkgfm.github_flavored_markdown_to_html(
        render("markdown", build([found(path, message, "")])), options=Options.CMARK_OPT_UNSAFE
    )
    cells = Cells()
    cells.feed(page)
    shown = [" ".join(cell.split()) for cell in cells.cells[:4]]
    assert shown == ["error", plain(visible(f"{path}:1:1")), plain(one_line(message)), "bad-cell"]
    assert not HIDDEN.search(page)


def plain(text: str) -> str:
    # Markdown drops blanks at the ends of a cell.
    return " ".join(text.split())


@pytest.mark.parametrize("format", ["text", "grouped", "full"])
@given(path=PATHS, message=TEXTS, help=TEXTS)
@settings(max_examples=60, deadline=None)
def test_people_see_no_control(format: str, path: str, message: str, help: str) -> None:
    text = render(format, build([found(path, message, help)]))
    assert not HIDDEN.search(text)
    assert len(lines(text)) == {"text": 1, "grouped": 3, "full": 3}[format]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_in_no_encoding_is_written(format: str) -> None:
    path = "d/\udcff.md"
    text = render(format, build([one(path=path)]), Background(checked=(path,)))
    assert text.encode(), "it is valid UTF-8"
    written = {"sarif": "d/%FF.md", "markdown": r"d\/\\xff\.md"}.get(format, r"d/\xff.md")
    if format in READERS:
        assert READERS[format](text.replace("%FF", "%25FF"))[0] == written
    else:
        assert written in text
