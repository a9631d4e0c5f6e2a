"""From bytes to messages.

Owns: headers, lengths, and finding the next message after something that is none.
Never: reads a stream, or looks into a message. What it keeps is bounded, whatever comes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MESSAGE = 64 * 1024 * 1024
"""Bytes of the largest message: a document of the largest size that is read, with every character escaped."""

_MAX_LINE = 8192
"""Bytes of a line of a header."""

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r?\Z", re.IGNORECASE)
"""At the end of a line: what is before it is left over from something that went wrong."""

_FIELD = re.compile(rb"[A-Za-z0-9-]+[ \t]*:[\t\x20-\x7e]*\r?\Z")
_BEGUN = re.compile(rb"(?:[A-Za-z0-9-]*[ \t]*|[A-Za-z0-9-]+[ \t]*:[\t\x20-\x7e]*)\r?\Z")
_INSIDE = re.compile(rb"Content-Length: [0-9]{1,15}\r?\n")
"""No message holds this: in JSON, a line break inside a text is escaped, and outside of one there are no words."""

_TAIL = 64
"""Bytes that may be the beginning of such a line."""


class Rubbish(NamedTuple):
    """Input that is not a message. `why`: what is wrong with it, in a sentence without its full stop."""

    why: str


class Frames:
    """Cuts a stream into messages. After rubbish it goes on at the next header that makes sense."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._announced: int | None = None
        """The length that the header says so far."""

        self._length: int | None = None
        """How much of a message's body is still to come; None in a header."""

        self._looked = 0
        """Up to where the data was searched for a header inside a body."""

        self._has_fields = False
        self._skips = False
        """Whether the body is too long to be kept."""

        self._is_lost = False
        """Whether there was rubbish since the last message: it is reported once."""

    @property
    def is_between(self) -> bool:
        """Whether no part of a message is left over."""
        return self._length is None and not self._data.strip() and not self._has_fields

    def feed(self, data: bytes) -> Iterator[bytes | Rubbish]:
        """Take new bytes: the bodies of the messages that are complete now, and the input that is not a message."""
        self._data += data
        while True:
            found = self._head() if self._length is None else self._body()
            if found is None:
                return
            if isinstance(found, Rubbish):
                if self._is_lost:
                    continue
                self._is_lost = True
            else:
                self._is_lost = False
            yield found

    def _head(self) -> bytes | Rubbish | None:
        while (end := self._data.find(b"\n")) >= 0:
            line = bytes(self._data[:end])
            del self._data[: end + 1]
            length = _LENGTH.search(line)
            if length is not None:
                self._announced, self._has_fields = int(length[1]), True
                if length.start():
                    return Rubbish("unexpected bytes between two messages")
            elif line in (b"", b"\r"):
                announced, self._announced = self._announced, None
                had_fields, self._has_fields = self._has_fields, False
                if announced is not None:
                    return self._begin(announced)
                if had_fields:
                    return Rubbish("invalid Content-Length")
            elif _FIELD.match(line):
                self._has_fields = True
            else:
                return Rubbish("invalid header line")
        if len(self._data) > _MAX_LINE:
            del self._data[:-_TAIL]
            return Rubbish("a header line is too long")
        # An invalid message gets an answer even if its line never ends.
        if not self._is_lost and not _BEGUN.match(self._data):
            return Rubbish("invalid header")
        return None

    def _begin(self, length: int) -> bytes | Rubbish | None:
        self._length, self._looked = length, 0
        self._skips = length > MAX_MESSAGE
        if self._skips:
            return Rubbish(f"a message of {length} bytes is too long: at most {MAX_MESSAGE} allowed")
        return self._body()

    def _body(self) -> bytes | Rubbish | None:
        length = self._length or 0
        end = min(length, len(self._data))
        # The next header inside a body shows that the body is shorter than was said.
        inside = _INSIDE.search(self._data, max(self._looked - _TAIL, 0), end + _TAIL)
        if inside is not None and inside.start() < end:
            del self._data[: inside.start()]
            self._length = None
            self._skips = False
            return Rubbish("a message is shorter than its Content-Length")
        self._looked = end
        if self._skips:
            gone = end if end == length else max(end - _TAIL, 0)
            del self._data[:gone]
            self._looked = 0
            self._length = length - gone
            if self._length:
                return None
            self._length, self._skips = None, False
            return self._head()
        if end < length:
            return None
        body = bytes(self._data[:length])
        del self._data[:length]
        self._length = None
        return body
