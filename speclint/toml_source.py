"""TOML text in, plain data or one error with its place out.

Owns: which library reads TOML, and what its errors mean.
Never: reads a file, or knows what the keys mean.

Importing this module is cheap. The TOML library is loaded by the first call.
"""

from __future__ import annotations

import re
from typing import Any

from speclint.source import Position
from speclint.values import NamedTuple

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


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
    try:
        return tomllib.loads(text), None
    except RecursionError:
        return {}, TomlError(Position(first_line, 1), "The TOML is nested too deeply to be read")
    except ValueError as error:  # also: a number of too many digits
        return {}, _error(str(error), text, first_line)


def _error(said: str, text: str, first_line: int) -> TomlError:
    place = _PLACE.search(said)
    message = said[: place.start()] if place else said
    if place and place[1]:
        position = Position(int(place[1]), int(place[2]))
    else:
        last = text.rstrip("\n").rsplit("\n", 1)[-1]
        position = Position(text.rstrip("\n").count("\n") + 1, len(last) + 1)
    return TomlError(Position(position.line + first_line - 1, position.column), f"The TOML is not valid: {message}")
