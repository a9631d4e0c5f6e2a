"""TOML text in, plain data or one error with its place out.

Owns: which library reads TOML, and what its errors mean.
Never: reads a file, or knows what the keys mean.

Importing this module is cheap. The TOML library is loaded by the first call.
"""

from __future__ import annotations

import re
from typing import Any

from speclint.base.source import Position
from speclint.base.values import NamedTuple

_MAX_PARTS = 100
"""Parts of a dotted key."""
_KEY_LIKE = re.compile(r"[\w\-. \t\"']+")
_BLANK = re.compile(r"[ \t]")
_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlError(NamedTuple):
    """Where reading stopped, and why."""

    position: Position
    message: str


def read_toml(text: str, first_line: int = 1) -> tuple[dict[str, Any], TomlError | None]:
    """The tables of `text`, or an empty one and the error. Never raises.

    `first_line` is the line of the file that `text` starts on.
    """
    try:
        import tomllib  # type: ignore[import-not-found, unused-ignore]  # seldom needed
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef, import-not-found, unused-ignore]

    # The library refuses a lone carriage return, which ends a line everywhere else here.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    deep = _deep_key(text)
    if deep is not None:
        line = text.count("\n", 0, deep)
        place = Position(line + first_line, deep - text.rfind("\n", 0, deep))
        return {}, TomlError(place, "The TOML is nested too deeply to be read")
    try:
        return tomllib.loads(text), None
    except RecursionError:
        return {}, TomlError(Position(first_line, 1), "The TOML is nested too deeply to be read")
    except ValueError as error:  # also: a number of too many digits
        return {}, _error(str(error), text, first_line)


def _deep_key(text: str) -> int | None:
    """Where a key of very many parts begins, which the library reads in the square of their number; None for none."""
    for run in _KEY_LIKE.finditer(text):
        if run.group().count(".") < _MAX_PARTS:
            continue
        parts = 0
        for part in run.group().split("."):
            name = part.strip(" \t")
            parts = parts + 1 if name and not _BLANK.search(name) else 0
            if parts >= _MAX_PARTS:
                return run.start()
    return None


def _error(said: str, text: str, first_line: int) -> TomlError:
    place = _PLACE.search(said)
    message = said[: place.start()] if place else said
    if place and place[1]:
        position = Position(int(place[1]), int(place[2]))
    else:
        last = text.rstrip("\n").rsplit("\n", 1)[-1]
        position = Position(text.rstrip("\n").count("\n") + 1, len(last) + 1)
    return TomlError(Position(position.line + first_line - 1, position.column), f"The TOML is not valid: {message}")
