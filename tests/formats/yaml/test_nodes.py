"""Nodes: finding one by a path, and their lossless form as plain lists."""

from __future__ import annotations

import json
import math
import pickle
from typing import Any

import pytest

from speclint.base.source import Position, Range
from speclint.formats.yaml import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence, from_data, read_yaml

TEXT = """\
sections:
  - heading: Purpose
    expects:
      - text: {min_words: 10}
weights: {1: 0.5, two: .inf}
note: |
  A text.
empty:
"""


def root(text: str = TEXT) -> YamlNode:
    found = read_yaml("rules.yaml", text).root
    assert found is not None
    return found


def start(node: YamlNode) -> tuple[int, int]:
    return node.range.start


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ([], 1, 1),
        (["sections"], 2, 3),
        (["sections", 0, "heading"], 2, 14),
        (["sections", 0, "expects", 0, "text", "min_words"], 4, 27),
        (["weights", "1"], 5, 14),
        (["weights", 1], 5, 14),
        # what does not exist
        (["sections", 0, "weight"], 2, 5),
        (["sections", 7, "heading"], 2, 3),
        (["sections", -1], 2, 3),
        (["missing"], 1, 1),
        (["note", "deeper", 3], 6, 7),
        # labels of a validator's own
        (["sections", 0, "Section", "expects", "list[Expect]", 0, "text", "min_words", "int"], 4, 27),
    ],
)
def test_find_goes_as_far_as_the_path_exists(path: list[str | int], line: int, column: int) -> None:
    assert start(root().find(path)) == (line, column)


def test_get_and_entry() -> None:
    node = root()
    entry = node.entry("note")
    assert entry is not None
    assert start(entry.key) == (6, 1)
    assert entry.value is node.get("note")
    assert node.get("nothing") is None
    assert node.find(["sections"]).get("0") is None
    assert node.find(["note"]).entry("x") is None


def test_kinds_are_words_for_messages() -> None:
    node = root("[a, 1, 1.5, true, ~, [], {}]")
    assert isinstance(node, YamlSequence)
    assert [item.kind for item in node.items] == [
        "text", "a number", "a number", "true or false", "an empty value", "a list", "a mapping",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "a",
        "[]",
        "{}",
        "'12'",
        "!!str 12",
        "[1, 1.10, 0x1F, .nan, -.inf, ~, '', yes, 2024-01-01, 1e999]",
        "a: &x {b: 'c'}\nd: *x\ne: {<<: *x}\n",
        '"\\ud83d\\ude00\\0"',
    ],
)
def test_data_gives_an_equal_tree_back(text: str) -> None:
    node = root(text)
    again = from_data(json.loads(json.dumps(node.to_data(), allow_nan=False)))
    assert again == node
    assert again.to_data() == node.to_data()
    assert repr(again) == repr(node)
    assert hash(again) == hash(node)


def test_data_keeps_the_sources_of_a_merged_tree() -> None:
    one, two = read_yaml("one.yaml", "a: 1").root, read_yaml("two.yaml", "b: 2").root
    assert isinstance(one, YamlMapping)
    assert isinstance(two, YamlMapping)
    merged = YamlMapping(one.range, one.source, (*one.entries, *two.entries))
    again = from_data(merged.to_data())
    assert again == merged
    assert (again.find(["a"]).source, again.find(["b"]).source) == ("one.yaml", "two.yaml")


def test_nodes_with_other_places_values_or_sources_differ() -> None:
    nodes = [
        root("a: 1"), root("a: 2"), root("a:  1"), root("a: '1'"), root("b: 1"), root("[a]"),
        read_yaml("other.yaml", "a: 1").root, read_yaml("rules.yaml", "a: 1", 2).root,
    ]  # fmt: skip
    for index, node in enumerate(nodes):
        assert [other == node for other in nodes] == [place == index for place in range(len(nodes))]
    assert nodes[0] != "a: 1"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        [["f"], None],
        [["f"], [0, 0, 1, 1, 1, 2]],
        [["f"], [0, 9, 1, 1, 1, 2, "a"]],
        [["f"], [0, 0, 1, 1, 1, 2, None]],
        [["f"], [2, 0, 1, 1, 1, 2, 3]],
        [["f"], [9, 0, 1, 1, 1, 2, "a"]],
        [["f"], [4, 0, 1, 1, 1, 2, [1]]],
        [["f"], [5, 0, 1, 1, 1, 2, [[0, 0, 1, 1, 1, 2, "a"]]]],
        [["f"], [5, 0, 1, 1, 1, 2, [[4, 0, 1, 1, 1, 2, []], [0, 0, 1, 1, 1, 2, "a"]]]],
        [[7], [0, 0, 1, 1, 1, 2, "a"]],
    ],
)
def test_damaged_data_is_a_value_error(data: Any) -> None:
    with pytest.raises(ValueError, match="not the data of a YAML node"):
        from_data(data)


def test_deeply_nested_data_is_a_value_error() -> None:
    data: list[Any] = [0, 0, 1, 1, 1, 2, "a"]
    for _ in range(100_000):
        data = [4, 0, 1, 1, 1, 2, [data]]
    with pytest.raises(ValueError, match="not the data of a YAML node"):
        from_data([["f"], data])


def test_nodes_can_be_made_by_hand() -> None:
    place = Range.at(1, 1, 3)
    key = YamlScalar(place, "f", "a", is_text=True)
    node = YamlMapping(place, "f", [YamlEntry(key, YamlSequence(place, "f", [YamlScalar(place, "f", ".nan")]))])
    assert math.isnan(node.to_python()["a"][0])
    assert node.range.start == Position(1, 1)


def test_nodes_cross_process_borders() -> None:
    node = root()
    assert pickle.loads(pickle.dumps(node)) == node  # noqa: S301 - what parallel runs do between themselves
