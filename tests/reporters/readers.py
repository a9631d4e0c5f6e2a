"""A reader of its own for each output format: from what was written back to findings.

A new format gets its row here, or a test fails. A reader parses as the format's users do, and takes nothing from the
code that writes.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import cmarkgfm  # GitHub's own parser
from cmarkgfm.cmark import Options

from .made import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Seen(NamedTuple):
    """A finding as a format tells it; None for what it has no place for. A message may have the help below it."""

    path: str
    line: int | None
    severity: str | None
    rule: str | None
    message: str


def lines(text: str) -> list[str]:
    """What a runner takes for lines."""
    return re.split(r"\r\n|\n|\r", text)[:-1]


_TEXT = re.compile(r"(\S.*?):(\d+):\d+: (error|warning|info): (.*) \[([a-z-]+)\]", re.DOTALL)


def text(written: str) -> Iterator[Seen]:
    for line in lines(written):
        if found := _TEXT.fullmatch(line):
            yield Seen(found[1], int(found[2]), found[3], found[5], found[4])


def grouped(written: str) -> Iterator[Seen]:
    path = ""
    for line in lines(written):
        found = re.fullmatch(r"  +(\d+):\d+ +(error|warning|info) *  (.*)  ([a-z-]+)", line, re.DOTALL)
        if found:
            yield Seen(path, int(found[1]), found[2], found[4], found[3])
        else:
            path = line or path


def _object(each: dict[str, Any]) -> Seen:
    return Seen(each["path"], each["line"], each["severity"], each["rule"], each["message"])


def json_object(written: str) -> Iterator[Seen]:
    yield from map(_object, json.loads(written)["diagnostics"])


def json_lines(written: str) -> Iterator[Seen]:
    # `str.splitlines` splits at more than a line feed, as other readers of lines do.
    yield from map(_object, map(json.loads, written.splitlines()))


def sarif(written: str) -> Iterator[Seen]:
    for each in json.loads(written)["runs"][0]["results"]:
        place = each["locations"][0]["physicalLocation"]
        message = each["message"]["text"]
        assert not re.search(r"(?<!\\)\]\(", message), "that would be a link"
        severity = {"note": "info"}.get(each["level"], each["level"])
        path = unquote(place["artifactLocation"]["uri"], errors="surrogateescape")
        yield Seen(path, place["region"]["startLine"], severity, each["ruleId"], message.replace("\\](", "]("))


def github(written: str) -> Iterator[Seen]:
    """As the runner reads a command: its properties are before the next `::`, between commas."""
    for line in lines(written):
        kind, listed, data = re.fullmatch(r"::(\S+) (.*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        members = dict(each.split("=", 1) for each in listed.split(","))
        title, path = (members[each].replace("%3A", ":").replace("%2C", ",") for each in ("title", "file"))
        rule = re.fullmatch(r"speclint \((.*)\)", title)
        severity = {"notice": "info"}.get(kind, kind)
        yield Seen(_unescaped(path, "%25"), int(members["line"]), severity, rule and rule[1], _unescaped(data, "%25"))


def azure(written: str) -> Iterator[Seen]:
    """As the agent reads a command: its properties are before the next `]`, between semicolons."""
    for line in lines(written):
        command = re.fullmatch(r"##vso\[task\.logissue (.*?)\](.*)", line, re.DOTALL)
        if command is None:  # an info is a line of the log
            yield from text(f"{line}\n")
            continue
        members = dict(each.split("=", 1) for each in command[1].split(";"))
        path = _unescaped(members["sourcepath"].replace("%3B", ";").replace("%5D", "]"), "%AZP25")
        message = _unescaped(command[2], "%AZP25")
        yield Seen(path, int(members["linenumber"]), members["type"], members["code"], message)


def _unescaped(text: str, percent: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace(percent, "%")


def gitlab(written: str) -> Iterator[Seen]:
    severities = {"major": "error", "minor": "warning", "info": "info"}
    for each in json.loads(written):
        place = each["location"]
        severity = severities[each["severity"]]
        yield Seen(place["path"], place["lines"]["begin"], severity, each["check_name"], each["description"])


def junit(written: str) -> Iterator[Seen]:
    for suite in parse_xml(written):
        for case in suite:
            for failure in case.iter("failure"):
                path, rule = suite.attrib["name"], failure.attrib["type"]
                # People read the line and the severity, in a text in which a path or a message may hold line ends.
                place = re.match(r":(\d+):\d+: (error|warning|info): ", (failure.text or "").removeprefix(path))
                assert place is not None
                yield Seen(path, int(place[1]), place[2], rule, failure.attrib["message"])
            for output in case.iter("system-out"):  # what does not fail the run
                yield from text((output.text or "").split("\n")[0] + "\n")


def rdjson(written: str) -> Iterator[Seen]:
    for each in json.loads(written)["diagnostics"]:
        place = each["location"]
        line = place["range"]["start"]["line"]
        yield Seen(place["path"], line, each["severity"].lower(), each["code"]["value"], each["message"])


def checkstyle(written: str) -> Iterator[Seen]:
    for file in parse_xml(written):
        for error in file:
            said = error.attrib
            rule = said["source"].removeprefix("speclint.")
            yield Seen(file.attrib["name"], int(said["line"]), said["severity"], rule, said["message"])


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


def markdown(written: str) -> Iterator[Seen]:
    """As GitHub shows it: blanks at the ends of a cell, and where several follow one another, mean nothing."""
    page = cmarkgfm.github_flavored_markdown_to_html(written, options=Options.CMARK_OPT_UNSAFE)
    read = Cells()
    read.feed(page)
    cells = [" ".join(cell.split()) for cell in read.cells]
    for severity, place, message, rule in zip(cells[::4], cells[1::4], cells[2::4], cells[3::4], strict=True):
        path, line, _ = place.rsplit(":", 2)
        yield Seen(path, int(line), severity, rule, message)


READERS: dict[str, Callable[[str], Iterator[Seen]]] = {
    "text": text,
    "full": text,  # between the lines of the format text is what only people read
    "grouped": grouped,
    "json": json_object,
    "json-lines": json_lines,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "rdjson": rdjson,
    "checkstyle": checkstyle,
    "azure": azure,
    "markdown": markdown,
}


def read(format: str, written: str) -> list[Seen]:
    """The findings that a report in a format tells."""
    assert format in READERS, (
        f"the format {format} has no reader: add a function that reads its output back into findings to {__file__}, "
        "and its row to READERS"
    )
    return list(READERS[format](written))
