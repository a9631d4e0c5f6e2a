"""The server that the client talks to: it listens in one thread, and has the work done in another.

Owns: the open buffers, the one worker, and what is asked of it.
Never: works in the thread that listens: a message is read within milliseconds, whatever is going on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException, JsonRpcParseError
from pygls.lsp.server import LanguageServer

from speclint import __version__
from speclint.lsp.buffers import Buffers
from speclint.lsp.edits import abilities
from speclint.lsp.positions import encoding_of
from speclint.lsp.protocol import Protocol, strict_converter
from speclint.lsp.publishing import Publisher
from speclint.lsp.session import Session
from speclint.lsp.streams import Output, Pipe, is_alive
from speclint.lsp.uris import path_of
from speclint.lsp.wire import Frames, Rubbish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping
    from typing import BinaryIO

    from pygls.server import ServerErrors

    from speclint.lsp.buffers import Shown
    from speclint.lsp.edits import Abilities
    from speclint.lsp.positions import Encoding

_LOG = logging.getLogger("speclint")
_SERVER_CANCELLED = -32802
_EVERY = 1.0
"""Seconds between two looks whether the client's process is there."""

Answer = TypeVar("Answer")


def stale() -> JsonRpcException:
    """The text has changed since the question: the client is to ask again."""
    again = types.DiagnosticServerCancellationData(retrigger_request=True)
    return JsonRpcException("the document has changed since", _SERVER_CANCELLED, again)


class SpeclintServer(LanguageServer):
    """The language server. Its features are registered by `speclint.lsp.features`."""

    protocol: Protocol

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__("speclint", __version__, protocol_cls=Protocol, converter_factory=strict_converter)
        self._environ = environ
        self.buffers = Buffers()
        self.publisher = Publisher(self)
        self._jobs = 0
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="speclint")
        self._session: Session | None = None
        self._tasks: set[asyncio.Task[object]] = set()
        self._left = asyncio.Event()
        self.is_cut_off = False
        """Whether the client was gone in the middle of a message."""

    # -- its life

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Talk over two streams until the client is gone."""
        source = (stdin or sys.stdin.buffer).fileno()

        async def run() -> None:
            self.protocol.set_writer(Output(stdout or sys.stdout.buffer, self.leave))
            await self._listen(Pipe(source).read)

        _run(run())

    def start_tcp(self, host: str, port: int) -> None:
        """Wait for a client on a port, and talk to it until it is gone. Others are not let in."""

        async def run() -> None:
            done = asyncio.Event()

            async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                if self.protocol.writer is not None:
                    writer.close()
                    return
                try:
                    self.protocol.set_writer(writer)
                    await self._listen(lambda: reader.read(65536), writer.drain)
                finally:
                    writer.close()
                    done.set()

            async with await asyncio.start_server(meet, host, port):
                await done.wait()

        _run(run())

    async def _listen(
        self, read: Callable[[], Awaitable[bytes]], drain: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Take one message after the other, until the client leaves or is gone."""
        frames = Frames()
        left = asyncio.ensure_future(self._left.wait())
        try:
            while not self._left.is_set():
                reading = asyncio.ensure_future(read())
                await asyncio.wait({reading, left}, return_when=asyncio.FIRST_COMPLETED)
                if not reading.done():
                    reading.cancel()
                    break
                chunk = b"" if reading.exception() is not None else reading.result()
                if not chunk:
                    self.is_cut_off = not frames.is_between
                    break
                for found in frames.feed(chunk):
                    self._take(found)
                    # What a request asks for is to be found as it is now, and not after the next message.
                    await asyncio.sleep(0)
                    if self._left.is_set():
                        break
                if drain is not None:
                    await drain()
        except ConnectionError:
            pass  # the other side of a port is gone
        finally:
            left.cancel()
            await self._end()

    def _take(self, found: bytes | Rubbish) -> None:
        try:
            if isinstance(found, Rubbish):
                self.protocol.refuse(None, JsonRpcParseError(found.why))
            else:
                self.protocol.receive(found)
        except Exception:  # noqa: BLE001 - one message must not end the server
            _LOG.exception("a message failed")

    def leave(self) -> None:
        """End: the client says so, or is gone."""
        self._left.set()

    async def _end(self) -> None:
        """Give up what is under way. Who still waits for an answer gets that one."""
        for task in list(self._tasks):
            task.cancel()
        waiting = self.protocol.unanswered()
        for future in waiting:
            future.cancel()
        for _ in range(len(waiting) + 2):
            await asyncio.sleep(0)  # each cancelled request sends its answer in a turn of its own
        self.shutdown()

    def stay_with(self, process: int | None) -> None:
        """End when the process that started this one has ended."""
        # One that cannot be seen is in another container, or on another machine.
        if process is not None and is_alive(process):
            self.start(self._outlive(process))

    async def _outlive(self, process: int) -> None:
        while is_alive(process):  # noqa: ASYNC110 - no system tells of it
            await asyncio.sleep(_EVERY)
        self.leave()

    # -- what the client can do

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics, so that none are sent unasked."""
        text = self.client_capabilities.text_document
        return text is not None and text.diagnostic is not None

    @property
    def refreshes(self) -> bool:
        """Whether the client can be told to ask again."""
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
        """Have something done on what is open now. Raises `stale()` where there is no need any more when its turn comes."""
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
            raise RuntimeError("the client has not introduced itself")
        session.sync(shown)
        if session.look():
            loop.call_soon_threadsafe(self.publisher.settings_changed)
        return work(session)

    def start(self, task: object) -> None:
        """Run something beside the messages."""
        made = asyncio.ensure_future(task)  # type: ignore[call-overload]
        self._tasks.add(made)
        made.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.failed(task.exception())

    @property
    def is_working(self) -> bool:
        """Whether a job is under way, which nobody can stop."""
        return self._jobs > 0

    def shutdown(self) -> None:
        """End all work."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    # -- words

    def log(self, message: str, type: types.MessageType = types.MessageType.Error) -> None:
        """Something for the client's log, and before it has introduced itself for this program's own."""
        _LOG.warning(message)
        if not self.protocol.has_begun:
            return
        self.window_log_message(types.LogMessageParams(type, message))

    def failed(self, error: BaseException | None) -> None:
        """A mistake of this program that nobody waits for."""
        _LOG.error("a task failed", exc_info=error)
        self.log(f"speclint: internal error ({type(error).__name__}: {error})")

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """A mistake of this program: for the log, and not a window at each keystroke."""
        if source is not FeatureRequestError:  # the answer to a request says it already
            self.log(f"speclint: internal error ({type(error).__name__}: {error})")


def _folders(params: types.InitializeParams) -> list[str]:
    """The folders that are open, as absolute paths."""
    given = [folder.uri for folder in params.workspace_folders or ()]
    if not given and params.root_uri:
        given = [params.root_uri]
    found = [path_of(uri) for uri in given]
    if not given and params.root_path:
        found = [os.path.normpath(params.root_path)]
    return [path for path in found if path is not None and os.path.isabs(path)]


def exit_code(server: SpeclintServer) -> int:
    """0 where the client said goodbye before it hung up."""
    return 0 if server.protocol.has_ended else 1


def _run(work: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(work)


def stderr_log(*, verbose: bool) -> None:
    """Send what libraries log to standard error, or nowhere."""
    handler: logging.Handler = logging.StreamHandler(sys.stderr) if verbose else logging.NullHandler()
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, handlers=[handler])
