"""The JSON Schema of configurations, for editors.

Owns: the whole schema, made of the table of settings.
Never: decides: what is read counts. The shape of each value has both, and a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from speclint.config.table import SETTINGS


def config_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of `.speclint.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by `speclint schema --configuration`.",
        "title": "speclint configuration",
        "type": "object",
        "properties": {key: _or_nothing(setting.shape.schema, setting.about) for key, setting in SETTINGS.items()},
        "additionalProperties": False,
    }


def _or_nothing(schema: dict[str, Any], description: str) -> dict[str, Any]:
    """A key whose value may be left out, as when all entries below it are commented out."""
    if "enum" in schema:
        return {"description": description, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {"description": description, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return {"description": description, **schema, "type": [*kinds, "null"]}
