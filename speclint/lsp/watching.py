"""Noticing that files change outside the editor's buffers.

Owns: asking the client to watch, and looking for ourselves where it cannot.
Never: reads a file; a workspace does.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.lsp.uris import path_of
from speclint.workspace.discovery import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.lsp.server import SpeclintServer
    from speclint.lsp.session import Session

_GLOBS = ("**/*.{md,markdown}", "**/*.{yaml,yml}", "**/pyproject.toml", "**/.speclint-baseline")
_EVERY = 2.0
"""Seconds between two looks at the files, where the client does not watch them."""


async def watch(server: SpeclintServer) -> None:
    """See to it that changes of files are noticed, for ever."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched is not None and watched.dynamic_registration:
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in _GLOBS])
        registration = types.Registration("speclint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        try:
            await server.client_register_capability_async(types.RegistrationParams([registration]))
        except Exception as error:  # noqa: BLE001 - whatever a client answers: then it does not watch
            server.log(f"speclint: the client does not watch files ({error})", types.MessageType.Info)
        else:
            return
    while True:
        await asyncio.sleep(_EVERY)
        if await server.ask(lambda session: session.look_around()):
            server.publisher.changed()


async def files_changed(server: SpeclintServer, uris: Iterable[str]) -> None:
    """Some files were created, changed or removed."""
    paths = [path for path in map(path_of, uris) if path is not None]
    documents = [path for path in paths if path.lower().endswith(SUFFIXES)]

    def look(session: Session) -> bool:
        if len(documents) < len(paths) and session.is_outdated(now=True):
            session.start_afresh()
            return True
        session.look_again(documents)
        return False

    if await server.ask(look):
        server.publisher.settings_changed()
    else:
        server.publisher.changed()
