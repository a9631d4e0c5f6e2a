"""How long an editor waits after a keystroke: from the change to the diagnostics of a large specification.

A time says something about a machine, a ratio about the program: the base is mistune's block pass of the same text, in
the same round. Well under a second means, on the machine where that pass takes a fifth of one, a ratio of at most 4.

    python tests/bench/server.py [SPEC] [--runs N] [--size BYTES]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import mistune
from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).resolve().parents[2]
TARGET = 4.0
SIZE = 600_000
PART = """
### Part {number}

The export service keeps no state of its own between two jobs, see `part-{number}` and *the guide*.

| Name | Value |
|------|-------|
| {number} | **one** |

- One item, with a [link](#part-{number}).
- Another one.
"""


def main() -> int:
    """Measure and print; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("spec", nargs="?", type=Path, default=None)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--size", type=int, default=SIZE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        waits, bases = asyncio.run(measure(_text(options.spec, options.size), Path(folder), options.runs))
    base, wait = statistics.median(bases), statistics.median(waits)
    print(f"{'mistune, blocks only':32} {base * 1000:7.1f} ms  {1:5.2f}")  # noqa: T201 - a script for people
    print(f"{'keystroke to diagnostics':32} {wait * 1000:7.1f} ms  {wait / base:5.2f}")  # noqa: T201
    return int(wait / base > TARGET)


async def measure(text: str, folder: Path, runs: int) -> tuple[list[float], list[float]]:
    """The waits and, in the same rounds, the times of the base, in seconds."""
    (folder / ".git").mkdir()
    path = folder / "docs" / "specs" / "component" / "cmp-001-bench.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    client = LanguageClient("bench", "1")
    came: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def take(params: types.PublishDiagnosticsParams) -> None:
        came.put_nowait(params)

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SPECLINT_CACHE_DIR": str(folder / "cache")}
    await client.start_io(sys.executable, "-m", "speclint", "server", env=environment)
    params = types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri())
    await client.initialize_async(params)
    client.initialized(types.InitializedParams())
    uri = path.as_uri()
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 0, text)))
    await came.get()
    place = types.Position(text[: len(text) // 2].count("\n") + 2, 0)
    waits, bases = [], []
    for number in range(1, runs + 4):  # the first rounds warm up
        bases.append(_base(text))
        change = types.TextDocumentContentChangePartial(types.Range(place, place), "x")
        start = time.perf_counter()
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(number, uri), [change])
        )
        while (await came.get()).version != number:
            pass
        waits.append(time.perf_counter() - start)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return waits[3:], bases[3:]


def _base(text: str) -> float:
    markdown = mistune.create_markdown(renderer=None, plugins=["table"])
    start = time.perf_counter()
    state = markdown.block.state_cls()
    state.process(text)
    markdown.block.parse(state)
    return time.perf_counter() - start


def _text(path: Path | None, size: int) -> str:
    """The text to type in, brought to the size by more and more parts in its middle."""
    if path is None:
        path = ROOT / "docs" / "specs" / "component" / "cmp-001-export-service.md"
    text = path.read_text(encoding="utf-8")
    parts: list[str] = []
    length = len(text.encode())
    while length < size:
        parts.append(PART.format(number=len(parts)))
        length += len(parts[-1])
    head, mark, rest = text.partition("\n## Configuration")
    return head + "".join(parts) + mark + rest


if __name__ == "__main__":
    sys.exit(main())
