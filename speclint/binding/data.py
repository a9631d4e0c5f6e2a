"""Values in code that is data: what a chain of keys leads to, with its place in the document.

Owns: following keys through YAML and JSON, at any depth and through lists.
Never: parses (see `speclint.formats.code`), or judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple
from speclint.formats.yaml import YamlMapping, YamlScalar, YamlSequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.formats.code import CodeSyntax
    from speclint.formats.yaml import YamlNode
    from speclint.markdown import CodeBlock

_ANY = "*"


class Datum(NamedTuple):
    """A value in code, its place, and the value of the key beside it that names it."""

    text: str
    range: Range
    key: str = ""


def values_at(code: CodeSyntax, language: str, block: CodeBlock, path: str, by: Sequence[str] = ()) -> Iterator[Datum]:
    """The values that the keys of `path`, with dots between them, lead to.

    Of a mapping at its end, each entry is a value: `app=export`. `by`: keys of the mapping that holds the last one, of which the
    first that exists names the value; `*` for the last one itself.
    """
    keys = path.split(".")
    last = next((key for key in keys if key != _ANY), "")
    if last and last not in block.content:
        return  # before anything is parsed
    for root in code.nodes(language, block.content):
        for node, key in _ends(root, keys, by):
            for text, place in _texts(node):
                range = _in_document(block, place)
                if range is not None:
                    yield Datum(text, range, key)


def _ends(root: YamlNode, keys: Sequence[str], by: Sequence[str]) -> Iterator[tuple[YamlNode, str]]:
    """The nodes at the ends of the chain, in document order, each with what names it."""
    waiting: list[tuple[YamlNode, int, str]] = [(root, 0, "")]
    while waiting:
        node, depth, name = waiting.pop()
        if depth == len(keys):
            yield node, name
        elif isinstance(node, YamlSequence):
            waiting += [(item, depth, "") for item in reversed(node.items)]
        elif isinstance(node, YamlMapping):
            beside = [each.text for each in map(node.get, by) if isinstance(each, YamlScalar)]
            for entry in reversed(node.entries):
                if depth == 0:
                    waiting.append((entry.value, 0, ""))  # the chain may begin anywhere below
                if keys[depth] in (_ANY, entry.key.text):
                    name = entry.key.text if _ANY in by else next(iter(beside), "")
                    if name or not by or depth + 1 < len(keys):
                        waiting.append((entry.value, depth + 1, name))


def _texts(node: YamlNode) -> Iterator[tuple[str, Range]]:
    if isinstance(node, YamlScalar):
        if node.value is not None:
            yield node.text, node.range
    elif isinstance(node, YamlSequence):
        yield from ((item.text, item.range) for item in node.items if isinstance(item, YamlScalar))
    elif isinstance(node, YamlMapping):
        for entry in node.entries:
            if isinstance(entry.value, YamlScalar):
                yield f"{entry.key.text}={entry.value.text}", Range(entry.key.range.start, entry.value.range.end)


def _in_document(block: CodeBlock, place: Range) -> Range | None:
    """The place in the document of a place in code."""
    start, end = place
    if end.line > len(block.lines):
        return None
    first, last = block.lines[start.line - 1], block.lines[end.line - 1]
    return Range(
        Position(first.line, first.column + start.column - 1), Position(last.line, last.column + end.column - 1)
    )
