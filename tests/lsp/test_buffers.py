"""Texts as clients change them, positions, and addresses: nothing here starts a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from speclint.base.source import Position, SourceFile
from speclint.lsp.buffers import Buffers, split
from speclint.lsp.positions import ENCODINGS, Encoding, Positions, characters, units
from speclint.lsp.uris import key_of, path_of, uri_of

TEXT = st.text(st.sampled_from("ab \n\r\t\x0b\x0c\x85\u2028é漢🚀|#"), max_size=30)
EDITS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXT), max_size=8)


def _place(text: str, offset: int, encoding: Encoding) -> types.Position:
    """An index into a text as a client counts; independent of the code under test."""
    sizes = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
    name, size = sizes[encoding]
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    last = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(last.encode(name)) // size)


def _inside_line_end(text: str, offset: int) -> bool:
    return text[offset - 1 : offset + 1] == "\r\n"


@given(TEXT, EDITS, st.sampled_from(ENCODINGS))
def test_changes_leave_what_the_client_has(text: str, edits: list[tuple[int, int, str]], encoding: Encoding) -> None:
    buffers = Buffers()
    buffer = buffers.open(types.TextDocumentItem("file:///a.md", "markdown", 1, text))
    for number, (one, other, new) in enumerate(edits, 2):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        if _inside_line_end(text, start) or _inside_line_end(text, end):
            continue  # no client can name such a place
        place = types.Range(_place(text, start, encoding), _place(text, end, encoding))
        buffer.change(number, [types.TextDocumentContentChangePartial(place, new)], encoding)
        text = text[:start] + new + text[end:]
        assert buffer.shown().text == text
        assert buffer.shown().version == number
        assert buffer._lines == split(text)


@given(TEXT, st.integers(0, 30), st.sampled_from(ENCODINGS))
def test_position_goes_to_the_client_and_back(text: str, offset: int, encoding: Encoding) -> None:
    offset = min(offset, len(text))
    if _inside_line_end(text, offset):
        return
    source = SourceFile("a.md", text)
    positions = Positions(source, encoding)
    there = _place(text, offset, encoding)
    here = positions.read(there)
    assert positions.write(here) == there
    if here.line <= len(source.lines):
        assert source.offset(here) == offset


@pytest.mark.parametrize(
    ("line", "character", "place"), [(0, 99, (1, 3)), (1, 0, (2, 1)), (9, 9, (2, 1)), (0, 1, (1, 1))]
)
def test_place_beyond_the_end_is_the_end(line: int, character: int, place: tuple[int, int]) -> None:
    positions = Positions(SourceFile("a.md", "🚀a\n"), "utf-16")
    assert positions.read(types.Position(line, character)) == place


def test_range_whose_end_comes_first_is_turned_round() -> None:
    positions = Positions(SourceFile("a.md", "abc"), "utf-16")
    turned = positions.read_range(types.Range(types.Position(0, 2), types.Position(0, 1)))
    assert turned == (Position(1, 2), Position(1, 3))


def test_byte_order_mark_that_the_client_counts() -> None:
    positions = Positions(SourceFile("a.md", "\ufeff# A\n"), "utf-16", shows_bom=True)
    assert positions.write(Position(1, 1)) == types.Position(0, 1)
    assert positions.read(types.Position(0, 1)) == (1, 1)
    assert positions.read(types.Position(0, 0)) == (1, 1)
    assert positions.write(Position(2, 1)) == types.Position(1, 0)


@given(st.text(max_size=20), st.sampled_from(ENCODINGS))
def test_units_of_all_characters_are_all_characters(text: str, encoding: Encoding) -> None:
    assert characters(text, units(text, encoding), encoding) == len(text)


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.md", "/a/b.md"),
        ("file://localhost/a/b.md", "/a/b.md"),
        ("FILE:///a/b.md", "/a/b.md"),
        ("file:/a/b.md", "/a/b.md"),
        ("file:///a/%C3%A4%20b%23.md", "/a/ä b#.md"),
        ("file:///a/ä b#1?.md", "/a/ä b#1?.md"),
        ("file:///a/%zz.md", "/a/%zz.md"),
        ("file:///a/../b.md", "/b.md"),
        ("file:///c%3A/x.md", "/c:/x.md"),
        ("file://server/share/a.md", None),
        ("file:///a%00.md", None),
        ("untitled:Untitled-1", None),
        ("vscode-vfs://github/a/b.md", None),
        ("file:a.md", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_address_of_a_file(uri: str, path: str | None) -> None:
    assert path_of(uri, windows=False) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///C:/a/b.md", "c:\\a\\b.md"),
        ("file:///c%3A/a/b.md", "c:\\a\\b.md"),
        ("file://server/share/a.md", "\\\\server\\share\\a.md"),
    ],
)
def test_address_of_a_file_on_windows(uri: str, path: str) -> None:
    assert path_of(uri, windows=True) == path


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="/\0"), min_size=1, max_size=10))
def test_every_path_has_an_address(name: str) -> None:
    if name not in (".", ".."):
        assert path_of(uri_of(f"/a/{name}"), windows=False) == f"/a/{name}"


def test_two_spellings_of_an_address_are_one_document() -> None:
    assert key_of("file:///a/b%40c.md") == key_of("file:///a/b@c.md")
    assert key_of("untitled:a") != key_of("untitled:b")
