"""What the server reads from and writes to, and whether its client still exists.

Owns: reading without holding up the rest, backpressure, the death of the other side.
Never: knows what is read or written.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_CHUNK = 65536
_MOST_WAITING = 16
"""Chunks that are read before the first of them is worked on."""


class Pipe:
    """Reads a file descriptor in a thread of its own, for which the program does not wait at its end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._loop = asyncio.get_running_loop()
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._room = threading.Semaphore(_MOST_WAITING)
        threading.Thread(target=self._run, name="speclint input", daemon=True).start()

    async def read(self) -> bytes:
        """The next bytes; b"" at the end of the stream."""
        chunk = await self._chunks.get()
        self._room.release()
        return chunk

    def _run(self) -> None:
        chunk = b"."
        while chunk:
            self._room.acquire()
            try:
                chunk = os.read(self._descriptor, _CHUNK)
            except OSError:
                chunk = b""
            try:
                self._loop.call_soon_threadsafe(self._chunks.put_nowait, chunk)
            except RuntimeError:  # the loop is closed: there is no reader any more
                return


class Output:
    """Writes to a stream at once. `gone` is called when it has no reader any more."""

    def __init__(self, stream: BinaryIO, gone: Callable[[], None]) -> None:
        self._stream = stream
        self._gone = gone

    def write(self, data: bytes) -> None:
        """Write it all. Waits while the reader is busy."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self._gone()

    def close(self) -> None:
        """Give the stream back."""
        try:
            self._stream.close()
        except OSError:
            self._gone()


def is_alive(process: int) -> bool:
    """Whether a process runs, also one of another user."""
    if process <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(process)
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _is_alive_on_windows(process: int) -> bool:
    import ctypes

    # `os.kill` would end it there. SYNCHRONIZE is the right to wait for its end, which 0 milliseconds only look at.
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    handle = kernel.OpenProcess(0x00100000, False, process)
    if not handle:
        denied = 5
        return bool(kernel.GetLastError() == denied)
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) != 0)
    finally:
        kernel.CloseHandle(handle)
