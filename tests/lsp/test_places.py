"""Documents wherever they may be: in several folders, in none, in no file; and settings that change meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from .editor import capabilities, editor, shown
from .project import FIRST, RULES, Notes

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

BARE = "<!-- speclint: type=component -->\n# A\n"


async def test_several_folders_with_their_own_rules(notes: Notes, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Notes(tmp_path / "other")
    other.write("rules/note.yaml", RULES.replace("soft, hard", "soft, medium"))
    async with editor(notes.folder, other.folder, cache=cache) as ide:
        assert await ide.diagnostics(ide.open(notes.first)) == ["12:14-12:20 bad-cell"]
        assert await ide.diagnostics(ide.open(other.first)) == []
        found = await ide.client.workspace_symbol_async(types.WorkspaceSymbolParams("second")) or ()
        assert len(found) == 2


async def test_folder_that_is_opened_later(notes: Notes, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with editor(tmp_path / "empty", cache=cache) as ide:
        ask = ide.client.workspace_symbol_async
        assert not await ask(types.WorkspaceSymbolParams(""))
        added = [types.WorkspaceFolder(notes.folder.as_uri(), "notes")]
        event = types.WorkspaceFoldersChangeEvent(added, [])
        ide.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert len(await ask(types.WorkspaceSymbolParams("")) or ()) == 2


async def test_without_a_folder_the_configuration_beside_the_file_counts(notes: Notes, cache: Path) -> None:
    async with editor(cache=cache) as ide:
        uri = ide.open(notes.first)
        assert await ide.diagnostics(uri) == ["12:14-12:20 bad-cell"]
        ide.type(uri, "[NOTE-002]", "[NOTE-009]")
        assert await ide.diagnostics(uri) == ["6:41-6:49 dangling-reference", "12:14-12:20 bad-cell"]


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "file://server/a.md", "nonsense", "vscode-vfs://x/a.md"])
async def test_text_without_a_file_is_judged_by_what_it_says(notes: Notes, cache: Path, uri: str) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        ide.open(uri, BARE)
        found = await ide.diagnostics(uri)
        assert found[0].startswith("1:0-1:3 missing-")
        (title,) = (
            await ide.client.text_document_document_symbol_async(
                types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
            )
            or ()
        )
        assert title.name == "A"
        ide.replace(uri, "# Any text\n")
        assert await ide.diagnostics(uri) == []


async def test_other_documents_are_left_alone(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        readme = ide.open(notes.write("README.md", "# Hello\n"))
        program = ide.open(notes.write("a.py", "# Hello\n"), language="python")
        assert await ide.diagnostics(readme) == []
        assert await ide.diagnostics(program) == []


async def test_crlf_and_byte_order_mark(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first, "\ufeff" + FIRST.replace("## Purpose", "## Purposs").replace("\n", "\r\n"))
        assert await ide.diagnostics(uri) == ["4:0-4:10 missing-section", "12:14-12:20 bad-cell"]


# -- settings


async def test_rule_file_that_is_saved_counts_at_once(notes: Notes, cache: Path) -> None:
    rules = notes.folder / "rules" / "note.yaml"
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        assert await ide.diagnostics(uri) == ["12:14-12:20 bad-cell"]
        yaml = ide.open(rules, language="yaml")
        assert await ide.diagnostics(yaml) == []
        known = len(ide.published)
        ide.type(yaml, "soft, hard", "soft, medium")
        assert await ide.diagnostics(yaml) == []
        assert not [each for each in ide.published[known:] if each.uri == uri]  # not before it is saved
        ide.save(yaml, rules)
        assert await ide.sent_again(uri, known) == []


async def test_rule_file_is_judged_while_it_is_written(notes: Notes, cache: Path) -> None:
    rules = notes.folder / "rules" / "note.yaml"
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(rules, language="yaml")
        ide.type(uri, "presence: optional}\n", "presense: optional}\n")
        (found,) = await ide.sent(uri)
        assert (found.range.start.line, found.range.start.character, found.code) == (8, 18, "invalid-rule-set")


async def test_client_that_watches_tells_of_changes(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(watch=True)) as ide:
        uri = ide.open(notes.first)
        await ide.sent(uri)
        (registered,) = ide.registered
        assert registered.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        known = len(ide.published)
        config = notes.write(".speclint.yaml", "rule_paths: [rules]\nrules: {bad-cell: off}\n")
        await _changed(ide.client, config)
        assert await ide.sent_again(uri, known) == []
        known = len(ide.published)
        notes.second.unlink()
        await _changed(ide.client, notes.second, types.FileChangeType.Deleted)
        assert shown(await ide.sent_again(uri, known)) == ["6:41-6:49 dangling-reference"]


@pytest.mark.usefixtures("looks_often")
@pytest.mark.parametrize("watches", [True, False])
async def test_last_of_three_quick_changes_of_settings_counts(notes: Notes, cache: Path, watches: bool) -> None:
    rules = "rule_paths: [rules]\nrules: {bad-cell: %s}\n"
    async with editor(notes.folder, cache=cache, can=capabilities(watch=watches)) as ide:
        uri = ide.open(notes.first)
        for last in ("off", "error", "off"):  # each comes while the one before is being taken over
            for severity in ("info", "warning", last):
                config = notes.write(".speclint.yaml", rules % severity)
                if watches:
                    await _changed(ide.client, config)
                await asyncio.sleep(0.05)
            await ide.until_shown(uri, [] if last == "off" else ["12:14-12:20 bad-cell"])


async def test_folder_that_is_renamed_takes_its_documents_along(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, can=capabilities(watch=True)) as ide:
        operations = ide.server.workspace and ide.server.workspace.file_operations
        assert operations
        assert operations.did_rename
        uri = ide.open(notes.write("notes/note-003-third.md", FIRST.replace("001", "003").replace("medium", "soft")))
        assert await ide.diagnostics(uri) == []
        notes.write("rules/note.yaml", RULES.replace("notes/*", "**/note-*"))
        old, new = notes.folder / "notes", notes.folder / "moved"
        # The client tells of the folder, in which a document is open, and of nothing in it.
        ide.close(uri)
        old.rename(new)
        moved = types.FileRename(old.as_uri(), new.as_uri())
        ide.client.workspace_did_rename_files(types.RenameFilesParams([moved]))
        uri = ide.open(new / "note-003-third.md")
        await ide.until_shown(uri, [])
        (new / "note-002-second.md").unlink()
        gone = types.FileDelete((new / "note-002-second.md").as_uri())
        ide.client.workspace_did_delete_files(types.DeleteFilesParams([gone]))
        await ide.until_shown(uri, ["6:41-6:49 dangling-reference"])


@pytest.mark.usefixtures("looks_often")
async def test_without_a_watching_client_files_are_looked_at(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache) as ide:
        uri = ide.open(notes.first)
        await ide.sent(uri)
        known = len(ide.published)
        notes.write(".speclint.yaml", "rule_paths: [rules]\nrules: {bad-cell: off}\n")
        assert await ide.sent_again(uri, known) == []


async def test_a_whole_session_with_a_server_that_was_started(notes: Notes, cache: Path) -> None:
    async with editor(notes.folder, cache=cache, cwd=cache) as ide:
        uri = ide.open(notes.first)
        assert await ide.diagnostics(uri) == ["12:14-12:20 bad-cell"]
        ide.type(uri, "medium", "large")
        assert await ide.diagnostics(uri) == ["12:14-12:19 bad-cell"]
        offered = await ide.actions(uri, "large")
        assert [each.title for each in offered if each.title.startswith("Suppress")]
        config = notes.write(".speclint.yaml", "rule_paths: [rules]\nrules: {bad-cell: off}\n")
        known = len(ide.published)
        await _changed(ide.client, config)
        assert await ide.sent_again(uri, known) == []


async def test_broken_configuration_is_said_and_shown_where_it_is(notes: Notes, cache: Path) -> None:
    config = notes.write(".speclint.yaml", "rule_paths: [rules]\nrulse: {}\n")
    async with editor(notes.folder, cache=cache) as ide:
        assert await ide.diagnostics(ide.open(notes.first)) == []
        (found,) = await ide.sent_again(config.as_uri(), 0)
        assert (found.range.start.line, found.severity) == (1, types.DiagnosticSeverity.Error)
        (said,) = ide.client.messages
        assert said.message.startswith("speclint: .speclint.yaml:2:1: ")


async def test_keystrokes_stay_out_of_the_cache(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "own-cache").mkdir()
    async with editor(notes.folder, cache=tmp_path / "own-cache") as ide:
        uri = ide.open(notes.first)
        ide.type(uri, "medium", "unheard-of")
        await ide.sent(uri)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "own-cache").rglob("*") if path.is_file())
    assert b"note" in kept
    assert b"unheard-of" not in kept


async def _changed(client: object, path: Path, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
    from pytest_lsp import LanguageClient

    assert isinstance(client, LanguageClient)
    event = types.FileEvent(path.as_uri(), kind)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
