"""From bytes to messages: whatever comes, in whatever pieces, and what is found again after it."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclint.lsp.wire import MAX_MESSAGE, Frames, Rubbish

from .raw import framed

if TYPE_CHECKING:
    from collections.abc import Iterable

GOOD = b'{"jsonrpc": "2.0", "method": "a"}'
RUBBISH = {
    "nothing": (b"", 0),
    "blank lines": (b"\r\n\r\n", 0),
    "zero bytes": (b"\0" * 50, 1),
    "zero bytes in a line": (b"\0" * 50 + b"\r\n", 1),
    "words": (b"hello\n", 1),
    "JSON without a header": (GOOD, 1),
    "JSON without a header, in a line": (GOOD + b"\n", 1),
    "no length": (b"Content-Type: x\r\n\r\n" + GOOD, 1),
    "negative length": (b"Content-Length: -5\r\n\r\n" + GOOD, 1),
    "length with a sign": (b"Content-Length: +33\r\n\r\n" + GOOD, 1),
    "length with a point": (b"Content-Length: 33.0\r\n\r\n" + GOOD, 1),
    "length in words": (b"Content-Length: ten\r\n\r\n" + GOOD, 1),
    "no length after the colon": (b"Content-Length:\r\n\r\n" + GOOD, 1),
    "length without end": (b"Content-Length: " + b"9" * 400 + b"\r\n\r\n" + GOOD, 1),
    "huge length": (b"Content-Length: 200000000\r\n\r\n" + GOOD, 1),
    "too great a length": (b"Content-Length: 100\r\n\r\n" + GOOD, 1),
    "another header": (b"Content-Langth: 33\r\n\r\n" + GOOD, 1),
    "a line without end": (b"a" * 20_000, 1),
    "not ASCII": ("Größe: 5\r\n\r\n".encode() + GOOD, 1),
    "half a header": (b"Content-Len", 1),
    "header alone": (b"Content-Length: 33\r\n\r\n", 1),
    "two headers": (b"Content-Length: 5\r\n", 0),
}


def _cut(frames: Frames, parts: Iterable[bytes]) -> list[bytes | Rubbish]:
    return [found for part in parts for found in frames.feed(part)]


@pytest.mark.parametrize(("rubbish", "told"), RUBBISH.values(), ids=RUBBISH.keys())
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_message_after_rubbish_is_found(rubbish: bytes, told: int, size: int) -> None:
    data = framed(GOOD) + rubbish + framed(GOOD) + framed(b"{}")
    frames = Frames()
    found = _cut(frames, (data[start : start + size] for start in range(0, len(data), size)))
    assert [each for each in found if isinstance(each, bytes)] == [GOOD, GOOD, b"{}"]
    assert len([each for each in found if isinstance(each, Rubbish)]) == told
    assert frames.is_between


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: %d\r\n\r\n",
        b"content-length:%d\r\n\r\n",
        b"Content-Length: %d \r\n\r\n",
        b"Content-Length: %d\n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
        b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        b"\r\nContent-Length: %d\r\n\r\n",
    ],
)
def test_header_in_any_form(header: bytes) -> None:
    assert _cut(Frames(), [header % len(GOOD) + GOOD, framed(b"")]) == [GOOD, b""]


@pytest.mark.parametrize(
    "rubbish", [b"\0" * 50, GOOD, b"a\r\n", b"Content-Length: x\r\n\r\n", b"Content-Length: 999999999\r\n\r\n"]
)
def test_rubbish_is_told_at_once(rubbish: bytes) -> None:
    (told,) = _cut(Frames(), [rubbish])
    assert isinstance(told, Rubbish)


def test_text_that_looks_like_a_header_is_no_header() -> None:
    body = b'{"text": "Content-Length: 5\\r\\n\\r\\nhello"}'
    assert _cut(Frames(), [framed(body)]) == [body]
    assert _cut(Frames(), [framed(body)[:-3], framed(body)[-3:]]) == [body]


@pytest.mark.parametrize("announced", [b"", b"Content-Length: 300000000\r\n\r\n", b"Content-Length: 10\r\n"])
def test_what_is_no_message_is_not_kept(announced: bytes) -> None:
    frames = Frames()
    list(frames.feed(announced))
    block = b"x" * 1_000_000
    tracemalloc.start()
    try:
        for _ in range(20):
            list(frames.feed(block))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2 * len(block) < MAX_MESSAGE


def test_message_that_is_too_long_is_skipped() -> None:
    frames = Frames()
    header = b"Content-Length: %d\r\n\r\n" % (MAX_MESSAGE + 10)
    found = _cut(frames, [header, *(b" " * 1_000_000 for _ in range(MAX_MESSAGE // 1_000_000))])
    found += _cut(frames, [b" " * (MAX_MESSAGE % 1_000_000 + 10), framed(GOOD)])
    assert [isinstance(each, Rubbish) for each in found] == [True, False]
    assert frames.is_between


_piece = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [framed(GOOD), framed(GOOD)[:-5], b"Content-Length: ", b"\r\n", b"\r\n\r\n", b"Content-Length: 70\r\n\r\n"]
    ),
)


@given(st.lists(_piece, max_size=12), st.lists(st.integers(1, 40), max_size=30))
def test_whatever_comes_in_whatever_pieces_the_next_messages_are_found(pieces: list[bytes], sizes: list[int]) -> None:
    data = b"".join(pieces)
    frames = Frames()
    start = 0
    for size in sizes:
        list(frames.feed(data[start : start + size]))
        start += size
    list(frames.feed(data[start:]))
    # A body whose length is not reached takes part of what follows, but never a whole message.
    found = _cut(frames, [framed(GOOD), framed(b"{}")])
    assert [each for each in found if isinstance(each, bytes)][-1:] == [b"{}"]
