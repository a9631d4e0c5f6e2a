"""An editor without a window: it opens documents, types, and applies what the server sends.

The client is that of pytest-lsp, which compares what the server sends with the specification of the protocol.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.io_ import run_async
from pytest_lsp import LanguageClient, make_test_lsp_client

from speclint.lsp.positions import DEFAULT, encoding_of, units

from .served import connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from speclint.lsp.positions import Encoding

    End = Callable[[], Awaitable[int | None]]

_PATIENCE = 30
"""Seconds that a busy machine may take for an answer."""

_LOOK = 0.05
"""Seconds until it is looked again for what is not diagnostics."""


def capabilities(
    *, pull: bool = False, encodings: Sequence[str] = (), watch: bool = False, bare: bool = False
) -> types.ClientCapabilities:
    """What the editor can do. `bare`: as little as an editor can."""
    if bare:
        return types.ClientCapabilities()
    text = types.TextDocumentClientCapabilities(
        diagnostic=types.DiagnosticClientCapabilities() if pull else None,
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
            related_information=True,
            version_support=True,
            code_description_support=True,
            data_support=True,
            tag_support=types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary]),
        ),
        completion=types.CompletionClientCapabilities(
            completion_item=types.ClientCompletionItemOptions(
                snippet_support=True, documentation_format=[types.MarkupKind.Markdown], insert_replace_support=False
            )
        ),
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
        code_action=types.CodeActionClientCapabilities(
            code_action_literal_support=types.ClientCodeActionLiteralOptions(
                types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll])
            ),
            is_preferred_support=True,
            data_support=True,
            resolve_support=types.ClientCodeActionResolveOptions(["edit"]),
        ),
        rename=types.RenameClientCapabilities(prepare_support=True),
    )
    workspace = types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[types.ResourceOperationKind.Rename]
        ),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watch),
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True) if pull else None,
        workspace_folders=True,
        file_operations=types.FileOperationClientCapabilities(did_create=True, did_rename=True, did_delete=True),
    )
    general = types.GeneralClientCapabilities(position_encodings=list(encodings)) if encodings else None
    return types.ClientCapabilities(workspace=workspace, text_document=text, general=general)


class Editor:
    """One editor with its server."""

    def __init__(self, client: LanguageClient, encoding: Encoding, result: types.InitializeResult) -> None:
        self.client = client
        self.encoding = encoding
        self.server = result.capabilities
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[types.Registration] = []
        self._came = asyncio.Event()

    # -- what the user does

    def open(self, place: Path | str, text: str | None = None, language: str = "markdown") -> str:
        """Open a file, or an address with a text; its address."""
        uri = place.as_uri() if isinstance(place, Path) else place
        self.texts[uri] = text if text is not None else Path(place).read_text("utf-8")
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, language, 1, self.texts[uri])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, old: str, new: str) -> None:
        """Replace the only occurrence of a text by another, as an incremental change."""
        text = self.texts[uri]
        assert text.count(old) == 1, old
        start = text.index(old)
        place = types.Range(self.position(uri, start), self.position(uri, start + len(old)))
        self.texts[uri] = text[:start] + new + text[start + len(old) :]
        self.change(uri, types.TextDocumentContentChangePartial(place, new))

    def replace(self, uri: str, text: str) -> None:
        """Another text altogether."""
        self.texts[uri] = text
        self.change(uri, types.TextDocumentContentChangeWholeDocument(text))

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Tell the server of changes."""
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def close(self, uri: str) -> None:
        """Close a document."""
        del self.texts[uri]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def save(self, uri: str, path: Path) -> None:
        """Write a document to its file."""
        path.write_text(self.texts[uri], "utf-8")
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    # -- what the user sees

    async def diagnostics(self, uri: str) -> list[str]:
        """The diagnostics that are sent for the text as it is now: `line:column-line:column rule`, counted from 0."""
        return shown(await self.sent(uri))

    async def sent(self, uri: str, version: int | None = None) -> Sequence[types.Diagnostic]:
        """The diagnostics that are sent for a version, the one of now unless given."""
        wanted = self.versions.get(uri) if version is None else version

        def find() -> types.PublishDiagnosticsParams | None:
            return next((each for each in reversed(self.published) if each.uri == uri and each.version == wanted), None)

        return list((await self._until(find)).diagnostics)

    async def sent_again(self, uri: str, known: int) -> Sequence[types.Diagnostic]:
        """The diagnostics of a document that are sent after the first `known` messages."""
        found = await self._until(lambda: next((each for each in self.published[known:] if each.uri == uri), None))
        return list(found.diagnostics)

    async def until_shown(self, uri: str, expected: Sequence[str]) -> None:
        """Wait until the last diagnostics that were sent for a document are these."""

        def find() -> bool | None:
            last = next((each for each in reversed(self.published) if each.uri == uri), None)
            return True if last is not None and shown(last.diagnostics) == list(expected) else None

        await self._until(find)

    async def pull(self, uri: str, before: str | None = None) -> Any:
        """Request the diagnostics of a document."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=before)
        return await self.client.text_document_diagnostic_async(params)

    async def actions(self, uri: str, text: str, *only: str) -> list[types.CodeAction]:
        """What is offered at a text, with all edits resolved."""
        start = self.texts[uri].index(text)
        place = types.Range(self.position(uri, start), self.position(uri, start + len(text)))
        context = types.CodeActionContext([], only=list(only) or None)
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        )
        actions = [each for each in found or () if isinstance(each, types.CodeAction)]
        return [each if each.edit else await self.client.code_action_resolve_async(each) for each in actions]

    # -- places

    def position(self, uri: str, offset: int) -> types.Position:
        """An index into a document's text as the client counts."""
        before = self.texts[uri][:offset]
        line = before.count("\n")
        return types.Position(line, units(before.rpartition("\n")[2], self.encoding))

    def at(self, uri: str, text: str, extra: int = 0) -> types.Position:
        """The place where a text begins, and some characters more."""
        return self.position(uri, self.texts[uri].index(text) + extra)

    def applied(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """The texts of all documents that an edit changes, after it. They are not put into the buffers."""
        assert edit is not None
        found: dict[str, list[types.TextEdit]] = {}
        for change in edit.document_changes or ():
            if isinstance(change, types.TextDocumentEdit):
                assert change.text_document.version == self.versions.get(change.text_document.uri)
                found[change.text_document.uri] = [each for each in change.edits if isinstance(each, types.TextEdit)]
        for uri, edits in (edit.changes or {}).items():
            found[uri] = list(edits)
        return {uri: self._edited(uri, edits) for uri, edits in found.items()}

    def _edited(self, uri: str, edits: Sequence[types.TextEdit]) -> str:
        from speclint.lsp.uris import path_of

        text = self.texts[uri] if uri in self.texts else Path(path_of(uri) or "").read_text("utf-8")
        for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
            start, end = self._offset(text, edit.range.start), self._offset(text, edit.range.end)
            text = text[:start] + edit.new_text + text[end:]
        return text

    def _offset(self, text: str, position: types.Position) -> int:
        from speclint.lsp.positions import characters

        lines = text.split("\n")
        return sum(len(line) + 1 for line in lines[: position.line]) + characters(
            lines[position.line], position.character, self.encoding
        )

    async def refreshed(self) -> None:
        """Wait until the server says that diagnostics should be requested again."""
        await self._until(lambda: self.client.diagnostic_refresh_count or None)

    async def _until(self, find: Any) -> Any:
        end = time.monotonic() + _PATIENCE
        while (found := find()) is None:
            assert time.monotonic() < end, f"the server did not answer in time; last: {self.published[-3:]}"
            self._came.clear()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._came.wait(), _LOOK)
        return found

    def take(self, params: types.PublishDiagnosticsParams) -> None:
        """Diagnostics came."""
        self.published.append(params)
        self._came.set()


def shown(diagnostics: Sequence[types.Diagnostic]) -> list[str]:
    """Diagnostics as `line:column-line:column rule`, counted from 0 in the units of the client."""
    return [
        f"{each.range.start.line}:{each.range.start.character}-{each.range.end.line}:{each.range.end.character} {each.code}"
        for each in diagnostics
    ]


@asynccontextmanager
async def editor(
    *folders: Path, cache: Path, can: types.ClientCapabilities | None = None, cwd: Path | None = None
) -> AsyncIterator[Editor]:
    """An editor in which some folders are open, and its server; when it is left, the server has to end with 0.

    `cwd`: where the server is started as a process of its own. Without it, it is a thread of this one.
    """
    client = make_test_lsp_client()
    can = can if can is not None else capabilities()
    environment = {**os.environ, "SPECLINT_CACHE_DIR": str(cache)}
    end = await _start(client, environment, cwd) if cwd is not None else _serve(client, environment)
    opened = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders]
    result = await client.initialize_session(
        types.InitializeParams(
            capabilities=can,
            workspace_folders=opened or None,
            root_uri=opened[0].uri if opened else None,
        )
    )
    found = Editor(client, encoding_of(result.capabilities.position_encoding or DEFAULT), result)
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: found.registered.extend(params.registrations))
    _listen(client, found)
    try:
        yield found
        await client.shutdown_session()
    except BaseException:
        await end()
        raise
    assert await end() == 0


async def _start(client: LanguageClient, environment: Mapping[str, str], cwd: Path) -> End:
    """Start a server as editors do; what ends it, and gives its exit code."""
    await client.start_io(sys.executable, "-m", "speclint", "server", env=dict(environment), cwd=cwd)

    async def end() -> int | None:
        process = client._server
        if process is not None and process.returncode is None:
            process.kill()
        await client.stop()  # type: ignore[no-untyped-call]
        return process.returncode if process is not None else None

    return end


def _serve(client: LanguageClient, environment: Mapping[str, str]) -> End:
    """Begin a server inside this process; what ends it, and gives its exit code."""
    served, reader = connected(environment)
    client.protocol.set_writer(served.input)
    listening = run_async(client._stop_event, reader, client.protocol, error_handler=client.report_server_error)
    client._async_tasks.append(asyncio.ensure_future(listening))

    async def end() -> int:
        served.input.close()
        try:
            return await asyncio.to_thread(served.end)
        finally:
            await client.stop()  # type: ignore[no-untyped-call]

    return end


def _listen(client: LanguageClient, found: Editor) -> None:
    features = client.protocol.fm.features
    features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = found.take
