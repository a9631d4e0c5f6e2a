"""The target that takes messages of an editor, as they come over the wire.

The server runs in this process, on documents that are on no disk. It starts no program and no thread: what it would do
in its worker is done at once.
"""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from speclint.lsp import listening, publishing
from speclint.lsp.features import make_server
from speclint.lsp.protocol import strict_converter

from .alone import alone
from .mutate import change_data, mutate_bytes, mutate_json, pick
from .target import Target, promise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from speclint.lsp.server import SpeclintServer

_TURNS = 200
"""Turns of the loop after the last message, at most, so that what was begun can end."""
_INTERNAL_ERROR = -32603
_HEADER = re.compile(rb"Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n")
_ROOT = "file:///no-such-folder"
_URI = f"{_ROOT}/docs/cmp-001-a.md"
_TEXT = "# CMP-001: A \U0001f600\n\n**Status**: Draft\n\n## Calls\n\n- x, see [CMP-002](cmp-002-b.md)\n\nTODO\n"


class _AtOnce(Executor):
    """Does what it is given where it is given."""

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*arguments, **named))
        except Exception as error:  # noqa: BLE001 - handed on, as an executor does
            done.set_exception(error)
        return done


@cache
def _converter() -> Any:
    """One for all servers."""
    return strict_converter()


class _Wire:
    """Both ends of the line: what the client sends, and what it is sent."""

    def __init__(self, data: bytes) -> None:
        self._chunks = [data] if data else []
        self.sent = b""

    async def read(self) -> bytes:
        """What the client sends, and then nothing: but it hangs up only when what was begun could end."""
        if self._chunks:
            return self._chunks.pop()
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        return b""

    def write(self, data: bytes) -> None:
        self.sent += data

    def close(self) -> None:
        pass


async def _play(server: SpeclintServer, wire: _Wire) -> None:
    server.protocol.set_writer(wire)
    await server._listen(wire.read)


def check_messages(data: bytes) -> None:
    """Whatever comes, the server sends valid messages, answers each request once, and has no mistake to tell of."""
    wire = _Wire(data)
    # Making a converter costs more than all the rest. It learns nothing but the types of the protocol.
    with alone((publishing, "_PAUSE", 0), (listening, "strict_converter", _converter)):
        server = make_server({})
        server._worker = _AtOnce()  # type: ignore[assignment]
        asyncio.run(_play(server, wire))
    answered: list[str] = []
    for message in _messages(wire.sent):
        promise(message.get("jsonrpc") == "2.0", "what is sent is a message")
        if "method" not in message:
            answered.append(json.dumps(message.get("id")))
            error = message.get("error") or {}
            promise(error.get("code") != _INTERNAL_ERROR, f"a request fails inside: {_kind(error.get('message'))}")
        elif message["method"] == "window/logMessage":
            said = message["params"]["message"]
            promise("internal error" not in said, f"the server tells of a mistake: {_kind(said)}")
    asked = [json.dumps(message["id"]) for message in _asked(data)]
    for id in set(answered) - {"null"}:
        promise(answered.count(id) <= max(1, asked.count(id)), "a request is answered once")


def _kind(said: object) -> str:
    """The words of an error without what it is about, so that two of a kind are one."""
    return re.sub(r"[^A-Za-z]+", " ", re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", " ", str(said)))[:80]


def _messages(data: bytes) -> list[dict[str, Any]]:
    """The messages of one side of the line, which must be whole."""
    found = []
    at = 0
    while at < len(data):
        head = _HEADER.match(data, at)
        promise(head, "what is sent has a header")
        assert head is not None
        end = head.end() + int(head[1])
        found.append(json.loads(data[head.end() : end]))
        at = end
    return found


def _asked(data: bytes) -> list[dict[str, Any]]:
    """What looks like a request, in what the client sent."""
    found = []
    for body in re.split(rb"(?i)content-length[ \t]*:[ \t]*\d+[ \t]*\r?\n\r?\n", data):
        with suppress(ValueError, RecursionError):
            message, _ = json.JSONDecoder().raw_decode(body.decode("utf-8", "replace"))  # rubbish may follow
            # Each request of a batch is refused by itself.
            several = message if isinstance(message, list) else [message]
            found += [each for each in several if isinstance(each, dict) and "id" in each]
    return found


def framed(*messages: Any) -> bytes:
    """Messages as they go over the line."""
    bodies = [json.dumps(message).encode() for message in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def _split(data: bytes) -> list[Any] | None:
    try:
        return _messages(data)
    except (AssertionError, ValueError, RecursionError):
        return None


def _mutate(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
    messages = _split(data)
    if messages is None or not messages or rng.randrange(12) == 0:
        return mutate_bytes(data, rng, pool)
    others = _split(rng.choice(pool)) or messages

    def other() -> Any:
        return pick(rng.choice(others), rng)

    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(messages))
        what = rng.randrange(10)
        if what == 0:
            messages.insert(at, rng.choice(others))
        elif what == 1 and len(messages) > 1:
            del messages[at]
        elif what == 2:
            messages.append(messages[at])
        else:
            messages[at] = change_data(messages[at], rng, _TOKENS, other)
    if rng.randrange(25) == 0:
        return framed(*messages[:-1]) + mutate_json(_TOKENS)(framed(messages[-1]), rng, pool)
    return framed(*messages)


_TOKENS = (
    "initialize", "initialized", "shutdown", "exit", "$/cancelRequest", "$/setTrace", "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave",
    "textDocument/hover", "textDocument/completion", "textDocument/codeAction", "textDocument/rename", "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration", "workspace/symbol",
    "file:///", "file:///no-such-folder/docs/a.md", "untitled:a", "http://[", "%00", "%zz", "..", "CMP-001", "\U0001f600", "\n", "\r\n", "<!--", "jsonrpc", "id", "method", "params", "result", "error", "textDocument", "uri",
    "position", "line", "character", "range", "start", "end", "text", "version", "contentChanges", "markdown", "utf-8", "utf-16", "utf-32", "quickfix", "source.fixAll", "#", "[", "**",
)  # fmt: skip


def _request(id: int, method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params}


def _notice(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def _conversations() -> list[bytes]:
    """What editors say, one conversation for each thing that the server can do."""
    of = {"textDocument": {"uri": _URI}}
    at = {"position": {"line": 7, "character": 12}}
    place = {"start": {"line": 7, "character": 2}, "end": {"line": 7, "character": 6}}
    begin = [
        _request(
            0,
            "initialize",
            processId=None,
            rootUri=None,
            capabilities={"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}},
            workspaceFolders=[{"uri": _ROOT, "name": "a"}],
        ),
        _notice("initialized"),
        _notice(
            "textDocument/didOpen", textDocument={"uri": _URI, "languageId": "markdown", "version": 1, "text": _TEXT}
        ),
    ]
    pulling = _request(
        0,
        "initialize",
        processId=1,
        rootUri=_ROOT,
        capabilities={
            "general": {"positionEncodings": ["utf-8"]},
            "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}},
            "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]}},
        },
    )
    changed = _notice(
        "textDocument/didChange",
        textDocument={"uri": _URI, "version": 2},
        contentChanges=[{"range": place, "text": "\r\n- \U0001f600"}, {"text": _TEXT + "## Purpose\n"}],
    )
    asked = [
        _request(1, "textDocument/hover", **of, **at),
        _request(2, "textDocument/documentSymbol", **of),
        _request(3, "textDocument/definition", **of, **at),
        _request(4, "textDocument/references", **of, **at, context={"includeDeclaration": True}),
        _request(5, "textDocument/completion", **of, **at, context={"triggerKind": 2, "triggerCharacter": "["}),
        _request(6, "textDocument/codeAction", **of, range=place, context={"diagnostics": [], "only": ["quickfix"]}),
        _request(7, "textDocument/prepareRename", **of, **at),
        _request(8, "textDocument/rename", **of, **at, newName="CMP-009"),
        _request(9, "textDocument/diagnostic", **of, previousResultId="x"),
        _request(10, "workspace/diagnostic", previousResultIds=[{"uri": _URI, "value": "x"}]),
        _request(11, "workspace/symbol", query="a"),
        _request(12, "codeAction/resolve", title="Fix", kind="quickfix", data={"uri": _URI}),
        _notice("textDocument/didSave", **of),
        _notice("textDocument/didClose", **of),
        _notice(
            "workspace/didChangeWatchedFiles",
            changes=[{"uri": _URI, "type": 2}, {"uri": f"{_ROOT}/.speclint.yaml", "type": 1}],
        ),
        _notice(
            "workspace/didChangeWorkspaceFolders",
            event={"added": [{"uri": f"{_ROOT}/b", "name": "b"}], "removed": [{"uri": _ROOT, "name": "a"}]},
        ),
        _notice("$/cancelRequest", id=5),
        _request(13, "shutdown"),
    ]
    found = [framed(*begin, each) for each in asked]
    found += [
        framed(*begin, changed, *asked[:3]),
        framed(pulling, *begin[1:], asked[8], changed, asked[8]),
        framed(*begin, asked[-1], _notice("exit")),
        framed(*begin, *asked),
    ]
    return found


def targets() -> list[Target]:
    """All of them."""
    return [Target("messages", "messages of an editor", check_messages, _conversations, _mutate, 6000)]
