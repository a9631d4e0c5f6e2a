"""The place of each node of a text, written `line:column-line:column`, the end excluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.formats.yaml import YamlNode, read_yaml

if TYPE_CHECKING:
    from speclint.base.source import Range


def place(range: Range) -> str:
    return f"{range.start.line}:{range.start.column}-{range.end.line}:{range.end.column}"


def node(text: str, *path: str | int) -> YamlNode:
    result = read_yaml("rules.yaml", text)
    assert result.errors == ()
    assert result.root is not None
    return result.root.find(path)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        # scalars
        ("a: b", ["a"], "1:4-1:5"),
        ("a:   some words   # comment\n", ["a"], "1:6-1:16"),
        ("a: 'it''s'\n", ["a"], "1:4-1:11"),
        ('a: "x\\ty"\n', ["a"], "1:4-1:10"),
        ("a: 'two\n  lines'\nb: c", ["a"], "1:4-2:9"),
        ("a: two\n  lines\n\nb: c", ["a"], "1:4-2:8"),
        ("\u00e9\U0001f600: \U0001f600x", ["\u00e9\U0001f600"], "1:5-1:7"),
        # block scalars end with their text, not with the blank lines after it
        ("a: |\n  x\n  yy\n\n\nb: c", ["a"], "1:4-3:5"),
        ("a: >-\n  x\n", ["a"], "1:4-2:4"),
        ("a: |+\n  x\n\n\n", ["a"], "1:4-2:4"),
        ("a: |\n  x\n# comment\nb: c", ["a"], "1:4-2:4"),
        ("a: |\nb: c", ["a"], "1:4-1:5"),
        ("- |\n  x\r\n\r\n- y", [0], "1:3-2:4"),
        # an empty value is right after its colon or dash
        ("a:\nb: c", ["a"], "1:3-1:3"),
        ("a:   # comment\nb: c", ["a"], "1:3-1:3"),
        ("- \n- x", [0], "1:2-1:2"),
        ("{a, b: }", ["a"], "1:3-1:3"),
        ("{a, b: }", ["b"], "1:7-1:7"),
        ("? a\n\n? b\n", ["a"], "1:4-1:4"),
        # an anchor or a tag is no part of its value
        ("a: &x b", ["a"], "1:7-1:8"),
        ("a: !!str &x 12", ["a"], "1:13-1:15"),
        ("a: &x !!str 12", ["a"], "1:13-1:15"),
        ("a: &x\n  b: c", ["a"], "2:3-2:7"),
        ("a: &x # comment\n  - b", ["a"], "2:3-2:6"),
        ("a: !!map {b: c}", ["a"], "1:10-1:16"),
        ("a: &x |\n  b", ["a"], "1:7-2:4"),
        ("a: &x\nb: c", ["a"], "1:6-1:6"),
        # flow collections have their brackets
        ("a: [b, c] # d", ["a"], "1:4-1:10"),
        ("a: [b, c]", ["a", 1], "1:8-1:9"),
        ("a: {b: [c]}", ["a"], "1:4-1:12"),
        ("a: {b: [c]}", ["a", "b"], "1:8-1:11"),
        ("a: [\n  b,\n  c,\n]\n", ["a"], "1:4-4:2"),
        ("a: []\n", ["a"], "1:4-1:6"),
        ("a: {}\n", ["a"], "1:4-1:6"),
        ("[a: b , c]", [0], "1:2-1:6"),
        # block collections run from the first key or dash to the end of the last value
        ("a:\n  b: c\n  d: e  # f\n\n\ng: h", ["a"], "2:3-3:7"),
        ("a:\n- b\n- c\n\nd: e", ["a"], "2:1-3:4"),
        ("a:\n  - b: c\n    d: e\n  - f\n", ["a", 0], "2:5-3:9"),
        ("a:\n  - b: c\n    d: e\n  - f\n", ["a"], "2:3-4:6"),
        ("a:\n  b:\n  c:\n\nd: e", ["a"], "2:3-3:5"),
        ("- - a\n  - b\n- c", [0], "1:3-2:6"),
        ("a:\n  b: |\n    x\n\nc: d", ["a"], "2:3-3:6"),
        ("a: 1\nb: 2\n\n\n", [], "1:1-2:5"),
        ("# comment\n\n  a: 1\n  b: 2\n", [], "3:3-4:7"),
        ("---\na: 1\n...\n", [], "2:1-2:5"),
        ("x: &x 1\na:\n  b: *x\nc: d", ["a"], "3:3-3:8"),
        ("x: &x {b: 1}\na: *x\n", ["a"], "1:7-1:13"),
        # what ends a line: LF, CRLF and CR alone; nothing else
        ("a: b\r\nc: d\r\n", ["c"], "2:4-2:5"),
        ("a: b\rc: d\r", ["c"], "2:4-2:5"),
        ("a: x\x85y\nb: z", ["a"], "1:4-1:7"),
        ("a: x\u2028y\nb: z", ["b"], "2:4-2:5"),
        ("a: 'x\u2029'\nb: |\n  \x85y\n  z\nc: d", ["c"], "5:4-5:5"),
        ("\ufeffa: b", ["a"], "1:4-1:5"),
        ("a: \ufeffb\nc: [\ufeffd, e]", ["c", 1], "2:9-2:10"),
        # tabs that YAML 1.2 allows
        ("a:\tb\t\nc:\t# comment\n  d: e\t# f\n\t\ng: [h,\ti]\n", ["g", 1], "5:8-5:9"),
    ],
)
def test_a_node_stands_exactly_where_it_is_written(text: str, path: list[str | int], expected: str) -> None:
    assert place(node(text, *path).range) == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: b\nwrong key: c", ["wrong key"], "2:1-2:10"),
        ("a:\n  'b': c", ["a", "b"], "2:3-2:6"),
        ("a: {b: {c: 1}}", ["a", "b", "c"], "1:9-1:10"),
        ("- a\n- b: c", [1], "2:3-2:7"),
        ("- a\n- b: c", [1, "b"], "2:3-2:4"),
        # nothing there: the deepest part of the way that exists
        ("a: {b: 1}", ["a", "missing"], "1:1-1:2"),
        ("a: 1\nb: 2", ["missing"], "1:1-2:5"),
        ("? &x a\n: b", ["a"], "1:6-1:7"),
    ],
)
def test_key_range_points_at_the_key(text: str, path: list[str | int], expected: str) -> None:
    assert place(node(text).key_range(path)) == expected


def test_first_line_shifts_every_place() -> None:
    text = "a: b\nc: [d,\n  e]\nc: f"
    result = read_yaml("spec.md", text, first_line=11)
    assert result.root is not None
    assert place(result.root.range) == "11:1-14:5"
    assert place(result.root.find(["c"]).range) == "12:4-13:5"
    assert place(result.root.key_range(["c"])) == "12:1-12:2"
    assert [(place(error.range), error.message) for error in result.errors] == [
        ("14:1-14:2", "The key `c` is already used on line 12")
    ]


def test_each_node_knows_its_source() -> None:
    assert node("a: [b]", "a", 0).source == "rules.yaml"
