"""Tags (`!!str`, `!Ref`).

Owns: which tags a file that is read for its values may use.
Never: creates an object for a tag.
"""

from __future__ import annotations

import re

from speclint.formats.yaml.nodes import plain_value

_CORE = "tag:yaml.org,2002:"
_CORE_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
}
_WRITTEN = re.compile(r"![^\s,\[\]{}]*")


def scalar_is_text(tag: str, text: str) -> bool | None:
    """Whether a scalar with this tag is text, or what its plain text says; None when the tag is not allowed."""
    if tag in ("!", _CORE + "str"):
        return True
    types = _CORE_TYPES.get(tag.removeprefix(_CORE)) if tag.startswith(_CORE) else None
    # By exact type: a bool is an int to Python.
    return False if types is not None and type(plain_value(text)) in types else None


def collection_is_allowed(tag: str, *, mapping: bool) -> bool:
    """Whether a mapping or a list may have this tag."""
    return tag in ("!", _CORE + ("map" if mapping else "seq"))


def written_tag(text: str, start: int) -> tuple[int, int]:
    """Where the tag of the node that starts at `start` is written, anchor or not."""
    found = _WRITTEN.search(text, start)
    return found.span() if found else (start, start)
