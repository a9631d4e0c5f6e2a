"""Diagnostics as an editor gets them: sent or requested, at the right columns, and never for an old text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from .editor import capabilities, editor, shown
from .project import FIRST

if TYPE_CHECKING:
    from pathlib import Path

    from .project import Notes

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("asked", "used", "columns"),
    [
        ((), "utf-16", "14-12:20"),
        (("utf-16",), "utf-16", "14-12:20"),
        (("utf-8", "utf-16"), "utf-8", "18-12:24"),
        (("utf-32", "utf-8"), "utf-32", "13-12:19"),
        (("utf-7", "utf-8"), "utf-8", "18-12:24"),
        (("utf-7",), "utf-16", "14-12:20"),
    ],
)
async def test_columns_count_as_was_negotiated(
    notes: Notes, cache: Path, asked: tuple[str, ...], used: str, columns: str
) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(encodings=asked)) as ide:
        assert ide.server.position_encoding == used
        assert await ide.diagnostics(ide.open(notes.first)) == [f"12:{columns} bad-cell"]


async def test_diagnostic_says_what_how_bad_and_where_to_read_on(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        (found,) = await ide.sent(ide.open(notes.first))
        assert found.source == "speclint"
        assert found.severity == types.DiagnosticSeverity.Error
        assert found.message.splitlines()[0] == "Invalid value 'medium' in column 'Kind': expected soft or hard"
        assert len(found.message.splitlines()) == 2  # the message and the help
        assert found.code_description is not None
        assert found.code_description.href.endswith("/checks/pages/bad-cell.md")


async def test_unsaved_text_counts(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        assert await ide.diagnostics(uri) == ["12:14-12:20 bad-cell"]
        ide.type(uri, "medium", "soft")
        assert await ide.diagnostics(uri) == []
        ide.type(uri, "## Purpose", "## Porpuse")
        assert await ide.diagnostics(uri) == ["0:0-0:24 missing-section"]
        assert notes.first.read_text("utf-8") == FIRST


async def test_edit_in_one_document_shows_in_the_others(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        second, first = ide.open(notes.second), ide.open(notes.first)
        assert await ide.diagnostics(second) == []
        await ide.sent(first)
        known = len(ide.published)
        ide.type(first, "## Purpose", "## Aim")
        assert shown(await ide.sent_again(second, known)) == ["6:29-6:67 broken-anchor"]
        known = len(ide.published)
        ide.type(first, "## Aim", "## Purpose")
        assert await ide.sent_again(second, known) == []


async def test_closed_document_counts_as_it_is_on_disk(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        first = ide.open(notes.first, FIRST.replace("## Purpose", "## Aim"))
        second = ide.open(notes.second)
        assert await ide.diagnostics(second) == ["6:29-6:67 broken-anchor"]
        known = len(ide.published)
        ide.close(first)
        assert await ide.sent_again(first, known) == []
        assert await ide.sent_again(second, known) == []


async def test_reference_to_nowhere_is_found_while_it_is_typed(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        ide.type(uri, "[NOTE-002]", "[NOTE-009]")
        assert await ide.diagnostics(uri) == ["6:41-6:49 dangling-reference", "12:14-12:20 bad-cell"]


async def test_only_the_newest_of_many_keystrokes_is_shown(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        await ide.sent(uri)
        for number in range(200):
            ide.type(uri, "medium" if number % 2 == 0 else "hard", "hard" if number % 2 == 0 else "medium")
        assert await ide.diagnostics(uri) == ["12:14-12:20 bad-cell"]
        for each in ide.published:
            # Odd versions say `medium`, even ones `hard`: each result fits the version that it is stamped with.
            assert len(each.diagnostics) == (each.version or 0) % 2, each.version


async def test_client_that_asks_is_sent_nothing(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(pull=True)) as ide:
        uri = ide.open(notes.first)
        report = await ide.pull(uri)
        assert report.kind == "full"
        assert shown(report.items) == ["12:14-12:20 bad-cell"]
        again = await ide.pull(uri, report.result_id)
        assert (again.kind, again.result_id) == ("unchanged", report.result_id)
        ide.type(uri, "medium", "soft")
        assert not (await ide.pull(uri, report.result_id)).items
        assert not ide.published


async def test_client_that_asks_is_told_to_ask_again(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(pull=True)) as ide:
        second, first = ide.open(notes.second), ide.open(notes.first)
        await ide.pull(second)
        ide.type(first, "## Purpose", "## Aim")
        await ide.refreshed()
        assert shown((await ide.pull(second)).items) == ["6:29-6:67 broken-anchor"]


async def test_all_documents_of_the_folder(notes: Notes, cache: Path) -> None:
    notes.write("README.md", "# No specification\n")
    async with editor(notes.folder, cache=cache, can=capabilities(pull=True)) as ide:
        ask = ide.client.workspace_diagnostic_async
        report = await ask(types.WorkspaceDiagnosticParams([]))
        (found,) = report.items
        assert isinstance(found, types.WorkspaceFullDocumentDiagnosticReport)
        assert (found.uri, found.version, shown(found.items)) == (notes.first.as_uri(), None, ["12:14-12:20 bad-cell"])
        known = types.PreviousResultId(found.uri, found.result_id or "")
        (same,) = (await ask(types.WorkspaceDiagnosticParams([known]))).items
        assert same.kind == "unchanged"
        uri = ide.open(notes.first, FIRST.replace("medium", "soft").replace("## Purpose", "## Aim"))
        items = {each.uri: each for each in (await ask(types.WorkspaceDiagnosticParams([known]))).items}
        mine, other = items[uri], items[notes.second.as_uri()]
        assert isinstance(mine, types.WorkspaceFullDocumentDiagnosticReport)
        assert isinstance(other, types.WorkspaceFullDocumentDiagnosticReport)
        assert (mine.version, shown(mine.items)) == (1, ["0:0-0:24 missing-section"])
        assert shown(other.items) == ["6:29-6:67 broken-anchor"]
