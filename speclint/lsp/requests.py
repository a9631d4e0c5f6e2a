"""The answers of the server to requests for reading, finding and writing.

Owns: registering these requests.
Never: holds more than the way from a message to the module that knows the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from speclint.lsp.actions import KINDS, code_actions, resolve
from speclint.lsp.completion import TRIGGERS, complete
from speclint.lsp.edits import workspace_edit
from speclint.lsp.hovering import hover
from speclint.lsp.references import definition, references
from speclint.lsp.renaming import CannotRenameError, rename, what_to_rename
from speclint.lsp.symbols import document_symbols, flat, workspace_symbols
from speclint.lsp.uris import key_of, uri_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.base.source import Range
    from speclint.lsp.server import SpeclintServer
    from speclint.lsp.session import Session

_REQUEST_FAILED = -32803
Answer = TypeVar("Answer")


def register_reading(server: SpeclintServer) -> None:
    """Hover, outline, definition, references."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(ls: SpeclintServer, params: types.HoverParams) -> types.Hover | None:
        key, markdown = key_of(params.text_document.uri), ls.shows_markdown
        return await ls.ask(lambda session: hover(session, key, params.position, markdown=markdown))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def on_symbols(
        ls: SpeclintServer, params: types.DocumentSymbolParams
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        key = key_of(params.text_document.uri)
        found = await ls.ask(lambda session: document_symbols(session, key))
        return found if ls.shows_trees else list(flat(found, params.text_document.uri))

    @server.feature(types.WORKSPACE_SYMBOL)
    async def on_workspace_symbols(
        ls: SpeclintServer, params: types.WorkspaceSymbolParams
    ) -> list[types.WorkspaceSymbol]:
        return await ls.ask(lambda session: workspace_symbols(session, params.query))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def on_definition(ls: SpeclintServer, params: types.DefinitionParams) -> list[types.Location]:
        key = key_of(params.text_document.uri)

        def find(session: Session) -> list[types.Location]:
            opened = session.opened.get(key)
            place = session.positions(key).read(params.position) if opened is not None else None
            return _locations(session, definition(opened, place)) if opened is not None and place is not None else []

        return await ls.ask(find)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def on_references(ls: SpeclintServer, params: types.ReferenceParams) -> list[types.Location]:
        key, declaration = key_of(params.text_document.uri), params.context.include_declaration

        def find(session: Session) -> list[types.Location]:
            opened = session.opened.get(key)
            if opened is None:
                return []
            place = session.positions(key).read(params.position)
            return _locations(session, references(opened, place, declaration=declaration))

        return await ls.ask(find)


def register_writing(server: SpeclintServer) -> None:
    """Completion, code actions, renaming."""
    options = types.CompletionOptions(trigger_characters=TRIGGERS)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    async def on_completion(ls: SpeclintServer, params: types.CompletionParams) -> list[types.CompletionItem]:
        key, snippets = key_of(params.text_document.uri), ls.takes_snippets
        trigger = (params.context.trigger_character if params.context else None) or ""
        return await ls.ask(lambda session: complete(session, key, params.position, trigger, snippets=snippets))

    kinds = types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def on_code_action(ls: SpeclintServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        key, able, only = key_of(params.text_document.uri), ls.able, params.context.only
        return await ls.ask(lambda session: code_actions(session, key, params.range, only, able))

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def on_resolve(ls: SpeclintServer, action: types.CodeAction) -> types.CodeAction:
        able = ls.able
        return await ls.ask(lambda session: resolve(session, action, able))

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def on_prepare_rename(
        ls: SpeclintServer, params: types.PrepareRenameParams
    ) -> types.PrepareRenamePlaceholder | None:
        key = key_of(params.text_document.uri)

        def prepare(session: Session) -> types.PrepareRenamePlaceholder | None:
            opened = session.opened.get(key)
            if opened is None:
                return None
            positions = session.positions(key)
            meant = _or_why_not(lambda: what_to_rename(opened, positions.read(params.position)))
            return types.PrepareRenamePlaceholder(positions.write_range(meant.place), meant.id)

        return await ls.ask(prepare)

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    async def on_rename(ls: SpeclintServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
        key, able = key_of(params.text_document.uri), ls.able

        def change(session: Session) -> types.WorkspaceEdit | None:
            opened = session.opened.get(key)
            if opened is None:
                return None
            place = session.positions(key).read(params.position)
            found = _or_why_not(lambda: rename(opened, place, params.new_name, files=able.rename_files))
            return workspace_edit(session, able, found.edits, found.files)

        return await ls.ask(change)


def _or_why_not(work: Callable[[], Answer]) -> Answer:
    """What some work gives; why it gives nothing, as an answer that clients show."""
    try:
        return work()
    except CannotRenameError as error:
        raise JsonRpcException(str(error), _REQUEST_FAILED) from None


def _locations(session: Session, found: Iterable[tuple[str, Range]]) -> list[types.Location]:
    locations = []
    for path, place in found:
        opened = session.opened_at(path)
        uri = opened.shown.uri if opened is not None else uri_of(path)
        locations.append(types.Location(uri, session.positions_at(path).write_range(place)))
    return locations
