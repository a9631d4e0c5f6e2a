"""The server's side of the conversation: listening, message by message, until the client is gone.

Owns: the streams, what runs in parallel, and the end.
Never: knows what is talked about.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcParseError
from pygls.lsp.server import LanguageServer

from speclint.lsp.protocol import Protocol, strict_converter
from speclint.lsp.streams import Output, Pipe, is_alive
from speclint.lsp.wire import Frames, Rubbish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import BinaryIO

    from pygls.server import ServerErrors

_LOG = logging.getLogger("speclint")
_EVERY = 1.0
"""Seconds between two looks whether the client's process exists."""

_LAST = 5.0
"""Seconds that a client on a port has to read the last answers."""


class Listener(LanguageServer):
    """A server that takes one message after the other."""

    protocol: Protocol

    def __init__(self, name: str, version: str) -> None:
        super().__init__(name, version, protocol_cls=Protocol, converter_factory=strict_converter)
        self._tasks: set[asyncio.Task[object]] = set()
        self._left = asyncio.Event()
        self.is_cut_off = False
        """Whether the client was gone in the middle of a message."""

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
                    writer.close()
                    with contextlib.suppress(OSError, asyncio.TimeoutError):
                        await asyncio.wait_for(writer.wait_closed(), _LAST)
                finally:
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
                    # What a request needs is to be found as it is now, and not after the next message.
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
        """Cancel the running jobs. Each open request gets that answer."""
        for task in list(self._tasks):
            task.cancel()
        waiting = self.protocol.unanswered()
        for future in waiting:
            future.cancel()
        for _ in range(len(waiting) + 2):
            await asyncio.sleep(0)  # each cancelled request sends its answer in a turn of its own
        self.shutdown()  # type: ignore[no-untyped-call]

    def stay_with(self, process: int | None) -> None:
        """End when the process that started this one has ended."""
        # One that cannot be seen is in another container, or on another machine.
        if process is not None and is_alive(process):
            self.start(self._outlive(process))

    async def _outlive(self, process: int) -> None:
        while is_alive(process):  # noqa: ASYNC110 - no system tells of it
            await asyncio.sleep(_EVERY)
        self.leave()

    # -- what runs in parallel

    def start(self, task: object) -> None:
        """Run something in parallel to the messages."""
        made = asyncio.ensure_future(task)  # type: ignore[call-overload]
        self._tasks.add(made)
        made.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.failed(task.exception())

    # -- words

    def log(self, message: str, type: types.MessageType = types.MessageType.Error) -> None:
        """Something for the client's log, and before it has introduced itself for this program's own."""
        _LOG.warning(message)
        if not self.protocol.has_begun:
            return
        self.window_log_message(types.LogMessageParams(type, message))

    def failed(self, error: BaseException | None) -> None:
        """A bug of this program outside of any request."""
        _LOG.error("a task failed", exc_info=error)
        self.log(f"speclint: internal error ({type(error).__name__}: {error})")

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """A mistake of this program: for the log, and not a window at each keystroke."""
        if source is not FeatureRequestError:  # the answer to a request has it already
            self.log(f"speclint: internal error ({type(error).__name__}: {error})")


def _run(work: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(work)
