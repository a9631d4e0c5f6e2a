"""The surface language of rule files. The only package that imports pydantic, and imported only to read rule files.

Owns: the shape of a rule file, its JSON Schema, and the words for what breaks the shape.
Never: merges, normalises, or uses positions except to pass them on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.language.schema.errors import ShapeError, to_input, validate
from speclint.language.schema.models import RuleFileModel
from speclint.language.schema.types import TRUSTED

if TYPE_CHECKING:
    from speclint.formats.yaml import YamlNode

__all__ = ["RuleFileModel", "ShapeError", "json_schema", "read_model", "validate"]


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of rule files, for editors."""
    schema = RuleFileModel.model_json_schema()
    # A key that may be left out is None inside the program; in a file an empty value is a mistake.
    cleaned: dict[str, Any] = _without_null(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by `speclint schema`.",
        "title": "speclint rule set",
        **{key: value for key, value in cleaned.items() if key != "title"},
    }


def read_model(root: YamlNode) -> RuleFileModel:
    """The model of a tree that `validate` found no error in. Raises ValueError (of pydantic) for any other."""
    return RuleFileModel.model_validate(to_input(root), context=TRUSTED)


def _without_null(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_null(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {
        key: _without_null(value)
        for key, value in part.items()
        if not (key == "default" and value is None) and not (key == "title" and isinstance(value, str))
    }
    options = found.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        del found["anyOf"]
        found = {**rest[0], **found} if len(rest) == 1 else {"anyOf": rest, **found}
    return found
