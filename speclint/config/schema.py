"""The JSON Schema of configurations, for editors.

Owns: the shape that `speclint.config.reading` accepts, and a word on each key for who completes it.
Never: decides: what is read counts. A test holds the two together.
"""

from __future__ import annotations

from typing import Any

from speclint.checks.rules import RULE_IDS
from speclint.config.reading import FAIL_ON, KEYS, RULE_SETTINGS

_TEXT = {"type": "string", "pattern": r"\S"}
_PATTERN = {"type": "string", "pattern": r"^(?!!)[\s\S]*\S"}
_FOLDER = {"type": "string", "pattern": r"^(?!/)(?!(?:[\s\S]*/)?\.\.(?:/|$))[^\\:]*[^\\:\s][^\\:]*$"}
_PERCENT = {"type": "integer", "minimum": 0, "maximum": 100}
_FLAG = {"type": "boolean"}
_PART = r"\{(?:slug|date|number(?::[1-9])?)\}"
_NAME = {
    "type": "string",
    "pattern": rf"^(?=[\s\S]*\S)(?![\s\S]*\.(?:[mM][dD]|[mM][aA][rR][kK][dD][oO][wW][nN])$)(?:[^{{}}/\\]|{_PART})*$",
}
_STATES = {"type": "object", "additionalProperties": _PERCENT}


def config_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of `.speclint.yaml`."""
    rules = sorted(RULE_IDS)
    rule = {"type": "string", "enum": rules}
    severities = {
        "type": "object",
        "properties": {name: {"enum": list(RULE_SETTINGS)} for name in rules},
        "additionalProperties": False,
    }
    threshold = {"fail_under": _PERCENT, "states": _STATES}
    keys: dict[str, tuple[str, dict[str, Any]]] = {
        "rule_paths": ("Your own rule sets: files and folders, relative to this file.", _list(_TEXT)),
        "types": ("The type of the files that match a path pattern.", _map(_TEXT)),
        "exclude": ("Patterns of files to skip.", _list(_PATTERN)),
        "select": ("Run only these rules.", _list(rule)),
        "ignore": ("Skip these rules.", _list(rule)),
        "rules": ("Severity by rule; overrides the rule set.", severities),
        "per_path": (
            "Settings for the files that match a pattern; a later entry overrides an earlier one.",
            {
                "type": "object",
                "propertyNames": _PATTERN,
                "additionalProperties": _object(
                    {"select": _list(rule), "ignore": _list(rule), "rules": severities, "type": _TEXT}
                ),
            },
        ),
        "fail_on": ("The lowest severity that gives exit code 1.", {"enum": list(FAIL_ON)}),
        "require_type": ("Report Markdown files without a type.", _FLAG),
        "require_reasons": ("Require a reason in comments that suppress a finding.", _FLAG),
        "baseline": ("The baseline file.", _FOLDER),
        "external_ids": ("Patterns of ids of specifications that are kept elsewhere.", _list(_TEXT)),
        "naming": (
            "Folder, file name and id of the documents of a bundled type.",
            {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        _FOLDER,
                        _object({"folder": _FOLDER, "file": _NAME, "id": _NAME, "other_prefixes": _list(_TEXT)}),
                    ]
                },
            },
        ),
        "completeness": (
            "The minimum completeness in percent.",
            _object(
                {
                    **threshold,
                    "types": {"type": "object", "additionalProperties": {"anyOf": [_PERCENT, _object(threshold)]}},
                }
            ),
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by `speclint schema --configuration`.",
        "title": "speclint configuration",
        "type": "object",
        "properties": {key: _or_nothing(keys[key][1], keys[key][0]) for key in KEYS},
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    """A list of items, or one item on its own."""
    return {"anyOf": [{"type": "array", "items": item}, item]}


def _map(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _or_nothing(schema: dict[str, Any], description: str) -> dict[str, Any]:
    """A key whose value may be left out, as when all entries below it are commented out."""
    if "enum" in schema:
        return {"description": description, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {"description": description, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return {"description": description, **schema, "type": [*kinds, "null"]}
