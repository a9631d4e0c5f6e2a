"""The tree while it grows.

Owns: collections that are still open, keys (each one once, text), and merge keys.
Never: knows the YAML library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from speclint.formats.yaml.fault import excerpt
from speclint.formats.yaml.messages import TEMPLATE
from speclint.formats.yaml.nodes import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence

if TYPE_CHECKING:
    from speclint.formats.yaml.errors import Errors

_MERGE = "<<"


class Built(NamedTuple):
    """A finished node, how many nodes and levels it has, and where it is in the text."""

    node: YamlNode
    size: int
    height: int
    start: int
    end: int


class _Frame:
    """A collection that is still open.

    `seen` is None for a list; for a mapping, the places of its keys. `key` is the key that waits for its value.
    """

    __slots__ = ("anchor", "end", "entries", "height", "items", "key", "merges", "seen", "size", "start")

    def __init__(self, start: int, anchor: str | None, *, mapping: bool) -> None:
        self.start = start
        self.end = start
        self.anchor = anchor
        self.size = 1
        self.height = 1
        self.items: list[YamlNode] = []
        self.entries: list[YamlEntry] = []
        self.merges: list[YamlNode] = []
        self.key: YamlScalar | None = None
        self.seen: dict[Any, YamlScalar] | None = {} if mapping else None


class Tree:
    """Takes the nodes of a text in their order and puts them together.

    `root` is the last node that was finished outside of any collection. `strict` expects keys that are text, and
    honours merge keys.
    """

    __slots__ = ("_errors", "_frames", "_strict", "root")

    def __init__(self, errors: Errors, *, strict: bool) -> None:
        self._errors = errors
        self._strict = strict
        self._frames: list[_Frame] = []
        self.root: YamlNode | None = None

    @property
    def depth(self) -> int:
        """How many collections are open."""
        return len(self._frames)

    @property
    def key_end(self) -> int | None:
        """Where the key ends that waits for its value; None when no value is expected."""
        frame = self._frames[-1] if self._frames else None
        return frame.end if frame is not None and frame.key is not None else None

    def open(self, start: int, anchor: str | None, *, mapping: bool) -> None:
        """Begin a mapping or a list at `start`."""
        self._frames.append(_Frame(start, anchor, mapping=mapping))

    def close(self, end: int | None) -> tuple[Built, str | None]:
        """Finish the innermost collection, at `end` or else after its last part. Gives it back with its anchor."""
        frame = self._frames.pop()
        if end is None:
            end = frame.end
        place = self._errors.range(frame.start, end)
        path = self._errors.path
        node: YamlNode
        if frame.seen is None:
            node = YamlSequence(place, path, frame.items)
        else:
            node = YamlMapping(place, path, self._merged(frame))
        return Built(node, frame.size, frame.height, frame.start, end), frame.anchor

    def add(self, built: Built) -> None:
        """Put a finished node where it belongs."""
        if not self._frames:
            self.root = built.node
            return
        frame = self._frames[-1]
        frame.size += built.size
        frame.height = max(frame.height, built.height + 1)
        frame.end = max(frame.end, built.end)
        if frame.seen is None:
            frame.items.append(built.node)
        elif frame.key is None:
            frame.key = self._as_key(built)
        else:
            self._add_value(frame, frame.seen, frame.key, built.node)
            frame.key = None

    def _as_key(self, built: Built) -> YamlScalar:
        node = built.node
        source = self._errors.text
        if isinstance(node, YamlScalar):
            if self._strict and built.start == built.end and not node.quoted:
                # The library puts the empty key of `{: a}` after its colon.
                colon = built.start if source[built.start : built.start + 1] == ":" else max(built.start - 1, 0)
                self._errors.add(colon, colon + 1, "A key is missing before this colon", "Write one")
            return node
        text = excerpt(source[built.start : built.end])
        if self._strict and "{{" in source[max(built.start - 1, 0) : built.start + 2]:
            start = source.index("{{", max(built.start - 1, 0))
            self._errors.add(start, start + 2, TEMPLATE, "Put the whole value in quotes")
        elif self._strict:
            message = f"The key `{text}` is {node.kind}; a key must be text"
            self._errors.add(built.start, built.end, message, "Write text as the key")
        return YamlScalar(node.range, node.source, text, is_text=True)

    def _add_value(self, frame: _Frame, seen: dict[Any, YamlScalar], key: YamlScalar, value: YamlNode) -> None:
        merges = key.text == _MERGE and not key.quoted
        if self._strict:
            identity: Any = key.text
        else:
            # Samples keep the keys of YAML, where 1 and "1" differ.
            identity = (type(key.value), key.value)
        first = seen.setdefault(identity, key)
        if first is not key:
            if self._strict or not merges:
                message = f"The key `{excerpt(key.text)}` is already used on line {first.range.start.line}"
                self._errors.add_range(key.range, message, "Remove one of the two, or join their values")
        elif merges and self._strict:
            frame.merges.append(value)
        else:
            frame.entries.append(YamlEntry(key, value))

    def _merged(self, frame: _Frame) -> list[YamlEntry]:
        """The entries of a mapping and, after them, those that its merge key adds."""
        entries = frame.entries
        if not frame.merges:
            return entries
        known = {entry.key.text for entry in entries}
        for value in frame.merges:
            for part in value.items if isinstance(value, YamlSequence) else (value,):
                if not isinstance(part, YamlMapping):
                    message = f"`{_MERGE}` needs a mapping; this is {part.kind}"
                    self._errors.add_range(value.range, message, "Put the key in quotes if it is text")
                    continue
                for entry in part.entries:
                    if entry.key.text not in known:
                        known.add(entry.key.text)
                        entries.append(entry)
        return entries
