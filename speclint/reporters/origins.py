"""Where each value of a rule set was written: `speclint explain TYPE --origins`.

Owns: the layout of the list.
Never: merges; the tree's nodes know their files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.escapes import one_line, visible
from speclint.formats.yaml import YamlMapping, YamlScalar, YamlSequence
from speclint.language.nodes import name_of, section_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.formats.yaml import YamlNode

_LONGEST = 80


def render_origins(tree: YamlNode) -> str:
    """`file:line:column: path: value`, line by line, in the order of the merged rule set.

    In a path, an item of a list goes by its id or name where it has one, else by its number from 1.
    """
    return "".join(f"{line}\n" for line in _lines(tree, ""))


def _lines(node: YamlNode, path: str) -> Iterator[str]:
    if isinstance(node, YamlMapping):
        for entry in node.entries:
            yield from _lines(entry.value, f"{path}.{entry.key.text}" if path else entry.key.text)
    elif isinstance(node, YamlSequence) and not all(isinstance(item, YamlScalar) for item in node.items):
        for number, item in enumerate(node.items, 1):
            name = section_id(item) or name_of(item) or str(number)
            yield from _lines(item, f"{path}[{name}]")
    else:
        line, column = node.range.start
        value = node.to_python()
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        text = one_line(" ".join(text.split()))
        shown = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
        yield f"{visible(node.source)}:{line}:{column}: {one_line(path)}: {shown}"
