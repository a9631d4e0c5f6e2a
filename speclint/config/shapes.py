"""What the value of a setting may be: each shape with how it is read and its JSON Schema.

Owns: that both accept the same, and the words for what does not fit.
Never: knows a setting: `table` gives each its shape.

The values are checked by hand: the library that validates rule sets costs more to load than a whole run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from speclint.base.diagnostics import SEVERITIES
from speclint.base.suggest import did_you_mean, nearest
from speclint.base.values import NamedTuple
from speclint.checks.rules import RULE_IDS
from speclint.config.model import Naming, PathSettings, Threshold
from speclint.ruleset.name_patterns import id_fault, naming_fault, pattern_fault

Key = tuple["str | int", ...]
"""The way to a value: keys and indices."""
Refuse = Callable[..., None]
"""Notes an error: the key, the message, a help, and `at_key` where the key is at fault and not its value."""
Schema = dict[str, Any]

RULE_SETTINGS = (*SEVERITIES, "off")
FAIL_ON = (*SEVERITIES, "never")


class Shape(NamedTuple):
    """What a value may be."""

    read: Callable[[Refuse, Key, Any], Any]
    """The value from plain data; what does not fit is refused, and read as a value of the shape all the same."""
    schema: Schema
    show: Callable[[Any], object] = lambda value: value
    """The value as plain data again, for `speclint config`."""


# Simple values


def _text(refuse: Refuse, key: Key, value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    refuse(key, "Expected text")
    return ""


def _pattern(refuse: Refuse, key: Key, value: Any) -> str:
    text = _text(refuse, key, value)
    if text.startswith("!"):
        refuse(key, "A pattern cannot begin with `!`")
    return text


def _folder(refuse: Refuse, key: Key, value: Any) -> str:
    text = _text(refuse, key, value).strip("/")
    if "\\" in text or ":" in text or str(value).startswith("/") or ".." in text.split("/"):
        refuse(
            key,
            f"`{value}` is not a folder inside the project",
            "Use a path relative to the project root, such as docs/specs/component",
        )
    return text


def _name(fault_of: Callable[[str], tuple[str, str] | None]) -> Callable[[Refuse, Key, Any], str]:
    def read(refuse: Refuse, key: Key, value: Any) -> str:
        text = _text(refuse, key, value)
        fault = fault_of(text) if text else None
        if fault is not None:
            refuse(key, *fault)
        return text

    return read


def _percent(refuse: Refuse, key: Key, value: Any) -> int:
    if type(value) is int and 0 <= value <= 100:
        return value
    refuse(key, "Expected a whole number from 0 to 100")
    return 0


def _flag(refuse: Refuse, key: Key, value: Any) -> bool:
    if not isinstance(value, bool):
        refuse(key, "Expected true or false")
    return value is True


def _rule(refuse: Refuse, key: Key, value: Any) -> str:
    text = _text(refuse, key, value)
    if text and text not in RULE_IDS:
        refuse(key, f"Unknown rule `{text}`", did_you_mean(text, RULE_IDS))
    return text


def _choice(refuse: Refuse, key: Key, value: Any, choices: tuple[str, ...]) -> str:
    if value in choices:
        return str(value)
    # `off` is false in YAML 1.1, and some editors write it so.
    wanted = "off" if value is False and "off" in choices else str(value)
    # The message names all choices, so the help names only the one that was probably meant.
    near = nearest(wanted, choices)
    refuse(
        key,
        f"Invalid value `{value}`: expected {', '.join(choices[:-1])} or {choices[-1]}",
        f"Did you mean `{near}`?" if near else "",
    )
    return choices[0]


def _rule_setting(refuse: Refuse, key: Key, value: Any) -> str:
    if key[-1] not in RULE_IDS:
        refuse(key, f"Unknown rule `{key[-1]}`", did_you_mean(str(key[-1]), RULE_IDS), at_key=True)
    return _choice(refuse, key, value, RULE_SETTINGS)


def choice(*choices: str) -> Shape:
    """One of some words."""
    return Shape(lambda refuse, key, value: _choice(refuse, key, value, choices), {"enum": list(choices)})


_PART = r"\{(?:slug|date|number(?::[1-9])?)\}"
_NAME_SCHEMA = {
    "type": "string",
    "pattern": rf"^(?=[\s\S]*\S)(?![\s\S]*\.(?:[mM][dD]|[mM][aA][rR][kK][dD][oO][wW][nN])$)(?:[^{{}}/\\]|{_PART})*$",
}

TEXT = Shape(_text, {"type": "string", "pattern": r"\S"})
PATTERN = Shape(_pattern, {"type": "string", "pattern": r"^(?!!)[\s\S]*\S"})
FOLDER = Shape(_folder, {"type": "string", "pattern": r"^(?!/)(?!(?:[\s\S]*/)?\.\.(?:/|$))[^\\:]*[^\\:\s][^\\:]*$"})
FILE_NAME = Shape(_name(pattern_fault), _NAME_SCHEMA)
ID = Shape(_name(id_fault), _NAME_SCHEMA)
PERCENT = Shape(_percent, {"type": "integer", "minimum": 0, "maximum": 100})
FLAG = Shape(_flag, {"type": "boolean"})
RULE = Shape(_rule, {"type": "string", "enum": sorted(RULE_IDS)})


# Values of several parts


def _is_map(refuse: Refuse, key: Key, value: Any, keys: tuple[str, ...] = ()) -> bool:
    """Whether data is a mapping; keys that are not among `keys`, if any are given, are refused."""
    if not isinstance(value, dict):
        refuse(key, f"`{key[-1]}` must be a mapping")
        return False
    for name in value:
        if keys and name not in keys:
            refuse((*key, name), f"Unknown key `{name}`", did_you_mean(str(name), keys), at_key=True)
    return True


def _parts(refuse: Refuse, key: Key, value: Any, shapes: dict[str, Shape]) -> dict[str, Any]:
    """The values of the keys that are given."""
    return {name: shape.read(refuse, (*key, name), value[name]) for name, shape in shapes.items() if name in value}


def _object(shapes: dict[str, Shape]) -> Schema:
    properties = {name: shape.schema for name, shape in shapes.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def list_of(item: Shape) -> Shape:
    """A list of items, or one item on its own."""

    def read(refuse: Refuse, key: Key, value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            return (item.read(refuse, key, value),)
        if not isinstance(value, list):
            refuse(key, f"`{key[-1]}` must be a list")
            return ()
        return tuple(item.read(refuse, (*key, index), each) for index, each in enumerate(value))

    return Shape(read, {"anyOf": [{"type": "array", "items": item.schema}, item.schema]}, list)


def map_of(value_shape: Shape, schema: Schema | None = None) -> Shape:
    """Values by names that are free. `schema`: where the names are not."""

    def read(refuse: Refuse, key: Key, value: Any) -> tuple[tuple[str, Any], ...]:
        if not _is_map(refuse, key, value):
            return ()
        return tuple((str(name), value_shape.read(refuse, (*key, name), each)) for name, each in value.items())

    return Shape(read, schema or {"type": "object", "additionalProperties": value_shape.schema}, dict)


SEVERITY = Shape(_rule_setting, {"enum": list(RULE_SETTINGS)})
RULES_MAP = map_of(
    SEVERITY,
    {
        "type": "object",
        "properties": dict.fromkeys(sorted(RULE_IDS), SEVERITY.schema),
        "additionalProperties": False,
    },
)

_OF_PATHS = {"select": list_of(RULE), "ignore": list_of(RULE), "rules": RULES_MAP, "type": TEXT}


def _per_path(refuse: Refuse, key: Key, value: Any) -> tuple[PathSettings, ...]:
    if not _is_map(refuse, key, value):
        return ()
    found = []
    for pattern, said in value.items():
        inner = (*key, str(pattern))
        if _is_map(refuse, inner, said, tuple(_OF_PATHS)):
            path = _pattern(refuse, inner, str(pattern))
            found.append(PathSettings(path, **_parts(refuse, inner, said, _OF_PATHS)))
    return tuple(found)


PER_PATH = Shape(
    _per_path,
    {"type": "object", "propertyNames": PATTERN.schema, "additionalProperties": _object(_OF_PATHS)},
    lambda value: {said.pattern: _given(said[1:], said._fields[1:]) for said in value},
)

_OF_NAMING = {"folder": FOLDER, "file": FILE_NAME, "id": ID, "other_prefixes": list_of(TEXT)}


def _naming(refuse: Refuse, key: Key, value: Any) -> tuple[Naming, ...]:
    if not _is_map(refuse, key, value):
        return ()
    found = []
    for name, said in value.items():
        inner = (*key, str(name))
        if isinstance(said, str):  # `plan: docs/plans`
            found.append(Naming(str(name), folder=_folder(refuse, inner, said)))
        elif _is_map(refuse, inner, said, tuple(_OF_NAMING)):
            names = Naming(str(name), **_parts(refuse, inner, said, _OF_NAMING))
            fault = naming_fault(names.file, names.id) if names.id else None
            if fault is not None:
                refuse((*inner, "id"), *fault)
            found.append(names)
    return tuple(found)


NAMING = Shape(
    _naming,
    {"type": "object", "additionalProperties": {"anyOf": [FOLDER.schema, _object(_OF_NAMING)]}},
    lambda value: {naming.type: _given(naming[1:], naming._fields[1:]) for naming in value},
)

_OF_THRESHOLD = {"fail_under": PERCENT, "states": map_of(PERCENT)}


def _threshold(refuse: Refuse, key: Key, value: Any) -> Threshold:
    if not isinstance(value, dict):  # `component: 90`
        return Threshold(_percent(refuse, key, value))
    _is_map(refuse, key, value, tuple(_OF_THRESHOLD))
    return Threshold(**_parts(refuse, key, value, _OF_THRESHOLD))


_OF_TYPES = map_of(
    Shape(_threshold, {"anyOf": [PERCENT.schema, _object(_OF_THRESHOLD)]}),
)
_OF_COMPLETENESS = {**_OF_THRESHOLD, "types": _OF_TYPES}


def _completeness(refuse: Refuse, key: Key, value: Any) -> tuple[Threshold, tuple[tuple[str, Threshold], ...]]:
    if not _is_map(refuse, key, value, tuple(_OF_COMPLETENESS)):
        return Threshold(), ()
    parts = _parts(refuse, key, value, _OF_COMPLETENESS)
    types = parts.pop("types", ())
    return Threshold(**parts), types


def _shown_completeness(value: Any) -> object:
    whole, types = value
    return {
        **_shown_threshold(whole),
        **({"types": {name: _shown_threshold(said) for name, said in types}} if types else {}),
    }


def _shown_threshold(said: Threshold) -> dict[str, object]:
    least = {} if said.fail_under is None else {"fail_under": said.fail_under}
    return {**least, **({"states": dict(said.states)} if said.states else {})}


COMPLETENESS = Shape(_completeness, _object(_OF_COMPLETENESS), _shown_completeness)


def _given(values: Any, names: Any) -> dict[str, object]:
    """The given values, by key."""
    said = (
        (name, list(value) if isinstance(value, tuple) else value) for name, value in zip(names, values, strict=True)
    )
    return {name: value for name, value in said if value}
