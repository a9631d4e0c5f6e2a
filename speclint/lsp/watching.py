"""Noticing that files change outside the editor's buffers.

Owns: asking the client to watch, and looking for ourselves where it cannot.
Never: reads a file; a workspace does.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.lsp.uris import path_of
from speclint.workspace.files.discovery import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.lsp.server import SpeclintServer

_GLOBS = ("**/*.{md,markdown}", "**/*.{yaml,yml}", "**/pyproject.toml", "**/.speclint-baseline", "**/.gitignore")
_EVERY = 2.0
"""Seconds between two looks at the files, where the client does not watch them."""

_SELDOM = 5.0
"""Where it does: few report folders that are moved, and none a configuration above the open folder."""

_SHARE = 100
"""How much longer than a look at the files the time to the next one is, at least."""


async def watch(server: SpeclintServer) -> None:
    """Watch for changes of files until the end."""
    asked = asyncio.ensure_future(_register(server))
    loop = asyncio.get_running_loop()
    took = 0.0
    while True:
        watches = asked.done() and asked.result()
        await asyncio.sleep(max(_SELDOM if watches else _EVERY, took * _SHARE))
        begin = loop.time()
        try:
            await look(server)
        except Exception as error:  # noqa: BLE001 - one failure must not make it blind
            server.failed(error)
        took = loop.time() - begin


async def look(server: SpeclintServer) -> bool:
    """Look at the files, and judge again if any has changed; whether one has."""
    changed = await server.ask(lambda session: session.look(now=True))
    if changed:
        server.publisher.settings_changed()
    return changed


async def _register(server: SpeclintServer) -> bool:
    """Ask the client to watch files; whether it does."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched is None or not watched.dynamic_registration:
        return False
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in _GLOBS])
    registration = types.Registration("speclint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    try:
        await server.client_register_capability_async(types.RegistrationParams([registration]))
    except Exception as error:  # noqa: BLE001 - whatever a client answers: then it does not watch
        server.log(f"speclint: the client does not watch files ({error})", types.MessageType.Info)
        return False
    return True


async def files_changed(server: SpeclintServer, uris: Iterable[str]) -> None:
    """Some files or folders were created, changed, moved or removed; others perhaps as well."""
    paths = [path for path in map(path_of, uris) if path is not None]
    documents = [path for path in paths if path.lower().endswith(SUFFIXES)]
    await server.ask(lambda session: session.look_again(documents))
    if not await look(server):
        server.publisher.changed()
