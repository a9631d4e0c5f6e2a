"""Where a character of a value is in the file.

Owns: quotes and escapes, counted back.
Never: reads YAML; it is given what was read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.source import Range, SourceFile
from speclint.formats.yaml.nodes import YamlScalar

if TYPE_CHECKING:
    from speclint.formats.yaml.nodes import YamlNode

_ESCAPED = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|.")
_DOUBLED = re.compile("''|.")


def character_range(text: str, node: YamlNode, index: int) -> Range | None:
    """The place of a character (from 0 on) of a value in the text of its file; None where it cannot be determined exactly.

    An index behind the last character gives the place behind it. A value of several lines is never determined.
    """
    start, end = node.range.start, node.range.end
    if not isinstance(node, YamlScalar) or start.line != end.line:
        return None
    written = SourceFile("", text).lines[start.line - 1][start.column - 1 : end.column - 1]
    quote = written[:1] if written != node.text else ""
    if quote not in ("", "'", '"'):
        return None
    inner = written[1:-1] if quote else written
    units = (_ESCAPED if quote == '"' else _DOUBLED).findall(inner) if quote else list(inner)
    if len(units) != len(node.text):
        return None
    if any(len(unit) == 1 and unit != char for unit, char in zip(units, node.text, strict=True)):
        return None
    column = start.column + len(quote) + sum(map(len, units[:index]))
    return Range.at(start.line, column, len(units[index]) if index < len(units) else 0)
