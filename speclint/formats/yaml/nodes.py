"""The nodes of a YAML text: values that know where they were written.

Owns: the node types, the value of a plain scalar (YAML 1.2 core schema), finding a node by a path, and the lossless
form as plain lists.
Never: parses YAML, or changes a node once it is built.

Hooks import this module on each run, so the classes are plain ones with slots: data classes cost more to create.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from speclint.base.source import Position, Range

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONSTANTS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{sign + name: float(sign + "inf") for sign in ("", "+", "-") for name in (".inf", ".Inf", ".INF")},
}

_MAX_DIGITS = 300
"""A longer number stays text. Python refuses to convert very long ones, and no setting is that large."""

# The first item of a node's data: which kind of node the rest describes. Scalars add the two bits that the value and
# the text alone do not tell.
_QUOTED = 1
_TEXT = 2
_SEQUENCE = 4
_MAPPING = 5


def plain_value(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar after the core schema of YAML 1.2: `yes`, `on` and dates are text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789" or len(text) > _MAX_DIGITS:
        return text
    # `re` compiles a pattern on its first use, which most runs never reach.
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"0o[0-7]+|0x[0-9a-fA-F]+", text):
        return int(text, 0)
    if re.fullmatch(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


class YamlNode:
    """A value and its place: what scalars, mappings and sequences have in common.

    `range` is exact: a scalar with its quotes, a flow collection with its brackets, a block collection from its first
    key or dash to the end of its last value. An alias shares the node of its anchor, and so that node's range.
    `source` is the path of the file that the node came from; a tree merged from several files keeps the origins.
    """

    __slots__ = ("range", "source")

    range: Range
    source: str

    @property
    def kind(self) -> str:
        """What to call this node in a message."""
        raise NotImplementedError

    def to_python(self) -> Any:
        """The plain data: str, int, float, bool, None, list and dict with str keys. Dates are str."""
        raise NotImplementedError

    def entry(self, key: str) -> YamlEntry | None:
        """The entry of a mapping; None if there is none, or if this is not a mapping."""
        del key
        return None

    def get(self, key: str) -> YamlNode | None:
        """The value of a mapping's entry; None if there is none, or if this is not a mapping."""
        entry = self.entry(key)
        return None if entry is None else entry.value

    def find(self, path: Sequence[str | int]) -> YamlNode:
        """The node that `path` (keys and indices) leads to, or the deepest one on the way that exists.

        An element that names nothing here is passed over: the paths of a validator also hold labels of its own, such
        as the member of a union that it tried.
        """
        steps = self._steps(path)
        return steps[-1][1] if steps else self

    def key_range(self, path: Sequence[str | int]) -> Range:
        """Where to report an error about the key that `path` ends in.

        The key itself; for an item of a sequence, the item; for a path that ends in nothing that exists, the place of
        the deepest part that does.
        """
        steps = self._steps(path)
        return steps[-1][0] if steps else self.range

    def to_data(self) -> list[Any]:
        """The tree as nested lists that JSON can hold. `from_data` makes an equal tree of them."""
        sources: dict[str, int] = {}
        data = self._data(sources)
        return [list(sources), data]

    def __eq__(self, other: object) -> bool:
        """Nodes are equal that have the same content, the same places and the same sources."""
        return isinstance(other, YamlNode) and self.to_data() == other.to_data()

    def __hash__(self) -> int:
        """Agrees with equality."""
        return hash((self.source, self.range))

    def __repr__(self) -> str:
        """For test failures and debuggers."""
        start, end = self.range
        place = f"{start.line}:{start.column}-{end.line}:{end.column}"
        return f"<{type(self).__name__} {self.source}:{place} {self.to_python()!r}>"

    def _step(self, part: str | int) -> tuple[Range, YamlNode] | None:
        """One step of a path: the place of its key or index and the node there."""
        del part
        return None

    def _steps(self, path: Sequence[str | int]) -> list[tuple[Range, YamlNode]]:
        steps: list[tuple[Range, YamlNode]] = []
        for part in path:
            step = (steps[-1][1] if steps else self)._step(part)  # noqa: SLF001 - of the same family
            if step is not None:
                steps.append(step)
        return steps

    def _place(self, kind: int, sources: dict[str, int]) -> list[Any]:
        (line, column), (end_line, end_column) = self.range
        return [kind, sources.setdefault(self.source, len(sources)), line, column, end_line, end_column]

    def _data(self, sources: dict[str, int]) -> list[Any]:
        raise NotImplementedError


class YamlScalar(YamlNode):
    """A single value.

    `text` is what was written, without quotes: `1.10` for the number 1.1.
    `quoted` holds for quotes and for block scalars (`|`, `>`), whose value is always text.
    """

    __slots__ = ("quoted", "text", "value")

    def __init__(self, place: Range, source: str, text: str, *, quoted: bool = False, is_text: bool = False) -> None:
        self.range = place
        self.source = source
        self.text = text
        self.quoted = quoted
        self.value = text if is_text else plain_value(text)

    @property
    def kind(self) -> str:
        """What to call this value in a message."""
        if self.value is None:
            return "an empty value"
        if isinstance(self.value, bool):
            return "true or false"
        return "text" if isinstance(self.value, str) else "a number"

    def to_python(self) -> str | int | float | bool | None:
        """The value."""
        return self.value

    def _data(self, sources: dict[str, int]) -> list[Any]:
        # The value is not stored: `text` gives it back exactly, infinities and NaN included, which JSON lacks.
        is_text = isinstance(self.value, str)
        return [*self._place(self.quoted * _QUOTED + is_text * _TEXT, sources), self.text]


class YamlEntry(NamedTuple):
    """A key of a mapping and its value. The key's `text` is the key, whatever value it would have elsewhere."""

    key: YamlScalar
    value: YamlNode


class YamlSequence(YamlNode):
    """A list of nodes."""

    __slots__ = ("items",)

    kind = "a list"

    def __init__(self, place: Range, source: str, items: Sequence[YamlNode]) -> None:
        self.range = place
        self.source = source
        self.items = tuple(items)

    def to_python(self) -> list[Any]:
        """The items as plain data."""
        return [item.to_python() for item in self.items]

    def _step(self, part: str | int) -> tuple[Range, YamlNode] | None:
        if isinstance(part, str) or not 0 <= part < len(self.items):
            return None
        item = self.items[part]
        return item.range, item

    def _data(self, sources: dict[str, int]) -> list[Any]:
        # The place comes first, so that a file's number is given in reading order.
        place = self._place(_SEQUENCE, sources)
        return [*place, [item._data(sources) for item in self.items]]  # noqa: SLF001


class YamlMapping(YamlNode):
    """Entries in their order. Each key occurs once; entries from a merge key (`<<`) come after the mapping's own."""

    __slots__ = ("_by_key", "entries")

    kind = "a mapping"

    def __init__(self, place: Range, source: str, entries: Sequence[YamlEntry]) -> None:
        self.range = place
        self.source = source
        self.entries = tuple(entries)
        self._by_key = {entry.key.text: entry for entry in self.entries}

    def entry(self, key: str) -> YamlEntry | None:
        """The entry of `key`, or None."""
        return self._by_key.get(key)

    def to_python(self) -> dict[str, Any]:
        """The entries as plain data; the keys are text."""
        return {entry.key.text: entry.value.to_python() for entry in self.entries}

    def _step(self, part: str | int) -> tuple[Range, YamlNode] | None:
        entry = self._by_key.get(str(part))
        return None if entry is None else (entry.key.range, entry.value)

    def _data(self, sources: dict[str, int]) -> list[Any]:
        place = self._place(_MAPPING, sources)
        return [*place, [node._data(sources) for entry in self.entries for node in entry]]  # noqa: SLF001


def from_data(data: Any) -> YamlNode:
    """The tree that `to_data` wrote. Raises ValueError for anything that it did not write."""
    try:
        sources, tree = data
        return _node(tree, _paths(sources))
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError("not the data of a YAML node") from error


def _paths(sources: Any) -> list[str]:
    if not all(isinstance(source, str) for source in sources):
        raise ValueError("a source is a path")
    return list(sources)


def _node(data: Any, sources: list[str]) -> YamlNode:
    kind, source, line, column, end_line, end_column, content = data
    place = Range(Position(line, column), Position(end_line, end_column))
    path = sources[source]
    if kind == _SEQUENCE:
        return YamlSequence(place, path, [_node(item, sources) for item in content])
    if kind == _MAPPING:
        nodes = [_node(item, sources) for item in content]
        # The keys are scalars in all that `_data` wrote; a damaged file fails on their `text`, as it should.
        pairs: Any = zip(nodes[::2], nodes[1::2], strict=True)
        return YamlMapping(place, path, [YamlEntry(*pair) for pair in pairs])
    if kind & ~(_QUOTED | _TEXT) or not isinstance(content, str):
        raise ValueError("neither a collection nor a scalar")
    return YamlScalar(place, path, content, quoted=bool(kind & _QUOTED), is_text=bool(kind & _TEXT))
