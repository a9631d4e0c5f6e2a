"""The value types of the rule-set language.

Owns: how a written YAML value becomes text, a number, a regular expression or a pattern of names.
Never: knows which key a value stands under.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from speclint.rulesets.names import pattern_fault
from speclint.rulesets.regex_safety import check_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

TRUSTED = "the regular expressions are checked already"
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


def refuse(message: str, mend: str = "") -> NoReturn:
    """Reject a value, with a message and a mend in a rule author's words."""
    raise PydanticCustomError("speclint", "{message}", {"message": message, "help": mend})


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
        refuse("An empty text stands here", "Write a value, or remove the key")
    return value


def _regex(value: str, info: ValidationInfo) -> str:
    if info.context == TRUSTED:
        return value
    fault = check_regex(value)
    if fault:
        refuse(*fault.split("\n", 1))
    return value


def _naming(value: str) -> str:
    fault = pattern_fault(value)
    if fault:
        refuse(*fault)
    return value


REPEAT = re.compile(r"(?P<least>[0-9]{1,4})(?:(?P<open>\.\.)(?P<most>[0-9]{1,4})?)?")


def _repeat(value: str) -> str:
    found = REPEAT.fullmatch(value.strip())
    if found is None:
        refuse(
            f"`{value}` does not say how often a section may stand",
            "Write `1`, `1..` (at least once), `0..3` or `2..5`",
        )
    least, most = int(found["least"]), found["most"]
    if most is not None and int(most) < least:
        refuse(
            f"`{value}` ends before it begins",
            f"Write the smaller number first: `{most}..{least}`",
        )
    if (most is not None and int(most) == 0) or (not found["open"] and least == 0):
        refuse(
            f"`{value}` would never let the section stand",
            "Remove the section; `unknown_sections` says how bad it is to have one that is not declared",
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

KEBAB = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

Kebab = Annotated[str, BeforeValidator(_text), Field(pattern=KEBAB)]
"""A name in lower case with hyphens."""

Count = Annotated[int, BeforeValidator(_value), Field(ge=0, le=1_000_000)]
AtLeastOne = Annotated[int, BeforeValidator(_value), Field(ge=1, le=1_000_000)]
Level = Annotated[int, BeforeValidator(_value), Field(ge=1, le=6)]
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
"""A pattern of file names or ids, such as `cmp-{number:3}-{slug}`."""

Presence = Annotated[Literal["required", "recommended", "optional"], BeforeValidator(_text)]
Severity = Annotated[Literal["error", "warning", "info"], BeforeValidator(_text)]
SeverityOrOff = Annotated[Literal["error", "warning", "info", "off"], BeforeValidator(_text)]
SeverityOrAllow = Annotated[Literal["error", "warning", "info", "allow"], BeforeValidator(_text)]
Order = Annotated[Literal["strict", "relaxed", "any"], BeforeValidator(_text)]


def _json_schema(schema: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """Patterns in a JSON Schema meet documents too, so they are bounded as all others; nothing is fetched from afar."""
    if info.context == TRUSTED:
        return schema
    for key, value in _members(schema):
        if key == "pattern" and isinstance(value, str):
            patterns = [value]
        elif key == "patternProperties" and isinstance(value, dict):
            patterns = [str(name) for name in value]
        else:
            patterns = []
        for pattern in patterns:
            fault = check_regex(pattern)
            if fault:
                refuse(*fault.split("\n", 1))
        if key == "$ref" and isinstance(value, str) and not value.startswith("#"):
            refuse(f"`$ref: {value}` leads out of the schema, and nothing is fetched", "Put it under `$defs`")
    return schema


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _members(inner)


JsonData = Annotated[dict[str, Any], BeforeValidator(plain), AfterValidator(_json_schema)]
"""A JSON Schema."""
