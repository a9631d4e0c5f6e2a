"""A server inside the process of the tests: it talks over pipes as always, and no program has to start.

What only a process has (its end, its streams, what it leaves behind) is in `test_life` and `test_outside`.
"""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING

from speclint.lsp.features import make_server
from speclint.lsp.server import exit_code
from speclint.lsp.streams import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PATIENCE = 60
"""Seconds that a busy machine may take."""


class Served:
    """A server in a thread of its own. `take` gets what it says, in another thread, and b"" at the end of it."""

    def __init__(self, environ: Mapping[str, str], take: Callable[[bytes], None]) -> None:
        self._server = make_server(environ)
        self._take = take
        self._source, given = os.pipe()
        self._said, said = os.pipe()
        self._written = os.fdopen(said, "wb")
        self.input = Output(os.fdopen(given, "wb"), lambda: None)
        """What the client writes to; closed, it is gone."""

        self._failure: BaseException | None = None
        self._before = set(threading.enumerate())
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._serve, self._hear)]
        for each in self._threads:
            each.start()

    def end(self) -> int:
        """Wait for the end, as the client has to bring it about; the exit code."""
        for each in self._threads:
            each.join(_PATIENCE)
            assert not each.is_alive(), "the server does not end"
        self.input.close()
        # While it may still be read, its number must not become that of another file.
        readers = [each for each in threading.enumerate() if each.name == "speclint input" and each not in self._before]
        for reader in readers:
            reader.join(_PATIENCE)
        os.close(self._source)
        os.close(self._said)
        if self._failure is not None:
            raise self._failure
        return exit_code(self._server)

    @property
    def is_cut_off(self) -> bool:
        """Whether the client was gone in the middle of a message."""
        return self._server.is_cut_off

    def _serve(self) -> None:
        try:
            with os.fdopen(self._source, "rb", closefd=False) as source:
                self._server.start_io(source, self._written)
        except BaseException as error:  # noqa: BLE001 - it is raised where somebody sees it
            self._failure = error
        finally:
            self._written.close()

    def _hear(self) -> None:
        while chunk := os.read(self._said, 65536):
            self._take(chunk)
        self._take(b"")


class Talk:
    """A conversation in bytes with a server inside this process."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._heard = threading.Condition()
        self.output = b""
        self._has_ended = False
        self._served = Served(os.environ if environ is None else environ, self._take)

    def say(self, *messages: bytes) -> None:
        """Send some messages."""
        self._served.input.write(b"".join(messages))

    def until(self, text: bytes, times: int = 1) -> None:
        """Wait until the server has said something so often."""
        with self._heard:
            self._heard.wait_for(lambda: self.output.count(text) >= times or self._has_ended, _PATIENCE)
        assert self.output.count(text) >= times, self.output

    def end(self, *messages: bytes) -> int:
        """Send the last messages, be gone, and wait for the end of the server; the exit code."""
        self.say(*messages)
        self._served.input.close()
        return self._served.end()

    @property
    def is_cut_off(self) -> bool:
        """Whether the last message was not whole."""
        return self._served.is_cut_off

    def _take(self, chunk: bytes) -> None:
        with self._heard:
            self.output += chunk
            self._has_ended = not chunk
            self._heard.notify_all()


def connected(environ: Mapping[str, str]) -> tuple[Served, asyncio.StreamReader]:
    """A server, and what it says as a stream."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()

    def take(chunk: bytes) -> None:
        if chunk:
            loop.call_soon_threadsafe(reader.feed_data, chunk)
        else:
            loop.call_soon_threadsafe(reader.feed_eof)

    return Served(environ, take), reader
