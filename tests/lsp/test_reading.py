"""Hover, definition, references, outline and symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from .editor import capabilities, editor

if TYPE_CHECKING:
    from pathlib import Path

    from .editor import Editor
    from .project import Notes

pytestmark = pytest.mark.asyncio


async def _hover(ide: Editor, uri: str, text: str) -> str:
    document = types.TextDocumentIdentifier(uri)
    found = await ide.client.text_document_hover_async(types.HoverParams(document, ide.at(uri, text, 1)))
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


def _places(found: object) -> list[str]:
    assert isinstance(found, (list, tuple))
    return [
        f"{each.uri.rpartition('/')[2]} {each.range.start.line}:{each.range.start.character}-{each.range.end.character}"
        for each in found
    ]


async def test_hover_explains_a_finding(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        said = await _hover(ide, ide.open(notes.first), "medium")
        assert said.startswith("**bad-cell**: ")
        assert "**Why it matters**" in said
        assert "**How to fix it**" in said
        assert "## Invalid" not in said


async def test_hover_on_a_heading_guides_its_author(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        said = await _hover(ide, uri, "## Purpose")
        assert "Say what it is for." in said
        assert "100% complete." in said
        assert "3 or more words" in said
        assert await _hover(ide, uri, "漢字") == ""


async def test_hover_on_a_reference_names_its_target(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        said = await _hover(ide, ide.open(notes.first), "NOTE-002")
        assert said.startswith("**NOTE-002 Second**\n\nnote, Approved: [notes/note-002-second.md](file://")


async def test_hover_on_a_field_says_its_values(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        assert (
            await _hover(ide, ide.open(notes.first), "Draft") == "**Status**: Status: Draft | Approved. How far it is."
        )


async def test_definition_of_an_id_and_of_a_link(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        first, second = ide.open(notes.first), ide.open(notes.second)
        ask = ide.client.text_document_definition_async
        of = types.TextDocumentIdentifier
        assert _places(await ask(types.DefinitionParams(of(first), ide.at(first, "NOTE-002", 2)))) == [
            "note-002-second.md 0:0-17"
        ]
        for text in ("NOTE-001", "the first"):
            found = await ask(types.DefinitionParams(of(second), ide.at(second, text, 2)))
            assert _places(found) == ["note-001-first.md 0:0-24"]
        assert _places(await ask(types.DefinitionParams(of(first), ide.at(first, "漢字")))) == []


async def test_references_are_ids_and_links(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        first = ide.open(notes.first)
        params = types.ReferenceParams(
            types.ReferenceContext(include_declaration=False),
            types.TextDocumentIdentifier(first),
            ide.at(first, "NOTE-001", 2),
        )
        ask = ide.client.text_document_references_async
        assert _places(await ask(params)) == ["note-002-second.md 6:16-24", "note-002-second.md 6:29-67"]
        params.context.include_declaration = True
        assert _places(await ask(params))[0] == "note-001-first.md 0:0-24"


async def test_outline_shows_how_complete_each_section_is(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        ask = ide.client.text_document_document_symbol_async
        (title,) = await ask(types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))) or ()
        assert isinstance(title, types.DocumentSymbol)
        assert title.name == "NOTE-001 First 🚀 note"
        assert (title.detail or "").endswith("%, Draft")
        purpose, limits = title.children or ()
        assert (purpose.name, purpose.detail) == ("Purpose", "100%")
        assert limits.name == "Limits"
        assert limits.detail != "100%"
        assert (purpose.selection_range.start.line, limits.range.end.line) == (4, 12)
        ide.type(uri, "medium", "soft")
        (title,) = await ask(types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))) or ()
        assert isinstance(title, types.DocumentSymbol)
        assert title.detail == "100%, Draft"


async def test_outline_for_a_client_without_trees(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(bare=True)) as ide:
        uri = ide.open(notes.second)
        ask = ide.client.text_document_document_symbol_async
        found = await ask(types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))) or ()
        assert [each.name for each in found] == ["NOTE-002 Second (100%, Approved)", "Purpose (100%)", "Limits (100%)"]


async def test_specifications_are_found_by_letters_of_their_names(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        ask = ide.client.workspace_symbol_async
        everything = await ask(types.WorkspaceSymbolParams("")) or ()
        assert [each.name for each in everything] == ["NOTE-001 First 🚀 note", "NOTE-002 Second"]
        (found,) = await ask(types.WorkspaceSymbolParams("n2sec")) or ()
        assert (found.name, found.container_name) == ("NOTE-002 Second", "note, Approved")
