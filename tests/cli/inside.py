"""The command line run in the process of the tests: arguments, environment, folder and standard input as bytes go in,
what it wrote and its exit code come out.

Starting Python and importing the program takes longer than most commands. What a process itself does (closed streams,
signals, where modules come from, other encodings) is tested with processes; see `run_apart` in `scenario`.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import contextmanager
from functools import lru_cache
from subprocess import CompletedProcess
from typing import TYPE_CHECKING
from unittest.mock import patch

from speclint.cli.main import run
from speclint.language import loader, normalise
from speclint.language.regex.literals import required_literals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from speclint.language import Readings, RuleFile
    from speclint.language.collect import Collector
    from speclint.language.extending import Origin


_literals = lru_cache(maxsize=4096)(required_literals)
_read = loader._read
_origins: dict[RuleFile, tuple[Origin, object]] = {}


def _remembered(file: RuleFile, collector: Collector, readings: Readings, *, trusted: bool) -> Origin | None:
    """A bundled rule file without a mistake, read and checked once. Whatever may differ between two runs is not kept."""
    if not (file.bundled and trusted):
        return _read(file, collector, readings, trusted=trusted)
    if file not in _origins:
        origin = _read(file, collector, readings, trusted=trusted)
        if origin is None or collector.has_errors(file.path):
            return origin
        _origins[file] = origin, readings.known.get(file.path) or readings.learned[file.path]
    origin, data = _origins[file]
    if file.path not in readings.known:
        readings.learned[file.path] = data
    return origin


class _Stream(io.TextIOWrapper):
    """A standard stream of a process in UTF-8 mode, without a file."""

    def __init__(self, errors: str, data: bytes = b"") -> None:
        self.bytes = io.BytesIO(data)
        super().__init__(self.bytes, encoding="utf-8", errors=errors)

    def all(self) -> bytes:
        self.flush()
        return self.bytes.getvalue()


def run_inside(
    folder: Path, variables: Mapping[str, str], arguments: tuple[str, ...], stdin: bytes
) -> CompletedProcess[bytes]:
    """One command, as a process with these variables would run it."""
    streams = _Stream("surrogateescape", stdin), _Stream("surrogateescape"), _Stream("backslashreplace")
    with _surroundings(folder, variables, streams):
        try:
            code = run(list(arguments))
        except Exception:  # noqa: BLE001 - what Python does at the top of a process
            sys.stderr.write(traceback.format_exc())
            code = 1
    return CompletedProcess(["speclint", *arguments], code, streams[1].all(), streams[2].all())


@contextmanager
def _surroundings(
    folder: Path, variables: Mapping[str, str], streams: tuple[_Stream, _Stream, _Stream]
) -> Iterator[None]:
    """What a process has for itself, put back afterwards."""
    before = os.getcwd(), dict(os.environ), (sys.stdin, sys.stdout, sys.stderr)  # noqa: PTH109 - it may be gone
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        sys.stdin, sys.stdout, sys.stderr = streams
        with patch.object(loader, "_read", _remembered), patch.object(normalise, "required_literals", _literals):
            yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before[2]
        os.environ.clear()
        os.environ.update(before[1])
        os.chdir(before[0])
