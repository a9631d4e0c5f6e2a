"""Data against JSON Schemas that are made to be slow, deep or endless."""

from __future__ import annotations

from typing import Any

import pytest

from speclint.formats.json_schema import SchemaError, schema_faults


def nested(levels: int) -> Any:
    data: Any = 1
    for _ in range(levels):
        data = [data]
    return data


ARRAYS = {"type": "array", "items": {"$ref": "#"}}
DOUBLING = {
    "$ref": "#/$defs/p0",
    "$defs": {
        **{f"p{n}": {"allOf": [{"$ref": f"#/$defs/p{n + 1}"}, {"$ref": f"#/$defs/p{n + 1}"}]} for n in range(40)},
        "p40": {"type": "integer"},
    },
}


@pytest.mark.parametrize(
    ("schema", "data", "expected"),
    [
        ({"uniqueItems": True}, [1, True, "1", [1], {"a": 1}, {"a": True}, [True], 0, False], []),
        ({"uniqueItems": True}, [{"a": [1, {}]}, 2, {"a": [1.0, {}]}], ["$: "]),
        ({"uniqueItems": True}, [1, 1.0], ["$: [1, 1.0] has non-unique elements"]),
        ({"items": {"uniqueItems": False}}, [[1, 1]], []),
        ({"multipleOf": 0.5}, 10**400, []),
        ({"multipleOf": 0.3}, 10**400 + 1, ["$: 1000"]),
        ({"multipleOf": 2}, 3, ["$: 3 is not a multiple of 2"]),
        ({"pattern": "b$"}, "ab", []),
        ({"pattern": "b"}, "a" * 20_000 + "b", []),
        ({"pattern": "b"}, "a" * 20_000, ["$: 'aaa"]),
        ({"pattern": "b"}, 1, []),
        ({"patternProperties": {"^a": {"type": "string"}}}, {"ab": 1, "b": 1}, ["$.ab: 1 is not of type 'string'"]),
        ({"patternProperties": {"a": {}}}, {"a" * 2_001: 1}, ["$: a name of more than 2,000 characters cannot be compared"]),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"a": 1, "b": 1}, ["$: Additional properties are not"]),
        # No message shows an expression.
        (
            {"patternProperties": {"^a+$": {}}, "additionalProperties": False},
            {"aa": 1, "b": 1, "c": 1},
            ["$: 'b', 'c' do not match any pattern of the schema"],
        ),
        ({"not": {"pattern": "^a+$"}}, "aa", ["$: 'aa' matches a schema that is excluded by `not`"]),
        ({"not": {"pattern": "^a+$"}}, "ab", []),
        (ARRAYS, [[[]], []], []),
        (ARRAYS, nested(900), ["$: the data has 901 levels, too many to compare"]),
        (ARRAYS, nested(20), ["$[0][0][0]"]),
    ],
)  # fmt: skip
def test_what_a_schema_finds(schema: Any, data: Any, expected: list[str]) -> None:
    found = schema_faults(data, schema)
    assert len(found) == len(expected)
    for fault, start in zip(found, expected, strict=True):
        assert fault.startswith(start)
        assert len(fault) < 400


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/a"}], "$defs": {"a": {"not": {"$ref": "#/$defs/a"}}}},
        {"$dynamicRef": "#"},
        {"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveRef": "#"},
    ],
)
def test_a_schema_without_end_is_refused(schema: Any) -> None:
    with pytest.raises(SchemaError, match="with a reference cycle"):
        schema_faults(1, schema)


def test_a_schema_that_doubles_with_each_reference_is_refused() -> None:
    with pytest.raises(SchemaError, match="with too many nested references"):
        schema_faults(1, DOUBLING)


def test_equal_items_are_found_without_comparing_all_with_all() -> None:
    class Counted(dict[str, int]):
        looked_into = 0

        def items(self) -> Any:
            Counted.looked_into += 1
            return super().items()

    items = [Counted(a=number) for number in range(300)]
    assert schema_faults(items, {"uniqueItems": True}) == []
    assert Counted.looked_into < 1_000
