"""The texts that the client has open, as it changes them.

Owns: applying changes, versions.
Never: knows what a text is for. (The state that pygls keeps splits lines where the protocol does not.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.base.values import NamedTuple
from speclint.lsp.positions import characters
from speclint.lsp.uris import key_of, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.lsp.positions import Encoding

_LINE_END = re.compile(r"\r\n|\n|\r")


class Shown(NamedTuple):
    """One state of an open document: another state is another object. `path` is None for text that is not in a file."""

    uri: str
    key: str
    path: str | None
    language: str
    version: int
    text: str


class Buffer:
    """An open document."""

    def __init__(self, item: types.TextDocumentItem) -> None:
        self.uri = item.uri
        self.key = key_of(item.uri)
        self.path = path_of(item.uri)
        self.language = item.language_id
        self.version = item.version
        self._lines = split(item.text)
        self._shown: Shown | None = None

    def change(self, version: int, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: Encoding) -> None:
        """Apply changes, one after the other."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                self._replace(change.range, change.text, encoding)
            else:
                self._lines = split(change.text)
        self.version = version
        self._shown = None

    def shown(self) -> Shown:
        """What it is now."""
        if self._shown is None:
            text = "".join(self._lines)
            self._shown = Shown(self.uri, self.key, self.path, self.language, self.version, text)
        return self._shown

    def _replace(self, range: types.Range, text: str, encoding: Encoding) -> None:
        (first, start), (last, end) = sorted((self._place(range.start, encoding), self._place(range.end, encoding)))
        whole = self._lines[first][:start] + text + self._lines[last][end:]
        # A line break of two signs may have been put together.
        if first and self._lines[first - 1].endswith("\r"):
            first -= 1
            whole = self._lines[first] + whole
        new = split(whole)
        if last + 1 < len(self._lines) and not new[-1]:
            new.pop()
        self._lines[first : last + 1] = new

    def _place(self, position: types.Position, encoding: Encoding) -> tuple[int, int]:
        """The index of a line, and that of a character in it."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = _LINE_END.sub("", self._lines[position.line])
        return position.line, characters(line, position.character, encoding)


class Buffers:
    """All open documents, by address."""

    def __init__(self) -> None:
        self._buffers: dict[str, Buffer] = {}

    def open(self, item: types.TextDocumentItem) -> Buffer:
        """A document that was opened."""
        buffer = Buffer(item)
        self._buffers[buffer.key] = buffer
        return buffer

    def close(self, uri: str) -> Buffer | None:
        """A document that was closed."""
        return self._buffers.pop(key_of(uri), None)

    def get(self, uri: str) -> Buffer | None:
        """An open document."""
        return self._buffers.get(key_of(uri))

    def at(self, key: str) -> Buffer | None:
        """An open document by its key."""
        return self._buffers.get(key)

    def shown_at(self, key: str) -> Shown | None:
        """What an open document is now."""
        buffer = self._buffers.get(key)
        return None if buffer is None else buffer.shown()

    def all(self) -> Sequence[Buffer]:
        """All open documents."""
        return list(self._buffers.values())

    def differs(self, key: str, shown: Shown | None) -> bool:
        """Whether a document has changed."""
        return self.shown_at(key) is not shown

    def shown(self) -> dict[str, Shown]:
        """What all of them are now."""
        return {key: buffer.shown() for key, buffer in self._buffers.items()}


def split(text: str) -> list[str]:
    """The lines of a text with their ends; the last one has none."""
    lines = []
    start = 0
    for end in _LINE_END.finditer(text):
        lines.append(text[start : end.end()])
        start = end.end()
    lines.append(text[start:])
    return lines
