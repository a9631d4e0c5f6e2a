"""The JSON Schema of settings says what the program says."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.checks.rules import RULE_IDS
from speclint.config.reading import KEYS, read_yaml_config
from speclint.config.schema import config_schema

SCHEMA = jsonschema.Draft202012Validator(config_schema())

GOOD: list[dict[str, Any]] = [
    {},
    {"rule_paths": ["rules", "~/more"], "types": {"a/*.md": "component"}, "exclude": ["docs/archive/**"]},
    {"rule_paths": "rules", "exclude": "x", "select": "placeholder", "ignore": [], "external_ids": "OPS-*"},
    {"rules": {"placeholder": "off", "bad-cell": "info"}, "fail_on": "never"},
    {"per_path": {"a/**": {"ignore": ["placeholder"], "rules": {"bad-cell": "error"}, "type": "plan", "select": []}}},
    {"require_type": True, "require_reasons": False, "baseline": "x/.speclint-baseline"},
    {
        "naming": {
            "plan": "docs/plans",
            "component": {"folder": "a", "file": "part-{number:4}-{slug}", "id": "P-{number}"},
        }
    },
    {"naming": {"plan": {"file": "{date}-{slug}", "other_prefixes": ["cmp"]}}},
    {
        "completeness": {
            "fail_under": 60,
            "states": {"Draft": 0},
            "types": {"plan": 50, "component": {"fail_under": 100}},
        }
    },
    dict.fromkeys(KEYS),
]
BAD: list[dict[str, Any]] = [
    {"rule_path": ["rules"]},
    {"rule_paths": [""]},
    {"rule_paths": [1]},
    {"rule_paths": {"a": "b"}},
    {"types": ["component"]},
    {"types": {"a": None}},
    {"exclude": ["!keep.md"]},
    {"select": ["no-such-rule"]},
    {"ignore": "no-such-rule"},
    {"rules": {"no-such-rule": "error"}},
    {"rules": {"placeholder": "fatal"}},
    {"rules": {"placeholder": False}},
    {"per_path": {"!a": {}}},
    {"per_path": {"a": []}},
    {"per_path": {"a": {"exclude": []}}},
    {"per_path": {"a": {"select": None}}},
    {"fail_on": "always"},
    {"require_type": "yes"},
    {"require_reasons": 1},
    {"baseline": "/etc/x"},
    {"baseline": "../x"},
    {"baseline": "a/../x"},
    {"baseline": "a\\x"},
    {"baseline": "c:x"},
    {"baseline": ""},
    {"naming": {"plan": {"file": "{nubmer}"}}},
    {"naming": {"plan": {"file": "{slug:2}"}}},
    {"naming": {"plan": {"file": "{slug"}}},
    {"naming": {"plan": {"file": "a/{slug}"}}},
    {"naming": {"plan": {"file": "{slug}.MD"}}},
    {"naming": {"plan": {"id": " "}}},
    {"naming": {"plan": {"prefix": "a"}}},
    {"naming": {"plan": 3}},
    {"completeness": 60},
    {"completeness": {"fail_under": 101}},
    {"completeness": {"fail_under": "60"}},
    {"completeness": {"fail_under": True}},
    {"completeness": {"types": {"plan": {"types": {}}}}},
    {"completeness": {"states": []}},
]


def is_read(data: Any) -> bool:
    """Whether the program takes a configuration. JSON is YAML."""
    return not read_yaml_config(".speclint.yaml", json.dumps(data))[1]


@pytest.mark.parametrize("data", GOOD, ids=str)
def test_good_settings(data: dict[str, Any]) -> None:
    assert is_read(data)
    assert not list(SCHEMA.iter_errors(data))


@pytest.mark.parametrize("data", BAD, ids=str)
def test_broken_settings(data: dict[str, Any]) -> None:
    assert not is_read(data)
    assert list(SCHEMA.iter_errors(data))


TEXTS = st.sampled_from(
    [
        "",
        " ",
        "a",
        "a/b",
        "/a",
        "a/",
        "..",
        "a/../b",
        "!a",
        "{slug}",
        "{slug",
        "{number:4}-x",
        "x.md",
        "a:b",
        "off",
        "error",
        "never",
        "placeholder",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 101) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    "a/**",
                    "!a",
                    "placeholder",
                    "plan",
                    "select",
                    "ignore",
                    "rules",
                    "type",
                    "folder",
                    "file",
                    "id",
                    "other_prefixes",
                    "fail_under",
                    "states",
                    "types",
                ]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=600, deadline=None)
@given(st.dictionaries(st.sampled_from([*KEYS, "other"]), VALUES, max_size=2))
def test_any_settings(data: dict[str, Any]) -> None:
    assert is_read(data) == SCHEMA.is_valid(data), data


def test_every_key_and_rule_is_explained() -> None:
    properties = config_schema()["properties"]
    assert list(properties) == list(KEYS)
    assert all(said["description"] for said in properties.values())
    assert set(properties["rules"]["properties"]) == RULE_IDS


def test_an_error_that_quotes_several_lines_is_one_line() -> None:
    text = 'fail_on: "never\\nmind"\nnaming: {a: {file: "{x}\\n\\r{number"}}\nexclude: ["!a\\nb"]\n"a\\nb": 1\n'
    errors = read_yaml_config(".speclint.yaml", text)[1]
    assert len(errors) == 4
    for error in errors:
        assert len(f"{error.message} {error.help}".splitlines()) == 1
