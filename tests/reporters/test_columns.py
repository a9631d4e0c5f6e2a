"""An edit means the same in every unit: applied by characters, by bytes and by UTF-16 code units, it gives one text."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.base.diagnostics import Fix, TextEdit
from speclint.base.report import build
from speclint.base.source import Range, SourceFile
from speclint.reporters import Context, render

from .made import one

LINES = st.lists(st.text("aü日🔥\t ", max_size=6), min_size=1, max_size=4)


@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\r"]), new=st.text("xß🚒\n", max_size=4), data=st.data())
@settings(max_examples=200, deadline=None)
def test_an_edit_is_the_same_in_every_unit(lines: list[str], end: str, new: str, data: st.DataObject) -> None:
    source = SourceFile("a.md", end.join(lines))
    # A place inside a line end is none.
    places = [number for number in range(len(source.text) + 1) if source.offset(source.position(number)) == number]
    start, stop = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    edit = TextEdit(Range(source.position(start), source.position(stop)), new)
    report = build([one(fix=Fix("Mend", "safe", (edit,)))])
    context = Context({"a.md": source})
    expected = source.text[:start] + new + source.text[stop:]

    (found,) = json.loads(render("rdjson", report, context))["diagnostics"]
    (suggestion,) = found["suggestions"]
    place = suggestion["range"]
    ends = [(place[each]["line"], place[each]["column"]) for each in ("start", "end")]
    assert applied(source, "utf-8", 1, ends, suggestion["text"]) == expected

    (result,) = json.loads(render("sarif", report, context))["runs"][0]["results"]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region: Any = replacement["deletedRegion"]
    ends = [(region[f"{each}Line"], region[f"{each}Column"]) for each in ("start", "end")]
    assert applied(source, "utf-16-le", 2, ends, replacement["insertedContent"]["text"]) == expected


def applied(source: SourceFile, encoding: str, size: int, ends: list[tuple[int, int]], new: str) -> str:
    """The text with a part of it replaced; the ends of the part are given in units of an encoding."""
    data = source.text.encode(encoding)
    starts = [0]
    for line, text in enumerate(source.lines[:-1], 1):
        starts.append(starts[-1] + len((text + source.line_end(line)).encode(encoding)))
    first, last = (starts[line - 1] + (column - 1) * size for line, column in ends)
    return (data[:first] + new.encode(encoding) + data[last:]).decode(encoding)
