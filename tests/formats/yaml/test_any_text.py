"""Properties that hold for every text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from speclint.base.source import Range, SourceFile
from speclint.formats.yaml import YamlMapping, YamlNode, YamlScalar, YamlSequence, check_syntax, from_data, read_yaml

from ...amount import amount  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pieces that YAML gives a meaning to, so that texts of them reach deep into a reader.
PIECES = st.sampled_from(
    [
        "a", "b", "key", "1", "yes", "~", " ", "  ", "\n", "\n  ", "\n    ", "\r\n", "\r", "\t", ":", ": ", "- ", "? ",
        "-", "[", "]", "{", "}", ",", ", ", "'", '"', "''", "|", "|\n", ">\n ", "|+2", "#", " # c", "&a", "&a ", "*a",
        "!", "!!", "!!str ", "!x ", "!<x> ", "%", "%YAML 1.2\n", "%TAG ! x\n", "---", "---\n", "...\n", "<<: ", "\\",
        "\\u12", "\\ud83d", "\\U99999999", "\x85", "\u2028", "\ufeff", "\0", "\x07", "\ud800", "\U0001f600", "@", "`",
        "=", "{{ ", " }}", "a: 1\n", "a: b: c", "- a\n", "!a%25zz ", "\x7f", "\ue000",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


def nodes(node: YamlNode) -> Iterator[YamlNode]:
    yield node
    if isinstance(node, YamlSequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, YamlMapping):
        for entry in node.entries:
            yield from nodes(entry.key)
            yield from nodes(entry.value)


def assert_inside(text: str, range: Range) -> None:
    source = SourceFile("f", text)
    for line, column in range:
        assert 1 <= line <= len(source.lines)
        assert 1 <= column <= len(source.lines[line - 1]) + 1
    assert range.start <= range.end


@settings(max_examples=amount(1000, 10_000), deadline=None)
@given(TEXTS)
@example("k: !a%25zz x")
@example("? : \ud800")
@example("[\ud800\ud800")
@example("{: }")
@example("? \n: ")
@example("a: |\n\n\n  x\n")
def test_no_text_makes_the_reader_raise(text: str) -> None:
    result = read_yaml("f", text)
    for error in result.errors:
        assert_inside(text, error.range)
        assert error.message
        f"{error.message} {error.help}".encode()  # what cannot be encoded cannot be reported
    assert list(result.errors) == sorted(result.errors)
    if result.root is None:
        return
    for node in nodes(result.root):
        assert_inside(text, node.range)
    data = json.loads(json.dumps(result.root.to_data(), allow_nan=False))
    assert from_data(data) == result.root
    assert repr(from_data(data).to_python()) == repr(result.root.to_python())
    json.dumps(result.root.to_python(), ensure_ascii=False).encode()


@settings(max_examples=amount(400, 3000), deadline=None)
@given(TEXTS)
def test_no_text_makes_the_syntax_check_raise(text: str) -> None:
    error = check_syntax(text)
    if error is not None:
        assert_inside(text, error.range)


@settings(max_examples=amount(200, 2000), deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.integers(1, 1000))
def test_a_single_quoted_value_is_found_exactly(text: str, first_line: int) -> None:
    written = "'" + text.replace("'", "''") + "'"
    result = read_yaml("f", f"a: 1\nkey: {written} # x", first_line)
    assert result.errors == ()
    assert result.root is not None
    node = result.root.find(["key"])
    assert isinstance(node, YamlScalar)
    assert node.value == text
    assert node.range == Range.at(first_line + 1, 6, len(written))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=amount(200, 2000), deadline=None)
@given(JSON)
def test_json_is_yaml(data: object) -> None:
    result = read_yaml("f", json.dumps(data))
    assert result.errors == ()
    assert result.root is not None
    assert result.root.to_python() == data
