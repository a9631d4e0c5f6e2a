"""Which code samples parse, and where the others stop."""

from __future__ import annotations

import json

import pytest

from speclint.formats.code import CodeSyntax

from ..cpu import processor_time  # noqa: TID252 - tests are no installed package


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("json", '{"a": 1, ...}'),
        ("json", '{"a": ..., "b": [1, ..., 3]}'),
        ("json", '{"a": 1,\n  ...\n  "b": 2}'),
        ("json", '{"items": [{"id": 1}, ...], "x": {"y": ...}, ...}'),
        ("json", "{...}"),
        ("json", '["…", …]'),
        ("json", '{"a": 1, // ... more\n}'),
        ("json", '{"a": 1}\n\n{"b": 2}'),
        ("json", '{"a": 1}\n{"b": 2}\n'),
        ("json", '"..."'),
        ("json", '"a": 1,\n"b": [2],\n'),
        ("json", '{"a": 1},\n{"b": 2}'),
        ("json", '{"a": 1,\n<... and more>\n}'),
        ("json5", "NaN"),
        ("json", ""),
        ("JSON", "[1]"),
        ("jsonc", '{"a": 1, // x\n /* y */ "b": [1, 2,],}'),
        ("json5", "{a: 'it\\'s', b: +1, c: .5, d: 0xFF,}"),
        ("yaml", "a: 1\n...\n"),
        ("yaml", "a:\n  ...\nb: 1\n"),
        ("yaml", "a: {{ value }}\n{% if x %}\n"),
        ("yml", "a: 1\n---\nb: 2\n"),
        ("toml", "[a]\nb = 1\n...\n"),
        ("python", "this is ( no python"),
        ("", "{"),
    ],
)
def test_parses(language: str, text: str) -> None:
    assert CodeSyntax().fault(language, text) is None


@pytest.mark.parametrize(
    ("language", "text", "line", "column", "message"),
    [
        ("json", '{"a": 1,}', 1, 8, "Nothing follows the comma before `}`"),
        ("json", '{"a": 1', 1, 1, "This `{` is never closed"),
        ("json", '{"a" 1}', 1, 6, "A colon is missing before `1`"),
        ("json", '{"a": 1\n "b": 2}', 2, 2, 'A comma is missing before `"b"`'),
        ("json", "{a: 1}", 1, 2, "`a` is not JSON. Put text and keys in double quotes"),
        ("json", "{'a': 1}", 1, 2, "JSON text needs double quotes"),
        ("json", '{"a": 1} {"b": 2}', 1, 10, "`{` follows the end of the JSON"),
        ("json", '"a": 1\n"b": 2', 1, 4, "`:` follows the end of the JSON"),
        ("json", '"a": 1}', 1, 4, "`:` follows the end of the JSON"),
        ("json", '{"a": [1, 2}', 1, 12, "`}` cannot close the `[` of line 1 of the code block"),
        ("json", '{"a": }', 1, 7, "A value is missing before `}`"),
        ("json", "[1,,2]", 1, 4, "A value is missing before this comma"),
        ("json", '{"a": 1} // x', 1, 10, "JSON has no comments"),
        ("json", '{"a": "x\n"}', 1, 7, "The quotes opened here are not closed on this line"),
        ("json", "]", 1, 1, "`]` has no opening bracket"),
        ("toml", "a = \n", 1, 5, "The TOML is not valid: Invalid value"),
    ],
)
def test_fault(language: str, text: str, line: int, column: int, message: str) -> None:
    assert CodeSyntax().fault(language, text) == (line, column, message)


def test_yaml_fault_has_its_place() -> None:
    fault = CodeSyntax().fault("yaml", "a: 1\nb: [1\n")
    assert fault is not None
    assert fault.line >= 2


def test_verdicts_are_learned_and_remembered() -> None:
    first = CodeSyntax()
    assert first.fault("yaml", "a: 1") is None
    assert first.fault("yaml", "a: [") is not None
    second = CodeSyntax(first.learned)
    assert second.fault("yaml", "a: [") == first.fault("yaml", "a: [")
    assert not second.learned


@pytest.mark.parametrize("verdict", ["x", [1], ["a", "b", "c"], {}, 1])
def test_damaged_memory_is_none(verdict: object) -> None:
    first = CodeSyntax()
    fault = first.fault("yaml", "a: [")
    assert fault is not None
    second = CodeSyntax(dict.fromkeys(first.learned, verdict))
    assert second.fault("yaml", "a: [") == fault
    assert second.learned == first.learned


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 50_000,
        "[1 " * 50_000,
        '"' * 99_999,
        "9" * 100_000 + "x",
        "0." + "9" * 100_000 + "x",
        "1e" + "9" * 100_000 + "x",
    ],
)
@pytest.mark.parametrize("language", ["json", "json5", "yaml", "toml"])
def test_samples_made_to_hurt(language: str, text: str) -> None:
    with processor_time(20):
        CodeSyntax().fault(language, text)


def test_a_pattern_of_a_json_schema_takes_work_linear_in_the_value() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    pattern = "^(a+)+$"
    schema = json.dumps({"properties": {"a": {"pattern": pattern}}})
    for value, right in (("a" * 50_000, True), ("a" * 50_000 + "b", False)):
        faults = CodeSyntax().schema_faults("json", json.dumps({"a": value}), schema)
        assert (not faults) == right
    # What is said is what the library says, with words in place of the pattern.
    short = next(jsonschema.Draft202012Validator({"pattern": pattern}).iter_errors("b"))
    assert repr(pattern) in short.message
    message = short.message.replace(repr(pattern), "the pattern of its schema")
    assert CodeSyntax().schema_faults("json", '{"a": "b"}', schema) == [f"$.a: {message}"]
