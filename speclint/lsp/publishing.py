"""What is sent to the client when: diagnostics for the newest text, and for no other.

Owns: the order in which documents are judged, and what the client was sent last.
Never: sends a result for a text that has changed since.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.lsp.faults import faults, words
from speclint.lsp.findings import result_id
from speclint.lsp.reports import report
from speclint.lsp.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.lsp.buffers import Shown
    from speclint.lsp.host import Host

_PAUSE = 0.04
"""Seconds that pass before a keystroke is judged: the next one often follows at once."""


class Publisher:
    """Judges what changed, and then what the change may concern."""

    def __init__(self, server: Host) -> None:
        self._server = server
        self._wake = asyncio.Event()
        self._first: dict[str, None] = {}
        self._everything = False
        self.told: dict[str, str] = {}
        """For each document, the identity of the diagnostics that the client has."""

        self._said: set[str] = set()
        self._faulty: dict[str, str] = {}

    def changed(self, keys: Iterable[str] = ()) -> None:
        """Some documents have new texts, or something around all of them has changed."""
        for key in keys:
            self._first[key] = None
            if self._server.pulls:
                self.told.pop(key, None)  # the client requests what it changed by itself
        self._wake.set()

    def settings_changed(self) -> None:
        """A configuration or a rule file has changed: all published diagnostics are out of date."""
        self._everything = True
        self._wake.set()

    def closed(self, uri: str, key: str) -> None:
        """A document was closed."""
        self._first.pop(key, None)
        if self.told.pop(key, None) is not None and not self._server.pulls:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self._wake.set()

    async def run(self) -> None:
        """Do so until the end."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(_PAUSE)
            self._wake.clear()
            first, self._first = self._first, {}
            everything, self._everything = self._everything, False
            others = [buffer for buffer in self._server.buffers.all() if buffer.key not in first]
            waiting = [*first, *(buffer.key for buffer in others)]
            refresh = everything
            while waiting and not self._wake.is_set():
                key = waiting.pop(0)
                try:
                    refresh = await self._judge(key, is_new=key in first) or refresh
                except Exception as error:  # noqa: BLE001 - the others, and all that comes later, are judged nevertheless
                    self._server.failed(error)
            # What is left has its turn together with what came in between.
            self._first = {**{key: None for key in waiting if key in first}, **self._first}
            if not self._wake.is_set():
                try:
                    await self._tell_faults()
                except Exception as error:  # noqa: BLE001 - the same
                    self._server.failed(error)
            if refresh and self._server.pulls and self._server.refreshes:
                self._server.workspace_diagnostic_refresh(None)

    async def _tell_faults(self) -> None:
        """Report errors in configurations and rule files: they explain why nothing is found."""
        server = self._server
        said, found = await server.ask(lambda session: (words(session), faults(session)))
        for line in said:
            if line not in self._said:
                server.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"speclint: {line}"))
        self._said = set(said)
        if server.pulls:
            return
        for path in [path for path in self._faulty if path not in found]:
            self._send_faults(path, [])
        for path, wrong in found.items():
            self._send_faults(path, wrong)

    def _send_faults(self, path: str, found: list[types.Diagnostic]) -> None:
        uri = uri_of(path)
        id = result_id(found)
        if self._faulty.get(path) == id or self._server.buffers.get(uri) is not None:
            return
        self._faulty[path] = id
        if not found:
            del self._faulty[path]
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    async def _judge(self, key: str, *, is_new: bool) -> bool:
        """Check a document. Whether a client that pulls should request it again."""
        server = self._server
        buffer = server.buffers.at(key)
        if buffer is None or (server.pulls and key not in self.told):
            return False  # the client has not requested it since it changed
        shown: Shown = buffer.shown()
        found = await server.ask(lambda session: report(session, key))
        now = server.buffers.at(key)
        if now is None or now.shown() is not shown:
            return False
        id = result_id(found)
        before = self.told.get(key)
        if server.pulls:
            return before is not None and before != id
        if is_new or before != id:
            self.told[key] = id
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(shown.uri, found, shown.version))
        return False
