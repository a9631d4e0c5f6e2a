"""Writing XML.

Owns: the escaping, and what becomes of characters that XML cannot hold.
Never: parses, or knows a format.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.escapes import replaced, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# XML 1.0, 2.2: no reference stands for these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Parsers turn line ends and tabs in attributes into blanks, and a carriage return into a line feed anywhere.
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_SPECIAL = re.compile("[{}]".format("".join(_REFERENCES)))


def escaped(text: str) -> str:
    """Text for the inside of an element or an attribute.

    A hidden character becomes a reference, which stands for it; one that XML cannot hold, an escape with a backslash.
    """
    held = _FORBIDDEN.sub(lambda found: visible(found[0]), text)
    return replaced(_SPECIAL.sub(lambda found: _REFERENCES[found[0]], held), lambda hidden: f"&#{ord(hidden)};")


def tag(name: str, attributes: Mapping[str, object], content: Iterable[str] | None = None) -> str:
    """An element on lines of its own. `content`: markup inside, by line; None for an empty element."""
    head = "".join([name, *(f' {key}="{escaped(str(value))}"' for key, value in attributes.items())])
    if content is None:
        return f"<{head}/>\n"
    return f"<{head}>\n{''.join(content)}</{name}>\n"


def text_tag(name: str, attributes: Mapping[str, object], text: str) -> str:
    """An element with only text in it, which is kept exactly."""
    head = "".join([name, *(f' {key}="{escaped(str(value))}"' for key, value in attributes.items())])
    return f"<{head}>{escaped(text)}</{name}>\n"
