from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

from speclint.language import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator


def _objects(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        yield path, part
        for key, value in part.items():
            yield from _objects(value, f"{path}/{key}")
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _objects(value, f"{path}/{index}")


def test_every_property_has_a_description() -> None:
    for path, part in _objects(json_schema()):
        for name, declared in part.get("properties", {}).items():
            description = declared.get("description", "")
            assert description[:1].isalnum() or description.startswith("`"), f"{path}/{name}: {description!r}"
            assert description.endswith((".", ")")), f"{path}/{name}: {description!r}"


def test_unknown_keys_are_refused_everywhere() -> None:
    found = [
        path
        for path, part in _objects(json_schema())
        if "properties" in part and part.get("additionalProperties") is not False
    ]
    assert [path for path in found if not path.endswith("/properties")] == []


def test_each_expectation_has_exactly_one_kind() -> None:
    kinds = {tuple(option["required"]) for option in json_schema()["$defs"]["ExpectationModel"]["oneOf"]}
    assert kinds == {
        (kind,) for kind in ("text", "table", "list", "code", "fields", "image", "link", "diagram", "any_of")
    }


def test_no_key_may_be_empty() -> None:
    for path, part in _objects(json_schema()):
        assert part.get("type") != "null", path


def test_what_an_editor_shows() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "speclint rule set"
    assert schema["required"] == ["speclint", "type"]
    section = schema["$defs"]["SectionModel"]["properties"]
    assert section["presence"]["enum"] == ["required", "recommended", "optional"]
    assert any("pattern" in option for option in section["repeat"]["anyOf"])


def test_importing_the_package_loads_neither_pydantic_nor_the_yaml_library() -> None:
    code = (
        "import sys; from speclint.language import load, RuleFile, Loaded; from speclint.base.codec import decode;"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'pydantic', 'ruamel', 'typing_extensions'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
