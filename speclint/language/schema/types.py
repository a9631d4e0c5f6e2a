"""The value types of the rule-set language.

Owns: how a written YAML value becomes text, a number, a regular expression or a pattern of names.
Never: knows which key a value is under.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from speclint.language.names import heading_regex
from speclint.language.regex.safety import check_name_regex, check_regex, check_values_regex
from speclint.ruleset.name_patterns import id_fault, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema.exceptions import ValidationError

TRUSTED = "the regular expressions are already checked"
"""Validation context for a tree whose parts were validated one by one: analysing a pattern takes some milliseconds."""


class Written:
    """A YAML scalar that is not text: its value, and how it was written (`1.10` is 1.1 written as "1.10")."""

    __slots__ = ("text", "value")

    def __init__(self, value: float | bool | None, text: str) -> None:
        self.value = value
        self.text = text


class Model(BaseModel):
    """What all parts of a rule file share: unknown keys are errors, and values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def refuse(message: str, mend: str = "", place: int | None = None) -> NoReturn:
    """Reject a value, with a message and a fix in a rule author's words. `place`: the character that is wrong, from 0 on."""
    raise PydanticCustomError("speclint", "{message}", {"message": message, "help": mend, "place": place})


def _text(value: Any) -> Any:
    return value.text if isinstance(value, Written) and value.value is not None else value


def _value(value: Any) -> Any:
    return value.value if isinstance(value, Written) else value


def plain(value: Any) -> Any:
    """The plain data below a value, whatever its depth."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return _value(value)


def _not_blank(value: str) -> str:
    if not value.strip():
        refuse("Empty text", "Write a value, or remove the key")
    return value


def _regex(value: str, info: ValidationInfo) -> str:
    if info.context == TRUSTED:
        return value
    fault = check_regex(value)
    if fault:
        refuse(*fault)
    return value


def _heading_regex(value: str, info: ValidationInfo) -> str:
    """An expression that must be quick with and without regard to case."""
    for pattern in (value, heading_regex(value)):
        _regex(pattern, info)
    return value


def _values_regex(value: str, info: ValidationInfo) -> str:
    fault = None if info.context == TRUSTED else check_values_regex(value)
    if fault:
        refuse(*fault)
    return value


def _naming(value: str) -> str:
    fault = pattern_fault(value)
    if fault:
        refuse(*fault)
    return value


def _id(value: str) -> str:
    fault = id_fault(value)
    if fault:
        refuse(*fault)
    return value


def _folder(value: str) -> str:
    parts = value.strip().strip("/").split("/")
    if value.strip().startswith("/") or "\\" in value or ":" in value or ".." in parts:
        refuse(
            f"`{value}` is not a folder inside a project",
            "Use a path relative to the project root, such as `docs/specs/component`",
        )
    return "/".join(part for part in parts if part not in ("", "."))


REPEAT = re.compile(r"(?P<least>[0-9]{1,4})(?:(?P<open>\.\.)(?P<most>[0-9]{1,4})?)?")


def _repeat(value: str) -> str:
    found = REPEAT.fullmatch(value.strip())
    if found is None:
        refuse(
            f"Invalid number of sections `{value}`",
            "Write `1`, `1..` (at least once), `0..3` or `2..5`",
        )
    least, most = int(found["least"]), found["most"]
    if most is not None and int(most) < least:
        refuse(
            f"Invalid range `{value}`",
            f"Write the smaller number first: `{most}..{least}`",
        )
    if (most is not None and int(most) == 0) or (not found["open"] and least == 0):
        refuse(
            f"`{value}` allows no section",
            "Remove the section; `unknown_sections` sets the severity of sections that are not declared",
        )
    return value.strip()


Text = Annotated[str, BeforeValidator(_text), AfterValidator(_not_blank)]
"""A name or a sentence. A number is taken as it is written."""

Value = Annotated[
    str,
    BeforeValidator(_text),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
"""A value that a field or a cell may have. `1.10` and `true` are texts here."""

Regex = Annotated[
    str, BeforeValidator(_text), AfterValidator(_regex), WithJsonSchema({"type": "string", "format": "regex"})
]
"""A regular expression in Python syntax whose running time stays small."""

HeadingRegex = Annotated[
    str, BeforeValidator(_text), AfterValidator(_heading_regex), WithJsonSchema({"type": "string", "format": "regex"})
]
"""A regular expression that headings are matched with."""

ValuesRegex = Annotated[
    str, BeforeValidator(_text), AfterValidator(_values_regex), WithJsonSchema({"type": "string", "format": "regex"})
]
"""A regular expression of which the first group counts."""

KEBAB = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

Kebab = Annotated[str, BeforeValidator(_text), Field(pattern=KEBAB)]
"""A name in lower case with hyphens."""

Count = Annotated[int, BeforeValidator(_value), Field(ge=0, le=1_000_000)]
AtLeastOne = Annotated[int, BeforeValidator(_value), Field(ge=1, le=1_000_000)]
Level = Annotated[int, BeforeValidator(_value), Field(ge=1, le=6)]
Percent = Annotated[int, BeforeValidator(_value), Field(ge=0, le=100)]
Flag = Annotated[bool, BeforeValidator(_value)]

Repeat = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(_repeat),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": r"^[0-9]{1,4}(\.\.([0-9]{1,4})?)?$"},
            ]
        }
    ),
]

NamePattern = Annotated[str, BeforeValidator(_text), AfterValidator(_naming)]
"""A pattern of file names, such as `cmp-{number:3}-{slug}`."""

IdPattern = Annotated[str, BeforeValidator(_text), AfterValidator(_id)]
"""A pattern of ids, such as `CMP-{number:3}`."""

Folder = Annotated[str, BeforeValidator(_text), AfterValidator(_not_blank), AfterValidator(_folder)]
"""A folder inside the project, with forward slashes."""

Presence = Annotated[Literal["required", "recommended", "optional"], BeforeValidator(_text)]
Severity = Annotated[Literal["error", "warning", "info"], BeforeValidator(_text)]
SeverityOrOff = Annotated[Literal["error", "warning", "info", "off"], BeforeValidator(_text)]
SeverityOrAllow = Annotated[Literal["error", "warning", "info", "allow"], BeforeValidator(_text)]
Order = Annotated[Literal["strict", "relaxed", "any"], BeforeValidator(_text)]


_DATA = ("const", "default", "enum", "examples")
"""Keys of a JSON Schema below which there is no schema."""

_NAMED = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies")
"""Keys of a JSON Schema below which the keys are names."""

_SAME_VALUE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies")
"""Keys of a JSON Schema below which parts are about the same value as the whole."""

Path = tuple[str | int, ...]
Fault = tuple[Path, dict[str, Any]]
"""Something wrong inside a value: the way to it from there, and `message`, `help` and `place`."""


def _fault(path: Path, message: str, mend: str = "", place: int | None = None) -> Fault:
    return path, {"message": message, "help": mend, "place": place}


def _json_schema(schema: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """A JSON Schema must be one: it would otherwise only fail on a document.

    Patterns in it meet documents too, so they are bounded as all others; nothing is fetched.
    """
    if info.context == TRUSTED:
        return schema
    faults = [fault for path, value in _members(schema) for fault in _member_faults(path, value)]
    faults += _invalid(schema) or _dead_ends(schema)
    if faults:
        raise PydanticCustomError("speclint", "{message}", {**faults[0][1], "faults": faults})
    return schema


def _member_faults(path: Path, value: Any) -> Iterator[Fault]:
    key = path[-1]
    if key == "pattern" and isinstance(value, str):
        patterns = {path: value}
    elif key == "patternProperties" and isinstance(value, dict):
        patterns = {(*path, name): name for name in value}
    else:
        patterns = {}
    check = check_regex if key == "pattern" else check_name_regex
    for place, pattern in patterns.items():
        fault = check(pattern)
        if fault:
            yield _fault(place, *fault)
    if key == "$schema" and len(path) > 1 and isinstance(value, str) and not _is_data(path):
        yield _fault(path, "`$schema` is allowed only at the top of a JSON Schema", "Remove it")
    if key == "$ref" and isinstance(value, str) and not value.startswith("#"):
        yield _fault(path, f"`$ref: {value}` is outside the schema, and is not loaded", "Move it to `$defs`")


def _is_data(path: Path) -> bool:
    """Whether the value at the end of a path is not a part of the schema, but data in it."""
    return any(part in _DATA and above not in _NAMED for above, part in zip(("", *path), path, strict=False))


def _invalid(schema: dict[str, Any]) -> list[Fault]:
    """Where a JSON Schema breaks the rules of its own dialect."""
    try:
        from jsonschema.validators import validator_for  # an extra, and most rule sets name no schema
    except ImportError:
        message = "A JSON Schema needs the extra json-schema: pip install 'speclint[json-schema]'"
        return [_fault((), message)]
    dialect = schema.get("$schema", "")
    if not isinstance(dialect, str):
        return [_fault(("$schema",), "`$schema` of a JSON Schema must be text")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # for a dialect that the package does not know, it takes the newest
        kind = validator_for(schema)
    try:
        found = [_innermost(error) for error in kind(kind.META_SCHEMA).iter_errors(schema)]
    except RecursionError:
        return [_fault((), "The JSON Schema is nested too deeply")]
    # Dialects are made of parts, each of which looks at the whole schema: the same error comes several times.
    said = {tuple(error.absolute_path): " ".join(error.message.split()) for error in reversed(found)}
    return [_fault(path, f"Invalid JSON Schema: {shorten(text)}") for path, text in said.items()]


def shorten(text: str, limit: int = 200) -> str:
    """A text that quotes what an author wrote, however long that is."""
    return text if len(text) <= limit else text[: limit - 1] + "\u2026"


def _innermost(error: ValidationError) -> ValidationError:
    """Of the reasons for an error, the one that is about the smallest part, and rather about a value than its type."""
    while error.context:
        error = max(error.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "type"))
    return error


def _dead_ends(schema: dict[str, Any]) -> list[Fault]:
    """References of a valid JSON Schema to a part that it has not."""
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012, specification_with

    members = list(_members(schema))
    if any(path[-1] in ("$id", "id") and len(path) > 1 and isinstance(value, str) for path, value in members):
        return []  # references are relative to these
    resource = specification_with(schema.get("$schema", ""), default=DRAFT202012).create_resource(schema)
    base = resource.id() or ""
    resolver = Registry().with_resource(base, resource).resolver(base)
    faults: list[Fault] = []
    targets: dict[str, Any] = {}
    for path, value in members:
        if path[-1] == "$ref" and isinstance(value, str) and value.startswith("#"):
            try:
                targets[value] = resolver.lookup(value).contents
            except (Unresolvable, LookupError, TypeError, ValueError):
                faults.append(_fault(path, f"`$ref: {shorten(value)}` has no target in this JSON Schema"))
    return (
        faults
        or [
            _fault(path, f"`$ref: {shorten(value)}` is circular")
            for path, value in members
            if path[-1] == "$ref" and isinstance(value, str) and value in targets and _leads_back(value, targets)
        ][:1]
    )


def _leads_back(reference: str, targets: Mapping[str, Any]) -> bool:
    """Whether a reference comes back to itself on parts of a schema that are all about the same value.

    `targets` has the parts of the schema that its references lead to.
    """
    seen: set[int] = set()
    waiting = [targets[reference]]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict) or id(part) in seen:
            continue
        seen.add(id(part))
        for key, value in part.items():
            if key == "$ref":
                if value == reference:
                    return True
                waiting.append(targets.get(value) if isinstance(value, str) else None)
            elif key in _SAME_VALUE:
                waiting += value.values() if isinstance(value, dict) and key.startswith("depend") else [value]
                waiting += value if isinstance(value, list) else []
    return False


def _members(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """All values at keys of mappings, with the way to each."""
    if isinstance(value, dict):
        yield from (((*path, key), inner) for key, inner in value.items())
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in inside:
        yield from _members(inner, (*path, part))


JsonData = Annotated[dict[str, Any], BeforeValidator(plain), AfterValidator(_json_schema)]
"""A JSON Schema."""
