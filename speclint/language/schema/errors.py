"""From pydantic's errors to positions and words.

Owns: passing YAML nodes to pydantic, and messages in a rule author's words.
Never: lets a word of pydantic through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import ValidationError

from speclint.base.suggest import closest, meant_off, suggesting, unknown_name
from speclint.base.values import NamedTuple
from speclint.formats.yaml import YamlMapping, YamlNode, YamlScalar, YamlSequence
from speclint.language.schema.models import RuleFileModel
from speclint.language.schema.types import TRUSTED, Model, Written
from speclint.ruleset.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.source import Range


class ShapeError(NamedTuple):
    """One value that does not have the shape it should. `holder` is the mapping or list that it is in.

    `place`: the character of the value that is wrong, from 0 on; None where it is wrong as a whole.
    """

    range: Range
    message: str
    help: str
    holder: YamlNode
    node: YamlNode
    place: int | None = None


_EMPTY_KINDS = frozenset(kind.key for kind in KINDS if kind.bare)
"""Kinds of expectations whose options may all be left out."""


def validate(root: YamlMapping, *, trusted: bool = False) -> list[ShapeError]:
    """Everything that breaks the shape of a rule file, one error per mistake.

    `trusted`: the running time of its regular expressions is known to be bounded.
    """
    errors = _empty_values(root)
    empty = {id(error.node) for error in errors}
    try:
        RuleFileModel.model_validate(to_input(root), context=TRUSTED if trusted else None)
    except ValidationError as failure:
        found = failure.errors(include_url=False, include_input=False)
        unknown = {
            (_known(part["loc"]), closest(str(part["loc"][-1]), _keys(_known(part["loc"][:-1]))))
            for part in found
            if part["type"] == "extra_forbidden"
        }
        for part in found:
            location = part["loc"]
            if part["type"] == "missing" and ((_known(location), location[-1]) in unknown or location == ("speclint",)):
                continue  # the key exists, misspelt, or the version, which is looked at before: said already
            context = {"words": part["msg"], **part.get("ctx", {})}
            for inside, said in context.get("faults", [((), context)]):
                error = _explain(root, (*location, *inside), part["type"], said)
                if id(error.node) not in empty:
                    errors.append(error)
    return errors


def to_input(node: YamlNode) -> Any:
    """A tree as the data that the models take: text, and `Written` values that remember their spelling."""
    if isinstance(node, YamlMapping):
        return {entry.key.text: to_input(entry.value) for entry in node.entries}
    if isinstance(node, YamlSequence):
        return [to_input(item) for item in node.items]
    if isinstance(node, YamlScalar) and not isinstance(node.value, str):
        return None if node.value is None else Written(node.value, node.text)
    return node.to_python()


def _known(location: Sequence[str | int]) -> tuple[str | int, ...]:
    """The place that a location is in, without the key at its end."""
    return tuple(location[:-1])


def _empty_values(node: YamlNode) -> list[ShapeError]:
    """Keys and list items without a value. Inside a JSON Schema such a value has a meaning."""
    errors: list[ShapeError] = []
    if isinstance(node, YamlMapping):
        for key, value in node.entries:
            if not _is_empty(value):
                errors += [] if key.text == "schema" else _empty_values(value)
            elif key.text in _EMPTY_KINDS:
                mend = f"Write `{key.text}: {{}}` to accept any"
                errors.append(ShapeError(key.range, f"`{key.text}` has no options", mend, node, value))
            else:
                mend = "Give it a value, or remove the key"
                errors.append(ShapeError(key.range, f"`{key.text}` has no value", mend, node, value))
    elif isinstance(node, YamlSequence):
        for item in node.items:
            if _is_empty(item):
                errors.append(ShapeError(item.range, "Empty list item", "Remove the `-`, or write a value", node, item))
            else:
                errors += _empty_values(item)
    return errors


def _is_empty(node: YamlNode) -> bool:
    return isinstance(node, YamlScalar) and node.value is None


def _explain(root: YamlNode, location: tuple[str | int, ...], kind: str, context: dict[str, Any]) -> ShapeError:
    holder = root.find(location[:-1])
    node = root.find(location)
    name = _name(location)
    if kind == "extra_forbidden":
        key = str(location[-1])
        message, mend = _unknown_key(f"Unknown key `{key}` in {_owner(location)}", key, _keys(location[:-1]))
        return ShapeError(root.key_range(location), message, mend, holder, node)
    if kind == "missing":
        message = f"Missing key `{location[-1]}` in {_owner(location)}"
        return ShapeError(_start(root, location), message, f"Add `{location[-1]}: ...`", holder, node)
    if kind == "[key]" or (location and location[-1] == "[key]"):
        return ShapeError(holder.range, f"A key of {name} is not text", "Put it in quotes", holder, node)
    message, mend = _value_words(kind, context, name, node)
    return ShapeError(node.range, message, mend, holder, node, context.get("place"))


def _value_words(kind: str, context: dict[str, Any], name: str, node: YamlNode) -> tuple[str, str]:
    if kind == "speclint":
        return context["message"], context["help"]
    if kind == "literal_error":
        options = [option.strip("' ") for option in context["expected"].replace(" or ", ", ").split(",")]
        listed = _either(options)
        if isinstance(node, YamlScalar):
            message = f"Invalid value `{_short(node)}` for {name}: expected {listed}"
            return suggesting(message, meant_off(node.text, options) or closest(node.text, options)), ""
        return f"{name} is {node.kind}: expected {listed}", ""
    if kind == "string_pattern_mismatch":
        mend = "Use lower-case letters, digits and single hyphens, such as `health-checks`"
        return f"`{_short(node)}` is not kebab-case", mend
    bounds = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
    if kind in bounds:
        key, words = bounds[kind]
        return f"{name} is {_short(node)}: expected {words} {context[key]}", ""
    if kind == "too_short":
        least = context["min_length"]
        if least == 1:
            return f"{name} is empty", "Write at least one entry, or remove the key"
        return f"{name} needs at least {least} entries", ""
    if kind == "shape":
        return f"{name} is {_described(node)}: expected {context['words']}", ""
    return f"{name} is {_described(node)}: expected {_EXPECTED.get(kind, 'another value')}", _mend(kind, name, node)


_EXPECTED = {
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "`true` or `false`",
    "union_tag_invalid": "a value, a list of values or a mapping with `regex`",
    "union_tag_not_found": "a value, a list of values or a mapping with `regex`",
}


# Words that other tools use, and the keys of this language for the same thing.
_OTHER_WORDS = {
    "required": "presence: required",
    "mandatory": "presence: required",
    "optional": "presence: optional",
    "recommended": "presence: recommended",
    "level": "heading_level",
    "title": "heading",
    "name": "heading",
    "pattern": "regex",
    "enum": "values",
    "allowed": "values",
    "options": "values",
    "description": "guidance",
    "hint": "guidance",
    "subsections": "sections",
    "children": "sections",
    "content": "expects",
    "contains": "expects",
    "languages": "language",
    "lang": "language",
    "unique_values": "unique",
    "min_count": "min",
    "max_count": "max",
    "placeholder": "placeholders",
}


def _unknown_key(message: str, key: str, keys: list[str]) -> tuple[str, str]:
    """What to say about a key that does not exist, and what there is instead."""
    said, mend = unknown_name(message, key, keys)
    other = closest(key, _OTHER_WORDS) if said == message else None
    if other is not None and _OTHER_WORDS[other].partition(":")[0] in keys:
        said = suggesting(message, _OTHER_WORDS[other])
    return said, mend


def _mend(kind: str, name: str, node: YamlNode) -> str:
    if kind == "list_type" and isinstance(node, YamlScalar):
        return (
            f"Write {name.strip('`')}: [{_short(node)}]".replace("Write ", "Write `", 1) + "`"
            if name.startswith("`")
            else ""
        )
    if kind == "list_type" and isinstance(node, YamlMapping):
        return "Begin each entry with `- `"
    if kind in ("model_type", "model_attributes_type") and isinstance(node, YamlScalar):
        bare = node.text.rstrip(":")
        return f"Write `{bare}: {{}}`" if bare in _EMPTY_KINDS else ""
    if isinstance(node, YamlScalar) and kind in _PLAIN_KINDS and node.quoted and _is_plain(kind, node.text):
        return f"Write `{node.text.casefold()}` without quotes"
    if kind == "bool_type" and isinstance(node, YamlScalar):
        positive = node.text.casefold() in ("yes", "on", "y", "1")
        negative = node.text.casefold() in ("no", "off", "n", "0")
        return f"Write `{'true' if positive else 'false'}`" if positive or negative else ""
    return ""


_PLAIN_KINDS = ("bool_type", "int_type")


def _is_plain(kind: str, text: str) -> bool:
    return text.casefold() in ("true", "false") if kind == "bool_type" else text.isdecimal()


def _described(node: YamlNode) -> str:
    if isinstance(node, YamlScalar):
        return f"`{_short(node)}`"
    return node.kind


def _short(node: YamlNode, limit: int = 60) -> str:
    text = " ".join(node.text.split()) if isinstance(node, YamlScalar) else node.kind
    return text if len(text) <= limit else text[: limit - 1] + "\u2026"


def _either(options: Sequence[str]) -> str:
    shown = [f"`{option}`" for option in options]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _start(root: YamlNode, location: tuple[str | int, ...]) -> Range:
    """Where to say that a key is missing: the start of the mapping that should have it."""
    place = root.find(location[:-1]).range
    return place._replace(end=place.start)


def _name(location: Sequence[str | int]) -> str:
    """What to call the value at a location: by its key, or as an entry of the list under that key."""
    named = [part for part in location if not (isinstance(part, str) and part.startswith("<"))]
    if not named:
        return "The rule set"
    if isinstance(named[-1], int):
        keys = [part for part in named if isinstance(part, str)]
        return f"An entry of `{keys[-1]}`" if keys else "An entry"
    return f"`{named[-1]}`"


def _owner(location: Sequence[str | int]) -> str:
    name = _name(location[:-1])
    return name[:1].lower() + name[1:]


def _keys(location: Sequence[str | int]) -> list[str]:
    """The keys that a mapping at a location may have."""
    model: type[Model] = RuleFileModel
    for part in location:
        fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
        if part not in fields:
            continue  # an index, a tag of a union, or a key that the author chose
        options = _models(fields[str(part)])
        model = options[0] if options else model
    return [info.alias or name for name, info in model.model_fields.items()]


def _models(annotation: Any) -> list[type[Model]]:
    """The models that an annotation mentions, outermost first."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return [annotation] if issubclass(annotation, Model) else []
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        parts = parts[:1]
    return [model for part in parts for model in _models(part)]
