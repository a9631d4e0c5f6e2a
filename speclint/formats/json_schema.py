"""Whether data fits a JSON Schema, in time that follows the size of the data.

Owns: the dialects as this program uses them, and the only calls of the library that knows them.
Never: fetches anything, or judges a schema; `speclint.language` does, when a rule file is read.

The library is an extra. Loading this module does not load it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from speclint.expressions import found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

MAX_SUBJECT = 2_000
"""Characters of a name that the library's own expressions see."""

_MAX_DEPTH = 40
"""Levels of data that every schema can follow. Where fewer are too many, it is the schema that has no end."""

_MAX_QUOTED = 200
"""Characters of a message."""

_FREE_STEPS = 5_000
_STEPS_PER_VALUE = 30
"""How often a schema may refer to another part of itself: this often for all, and this often for each value of the data."""

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


class SchemaError(Exception):
    """A JSON Schema of a rule set cannot be used. The message is for the user, and follows a path and a colon."""


class _TooManySteps(Exception):  # noqa: N818 - it never leaves this module
    """A schema leads from reference to reference more often than data of this size can need."""


def schema_faults(data: Any, schema: Any) -> list[str]:
    """Where data breaks a JSON Schema, each as "place: what is wrong"; the data is plain JSON, and so is the schema.

    Raises SchemaError for an invalid JSON Schema, for one that never ends, and without the package that reads them.
    """
    try:
        from jsonschema.exceptions import SchemaError as InvalidSchema  # an extra, which many rule sets do not need
        from jsonschema.validators import validator_for
        from referencing import Registry
        from referencing.exceptions import Unresolvable
    except ImportError:
        raise SchemaError(
            "its rule set checks code against a JSON Schema. Install the extra: pip install 'speclint[json-schema]'"
        ) from None
    values, depth = _extent(data)
    try:
        dialect = validator_for(schema)
        dialect.check_schema(schema)
        # An empty registry: nothing is ever fetched from elsewhere.
        validator = _bounded(dialect)(
            schema, registry=Registry(), format_checker=_steps(_FREE_STEPS + _STEPS_PER_VALUE * values)
        )
        faults = sorted(validator.iter_errors(data), key=lambda fault: [str(part) for part in fault.absolute_path])
    except (InvalidSchema, Unresolvable) as error:
        said = " ".join(str(getattr(error, "message", error)).split())
        raise SchemaError(f"its rule set has an invalid JSON Schema: {said}") from None
    except _TooManySteps:
        raise SchemaError("its rule set has a JSON Schema with too many nested references. Simplify it") from None
    except RecursionError:
        if depth > _MAX_DEPTH:
            return [f"$: the data has {depth} levels, too many to compare"]
        raise SchemaError("its rule set has a JSON Schema with a reference cycle") from None
    return [f"{fault.json_path}: {_short(fault.message)}" for fault in faults]


def _short(text: str) -> str:
    """The words of the library, which quote what is wrong, however long that is."""
    return text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "\u2026"


def _extent(data: Any) -> tuple[int, int]:
    """How many values some data has, and how many levels."""
    count = depth = 0
    level = [data]
    while level:
        count += len(level)
        depth += 1
        level = [
            inner
            for value in level
            if isinstance(value, (dict, list))
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return count, depth


def _steps(most: int) -> Any:
    """The counter of references, in the one member of a validator that is passed on to all parts of a schema."""
    from jsonschema import FormatChecker

    class Steps(FormatChecker):
        def __init__(self) -> None:
            super().__init__(formats=())  # formats are not checked
            self.left = most

        def spend(self) -> None:
            self.left -= 1
            if self.left < 0:
                raise _TooManySteps

    return Steps()


@lru_cache(maxsize=8)
def _bounded(dialect: Any) -> Any:
    """A dialect whose keywords take time that follows the size of the data."""
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def counted(keyword: Any) -> Any:
        def follow(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
            validator.format_checker.spend()
            yield from keyword(validator, value, instance, schema) or ()

        return follow

    def pattern(validator: Any, value: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        if validator.is_type(instance, "string") and not found_in(value, instance):
            yield ValidationError(f"{instance!r} does not match the pattern of its schema")

    def of_short_names(keyword: Any) -> Any:
        def compare(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
            if validator.is_type(instance, "object") and any(len(name) > MAX_SUBJECT for name in instance):
                yield ValidationError(f"a name of more than {MAX_SUBJECT:,} characters cannot be compared")
            else:
                for error in keyword(validator, value, instance, schema) or ():
                    # The library lists the expressions of `patternProperties`.
                    names, mark, _ = error.message.partition(" not match any of the regexes: ")
                    error.message = f"{names} not match any pattern of the schema" if mark else error.message
                    yield error

        return compare

    def excluded(validator: Any, value: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        # The library shows the whole schema, with its expressions.
        if validator.evolve(schema=value).is_valid(instance):
            yield ValidationError(f"{instance!r} matches a schema that is excluded by `not`")

    def unique(validator: Any, value: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        if value and validator.is_type(instance, "array") and len(set(map(_frozen, instance))) < len(instance):
            yield ValidationError(f"{instance!r} has non-unique elements")

    def multiple(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        try:
            yield from dialect.VALIDATORS["multipleOf"](validator, value, instance, schema) or ()
        except OverflowError:  # a whole number that is larger than any other number, by one that is not whole
            from fractions import Fraction

            if (Fraction(instance) / Fraction(value)).denominator != 1:
                yield ValidationError(f"{instance!r} is not a multiple of {value}")

    known = dialect.VALIDATORS
    made = {name: counted(known[name]) for name in _REFERENCES if name in known}
    made |= {
        name: of_short_names(known[name]) for name in ("patternProperties", "additionalProperties") if name in known
    }
    made |= {
        name: keyword
        for name, keyword in (
            ("pattern", pattern),
            ("not", excluded),
            ("uniqueItems", unique),
            ("multipleOf", multiple),
        )
        if name in known
    }
    return extend(dialect, made)  # type: ignore[no-untyped-call]


def _frozen(value: Any) -> Any:
    """A value that is equal to another where JSON's values are: 1 is 1.0, but not true."""
    if isinstance(value, dict):
        return "object", frozenset((key, _frozen(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return "array", tuple(map(_frozen, value))
    return (type(value) is bool, value)
