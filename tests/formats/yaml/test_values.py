"""What the values of a text are."""

from __future__ import annotations

import math

import pytest

from speclint.formats.yaml import YamlMapping, YamlScalar, read_yaml


def value(text: str) -> object:
    result = read_yaml("rules.yaml", text)
    assert result.errors == ()
    return None if result.root is None else result.root.to_python()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", "yes"),
        ("Yes", "Yes"),
        ("no", "no"),
        ("on", "on"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("2024-01-31", "2024-01-31"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
        ("12:30:45", "12:30:45"),
        ("12", 12),
        ("-12", -12),
        ("+1", 1),
        ("012", 12),
        ("0o17", 15),
        ("0xFf", 255),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("+_", "+_"),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.2.3", "1.2.3"),
        ("-.inf", -math.inf),
        (".", "."),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("|\n  12\n", "12\n"),
        (">-\n  a\n  b\n", "a b"),
        ("|\n \n    a\n\n  \n    b\n", "\na\n\n\nb\n"),
        ("'it''s'", "it's"),
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ('"\\N"', "\x85"),
        ("a\x85b\u2028c", "a\x85b\u2028c"),
        ("\ue000 \x85", "\ue000 \x85"),
        ("a#b", "a#b"),
        ("http://x", "http://x"),
        ("=", "="),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("9" * 400, "9" * 400),
    ],
)
def test_a_scalar_has_the_value_of_yaml_1_2(text: str, expected: object) -> None:
    found = value(f"k: {text}")
    assert found == {"k": expected}
    assert isinstance(found, dict)
    assert type(found["k"]) is type(expected)


def test_not_a_number_is_a_float() -> None:
    found = value("k: .nan")
    assert isinstance(found, dict)
    assert math.isnan(found["k"])


@pytest.mark.parametrize("key", ["1", "yes", "Yes", "true", "null", "~", "1.10", "2024-01-31", "0x1", "<"])
def test_a_key_is_its_text(key: str) -> None:
    assert value(f"{key}: x") == {key: "x"}
    assert value(f"{{{key}: x}}") == {key: "x"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\ufeff"])
def test_a_text_without_a_value_has_no_root(text: str) -> None:
    assert read_yaml("rules.yaml", text) == (None, ())


@pytest.mark.parametrize(
    ("text", "quoted", "written"),
    [
        ("1.10", False, "1.10"),
        ("'1.10'", True, "1.10"),
        ('"a"', True, "a"),
        ("|\n  a", True, "a"),
        ("Yes", False, "Yes"),
    ],
)
def test_a_scalar_keeps_what_was_written(text: str, quoted: bool, written: str) -> None:
    root = read_yaml("rules.yaml", f"k: {text}").root
    assert root is not None
    scalar = root.get("k")
    assert isinstance(scalar, YamlScalar)
    assert (scalar.quoted, scalar.text) == (quoted, written)


def test_an_alias_shares_the_node_of_its_anchor() -> None:
    root = read_yaml("rules.yaml", "a: &x [1, 2]\nb: *x\nc: [*x]\n").root
    assert root is not None
    assert root.get("b") is root.get("a")
    assert root.find(["c", 0]) is root.get("a")
    assert root.to_python() == {"a": [1, 2], "b": [1, 2], "c": [[1, 2]]}


def test_an_alias_can_be_a_key() -> None:
    assert value("a: &x name\n*x : 1\n") == {"a": "name", "name": 1}


def test_the_last_anchor_of_a_name_counts() -> None:
    assert value("a: &x 1\nb: &x 2\nc: *x\n") == {"a": 1, "b": 2, "c": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n", {"y": 3, "x": 1}),
        ("a: &a {x: 1}\nc: &c {x: 2, z: 3}\nb: {<<: [*a, *c], w: 4}\n", {"w": 4, "x": 1, "z": 3}),
        ("b: {'<<': 1}\n", {"<<": 1}),
        ("b: {<<: {x: 1}}\n", {"x": 1}),
    ],
)
def test_a_merge_key_adds_the_entries_that_are_not_there(text: str, expected: dict[str, int]) -> None:
    root = read_yaml("rules.yaml", text).root
    assert isinstance(root, YamlMapping)
    merged = root.get("b")
    assert merged is not None
    assert merged.to_python() == expected
    assert list(merged.to_python()) == list(expected)
