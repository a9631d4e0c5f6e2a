"""What hosts the open documents: it listens in one thread, and has the work done in another.

Owns: the open buffers, the one worker, and its jobs; `listening` has the messages.
Never: works in the thread that listens: a message is read within milliseconds, whatever is going on.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from speclint._version import __version__
from speclint.lsp.buffers import Buffers
from speclint.lsp.edits import abilities
from speclint.lsp.listening import Listener
from speclint.lsp.positions import encoding_of
from speclint.lsp.session import Session
from speclint.lsp.uris import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from speclint.lsp.buffers import Shown
    from speclint.lsp.edits import Abilities
    from speclint.lsp.positions import Encoding

_SERVER_CANCELLED = -32802
Answer = TypeVar("Answer")


def stale() -> JsonRpcException:
    """The text has changed since the request: the client should send it again."""
    again = types.DiagnosticServerCancellationData(retrigger_request=True)
    return JsonRpcException("the document has changed", _SERVER_CANCELLED, again)


class Host(Listener):
    """A server with the documents that are open, what the client can do, and one worker for everything that takes time."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__("speclint", __version__)
        self._environ = environ
        self.buffers = Buffers()
        self._jobs = 0
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="speclint")
        self._session: Session | None = None

    # -- what the client can do

    @property
    def pulls(self) -> bool:
        """Whether the client requests diagnostics, so that none are sent unasked."""
        text = self.client_capabilities.text_document
        return text is not None and text.diagnostic is not None

    @property
    def refreshes(self) -> bool:
        """Whether the client can be asked to refresh."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def encoding(self) -> Encoding:
        """How the client counts characters."""
        return encoding_of(self.protocol.workspace.position_encoding)

    @property
    def able(self) -> Abilities:
        """What the client can do with an edit."""
        return abilities(self.client_capabilities)

    @property
    def shows_markdown(self) -> bool:
        """Whether the client shows Markdown where the pointer rests."""
        text = self.client_capabilities.text_document
        formats = text.hover.content_format if text and text.hover else None
        return types.MarkupKind.Markdown in (formats or [])

    @property
    def shows_trees(self) -> bool:
        """Whether the client shows an outline as a tree."""
        text = self.client_capabilities.text_document
        return bool(text and text.document_symbol and text.document_symbol.hierarchical_document_symbol_support)

    @property
    def takes_snippets(self) -> bool:
        """Whether what is completed may have places to fill in."""
        text = self.client_capabilities.text_document
        item = text.completion.completion_item if text and text.completion else None
        return bool(item and item.snippet_support)

    # -- work

    def begin(self, params: types.InitializeParams) -> None:
        """Know what the client is, and which folders are open."""
        self._session = Session(_folders(params), self._environ, self.encoding)

    async def ask(self, work: Callable[[Session], Answer], *, unless: Callable[[], bool] = lambda: False) -> Answer:
        """Run a job on the current texts. Raises `stale()` if it is no longer needed when its turn comes."""
        return await asyncio.get_running_loop().run_in_executor(
            self._worker, self._work, self.buffers.shown(), work, unless, asyncio.get_running_loop()
        )

    def _work(
        self,
        shown: Mapping[str, Shown],
        work: Callable[[Session], Answer],
        unless: Callable[[], bool],
        loop: asyncio.AbstractEventLoop,
    ) -> Answer:
        self._jobs += 1
        try:
            return self._job(shown, work, unless, loop)
        finally:
            self._jobs -= 1

    def _job(
        self,
        shown: Mapping[str, Shown],
        work: Callable[[Session], Answer],
        unless: Callable[[], bool],
        loop: asyncio.AbstractEventLoop,
    ) -> Answer:
        if unless():
            raise stale()
        session = self._session
        if session is None:
            raise RuntimeError("the client has not sent initialize")
        session.sync(shown)
        if session.look():
            loop.call_soon_threadsafe(self.settings_changed)
        return work(session)

    def settings_changed(self) -> None:
        """A configuration or a rule file has changed."""

    @property
    def is_working(self) -> bool:
        """Whether a job is running, which cannot be stopped."""
        return self._jobs > 0

    def shutdown(self) -> None:
        """End all work."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]


def _folders(params: types.InitializeParams) -> list[str]:
    """The folders that are open, as absolute paths."""
    given = [folder.uri for folder in params.workspace_folders or ()]
    if not given and params.root_uri:
        given = [params.root_uri]
    found = [path_of(uri) for uri in given]
    if not given and params.root_path:
        found = [os.path.normpath(params.root_path)]
    return [path for path in found if path is not None and os.path.isabs(path)]
