"""A client of the YAML language server, over its standard streams."""

from __future__ import annotations

import json
import subprocess
import threading
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


_LIMIT = 60
"""Seconds for one document."""


class YamlServer:
    """The server, with a project open. `settings`: those of `yaml` in an editor."""

    def __init__(self, program: str, root: Path, environment: Mapping[str, str], settings: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [program, "--stdio"],
            cwd=root,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._limit = self._begin_limit()
        # Nothing is fetched from the network.
        self._settings = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}, **settings}
        self._number = 0
        self._open: list[Path] = []
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        folders = [{"uri": root.as_uri(), "name": "work"}]
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"completion": {"completionItem": {}}, "publishDiagnostics": {}},
        }
        self.ask(
            "initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=folders, capabilities=capabilities
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": self._settings}}})

    def open(self, path: Path, text: str) -> None:
        """Show the server a text."""
        self._limit.cancel()
        self._limit = self._begin_limit()
        self._open.append(path)
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def close(self) -> None:
        """Close all that is open."""
        for path in self._open:
            self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": path.as_uri()}}})
        self._open = []

    def diagnostics(self, path: Path) -> list[tuple[int, str]]:
        """What is wrong in a text: lines from 1 and messages."""
        while path.as_uri() not in self._diagnostics:
            self._receive()
        found = self._diagnostics.pop(path.as_uri())
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]

    def completion(self, path: Path, line: int, character: int) -> list[str]:
        """What may be written at a place; both from 0."""
        place = {"line": line, "character": character}
        found = self.ask("textDocument/completion", textDocument={"uri": path.as_uri()}, position=place)
        items = found["items"] if isinstance(found, dict) else found or []
        return [item["label"] for item in items]

    def ask(self, method: str, **parameters: object) -> Any:
        """A request, and what is answered."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def end(self) -> None:
        self._limit.cancel()
        self._process.kill()
        self._process.wait(timeout=60)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def _begin_limit(self) -> threading.Timer:
        """A server that says nothing more must not be waited for without end."""
        limit = threading.Timer(_LIMIT, self._process.kill)
        limit.start()
        return limit

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = _there(self._process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        stream.flush()

    def _receive(self) -> dict[str, Any]:
        stream = _there(self._process.stdout)
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            wanted = [self._settings if item.get("section") == "yaml" else {} for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})
        return message


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
