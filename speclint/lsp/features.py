"""What the server answers to: its life, texts, files and diagnostics.

Owns: registering these messages; `requests` has the others.
Never: holds more than the way from a message to the module that knows the answer.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.lsp.findings import result_id
from speclint.lsp.host import stale
from speclint.lsp.reports import report, report_all
from speclint.lsp.requests import register_reading, register_writing
from speclint.lsp.server import SpeclintServer
from speclint.lsp.uris import key_of, path_of
from speclint.lsp.watching import files_changed, watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.lsp.session import Session

DocumentReport = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport
WorkspaceReport = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport


def make_server(environ: Mapping[str, str]) -> SpeclintServer:
    """A server with all its features."""
    server = SpeclintServer(environ)
    _register_life(server)
    _register_texts(server)
    _register_files(server)
    _register_diagnostics(server)
    register_reading(server)
    register_writing(server)
    return server


def _register_life(server: SpeclintServer) -> None:
    @server.feature(types.INITIALIZE)
    def on_initialize(ls: SpeclintServer, params: types.InitializeParams) -> None:
        ls.begin(params)
        ls.stay_with(params.process_id)

    @server.feature(types.INITIALIZED)
    async def on_initialized(ls: SpeclintServer, _params: types.InitializedParams) -> None:
        ls.start(ls.publisher.run())
        ls.start(watch(ls))


def _register_texts(server: SpeclintServer) -> None:
    # In the thread that reads, and at once: changes are applied in the order in which they come.
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(ls: SpeclintServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.publisher.changed([ls.buffers.open(params.text_document).key])

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_change(ls: SpeclintServer, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        buffer = ls.buffers.get(document.uri)
        if buffer is not None:
            buffer.change(document.version, params.content_changes, ls.encoding)
            ls.publisher.changed([buffer.key])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(ls: SpeclintServer, params: types.DidCloseTextDocumentParams) -> None:
        buffer = ls.buffers.close(params.text_document.uri)
        if buffer is not None:
            ls.publisher.closed(buffer.uri, buffer.key)


def _register_files(server: SpeclintServer) -> None:
    # In parallel to the messages: pygls would remember each of them forever.
    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def on_save(ls: SpeclintServer, params: types.DidSaveTextDocumentParams) -> None:
        ls.start(files_changed(ls, [params.text_document.uri]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_files(ls: SpeclintServer, params: types.DidChangeWatchedFilesParams) -> None:
        ls.start(files_changed(ls, [each.uri for each in params.changes]))

    everything = types.FileOperationRegistrationOptions(
        [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
    )

    @server.feature(types.WORKSPACE_DID_CREATE_FILES, everything)
    def on_create(ls: SpeclintServer, params: types.CreateFilesParams) -> None:
        ls.start(files_changed(ls, [each.uri for each in params.files]))

    @server.feature(types.WORKSPACE_DID_DELETE_FILES, everything)
    def on_delete(ls: SpeclintServer, params: types.DeleteFilesParams) -> None:
        ls.start(files_changed(ls, [each.uri for each in params.files]))

    @server.feature(types.WORKSPACE_DID_RENAME_FILES, everything)
    def on_rename(ls: SpeclintServer, params: types.RenameFilesParams) -> None:
        ls.start(files_changed(ls, [uri for each in params.files for uri in (each.old_uri, each.new_uri)]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def on_folders(ls: SpeclintServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
        added = [path_of(folder.uri) for folder in params.event.added]
        gone = {path_of(folder.uri) for folder in params.event.removed}

        def change(session: Session) -> None:
            kept = [folder for folder in session.folders if folder not in gone]
            session.set_folders([*kept, *(path for path in added if path is not None and os.path.isabs(path))])

        async def take_over() -> None:
            await ls.ask(change)
            ls.publisher.settings_changed()

        ls.start(take_over())


def _register_diagnostics(server: SpeclintServer) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="speclint")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def on_diagnostic(ls: SpeclintServer, params: types.DocumentDiagnosticParams) -> DocumentReport:
        key = key_of(params.text_document.uri)
        shown = ls.buffers.shown_at(key)
        is_stale = partial(ls.buffers.differs, key, shown)
        found = await ls.ask(lambda session: report(session, key), unless=is_stale)
        if is_stale():
            raise stale()
        id = ls.publisher.told[key] = result_id(found)
        if params.previous_result_id == id:
            return types.RelatedUnchangedDocumentDiagnosticReport(id)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=id)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def on_workspace_diagnostic(
        ls: SpeclintServer, params: types.WorkspaceDiagnosticParams
    ) -> types.WorkspaceDiagnosticReport:
        before = {key_of(each.uri): each for each in params.previous_result_ids}
        states = ls.buffers.shown()
        found = await ls.ask(report_all)
        items: list[WorkspaceReport] = []
        for uri, (version, diagnostics) in found.items():
            key = key_of(uri)
            if ls.buffers.differs(key, states.get(key)):
                continue  # it will be requested once more
            id = result_id(diagnostics)
            known = before.pop(key, None)
            if known is not None and known.value == id:
                items.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, id, version))
            else:
                items.append(types.WorkspaceFullDocumentDiagnosticReport(uri, diagnostics, version, result_id=id))
        # The client must drop old diagnostics of a document that has none now.
        nothing = result_id([])
        items += [
            types.WorkspaceFullDocumentDiagnosticReport(each.uri, [], result_id=nothing)
            if each.value != nothing
            else types.WorkspaceUnchangedDocumentDiagnosticReport(each.uri, nothing)
            for key, each in before.items()
            if not ls.buffers.differs(key, states.get(key)) or ls.buffers.at(key) is None
        ]
        return types.WorkspaceDiagnosticReport(items)
