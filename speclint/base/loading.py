"""Loading what a table names.

Owns: the form `room.module:name`, by which a row names code that is loaded when it is first used.
Never: loads anything but modules of this program: a row is written here, never read from a file.
"""

from __future__ import annotations

from typing import Any


def load(place: str) -> Any:
    """What a row names, such as `reporters.text:render`."""
    module, _, name = place.partition(":")
    return getattr(__import__(f"speclint.{module}", fromlist=(name,)), name)
