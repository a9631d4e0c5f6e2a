"""What the server answers to.

Owns: registering every request and notification.
Never: holds more than the way from a message to the module that knows the answer.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.lsp.findings import result_id
from speclint.lsp.reports import report
from speclint.lsp.server import SpeclintServer, stale
from speclint.lsp.uris import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def make_server(environ: Mapping[str, str]) -> SpeclintServer:
    """A server with all its features."""
    server = SpeclintServer(environ)
    _register_life(server)
    _register_texts(server)
    _register_diagnostics(server)
    return server


def _register_life(server: SpeclintServer) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(ls: SpeclintServer, params: types.InitializeParams) -> None:
        ls.begin(params)

    @server.feature(types.INITIALIZED)
    async def initialized(ls: SpeclintServer, _params: types.InitializedParams) -> None:
        ls.start(ls.publisher.run())


def _register_texts(server: SpeclintServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(ls: SpeclintServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.publisher.changed([ls.buffers.open(params.text_document).key])

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(ls: SpeclintServer, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        buffer = ls.buffers.get(document.uri)
        if buffer is not None:
            buffer.change(document.version, params.content_changes, ls.encoding)
            ls.publisher.changed([buffer.key])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(ls: SpeclintServer, params: types.DidCloseTextDocumentParams) -> None:
        buffer = ls.buffers.close(params.text_document.uri)
        if buffer is not None:
            ls.publisher.closed(buffer.uri, buffer.key)


def _register_diagnostics(server: SpeclintServer) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="speclint")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def diagnostic(
        ls: SpeclintServer, params: types.DocumentDiagnosticParams
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
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
