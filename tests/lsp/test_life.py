"""How the server begins and ends: as a process that a client starts and leaves."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import pytest


def _message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


_HELLO = _message(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
_BYE = _message(id=2, method="shutdown", params=None)
_EXIT = _message(method="exit", params=None)


def _talk(*messages: bytes) -> subprocess.CompletedProcess[bytes]:
    """What a server says to some messages, after which the client is gone."""
    command = [sys.executable, "-m", "speclint", "server"]
    return subprocess.run(command, input=b"".join(messages), capture_output=True, check=False, timeout=60)


def test_client_that_says_goodbye_leaves_with_zero() -> None:
    done = _talk(_HELLO, _BYE, _EXIT)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"serverInfo"' in done.stdout


def test_client_that_hangs_up_leaves_with_one() -> None:
    assert _talk(_HELLO, _EXIT).returncode == 1


def test_server_ends_with_its_client() -> None:
    done = _talk(_HELLO)
    assert (done.returncode, done.stderr) == (1, b"")


def test_without_its_libraries_the_server_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None; from speclint.__main__ import main; sys.argv = ['speclint', 'server']; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr == (
        "speclint: the language server needs libraries of its own. Install them: pip install 'speclint[lsp]'\n"
    )
    assert not done.stdout


def _answers(output: bytes) -> dict[object, list[dict[str, Any]]]:
    """What was said, by the id of the request; notifications by None."""
    found: dict[object, list[dict[str, Any]]] = {}
    while output:
        head, _, rest = output.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        message = json.loads(rest[:length])
        found.setdefault(None if "method" in message else message.get("id"), []).append(message)
        output = rest[length:]
    return found


def _opened(text: str) -> bytes:
    item = {"uri": "untitled:a", "languageId": "markdown", "version": 0, "text": text}
    return _message(method="textDocument/didOpen", params={"textDocument": item})


def _changed(version: int, text: str) -> bytes:
    place = {"line": 1, "character": 0}
    change = {"range": {"start": place, "end": place}, "text": text}
    document = {"uri": "untitled:a", "version": version}
    return _message(method="textDocument/didChange", params={"textDocument": document, "contentChanges": [change]})


def test_every_request_in_a_flood_is_answered_once() -> None:
    messages = [_HELLO, _message(method="initialized", params={}), _opened("<!-- speclint: type=plan -->\n\n# A\n")]
    where = {"textDocument": {"uri": "untitled:a"}}
    ids = range(10, 210)
    for number in ids:
        method = ("textDocument/diagnostic", "textDocument/documentSymbol")[number % 2]
        messages += [_changed(number, "🚀\n"), _message(id=number, method=method, params=where)]
        if number % 5 == 0:
            messages.append(_message(method="$/cancelRequest", params={"id": number}))
    # The answer to the last request shows that all before it had their turn.
    process = subprocess.Popen(
        [sys.executable, "-m", "speclint", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    # While nobody reads the answers, the server stops reading, too: so somebody else writes.
    writer = threading.Thread(
        target=lambda stdin: (stdin.write(b"".join(messages)), stdin.flush()), args=[process.stdin]
    )
    writer.start()
    said = b""
    while b'"id": 209' not in said:
        part = os.read(process.stdout.fileno(), 65536)
        assert part, said
        said += part
    writer.join()
    rest, _ = process.communicate(_BYE + _EXIT, timeout=60)
    assert process.returncode == 0
    answers = _answers(said + rest)
    for number in ids:
        (answer,) = answers[number]
        # Answered, cancelled, or out of date: then the client asks again.
        assert "result" in answer or answer["error"]["code"] in (-32800, -32802), answer
    (last,) = answers[209]
    assert last["result"][0]["location"]["range"]["start"]["line"] == 202


@pytest.mark.parametrize(
    "message",
    [
        _message(method="textDocument/didChange", params={"textDocument": {"uri": "file:///no", "version": 1}, "contentChanges": []}),
        _message(method="textDocument/didClose", params={"textDocument": {"uri": "file:///%%%"}}),
        _message(id=3, method="textDocument/hover", params={"textDocument": {"uri": ""}, "position": {"line": 9, "character": 9}}),
        _message(id=3, method="textDocument/rename", params={"textDocument": {"uri": "x"}, "position": {"line": 0, "character": 0}, "newName": "\0"}),
        _message(id=3, method="textDocument/hover", params={"wrong": 1}),
        _message(id=3, method="no/such/thing", params={}),
        b"Content-Length: 9\r\n\r\nno json!!",
        b"Content-Length: 2\r\n\r\n[]",
    ],
    ids=["change of nothing", "close of nothing", "no document", "rename nothing", "no parameters", "method", "no json", "list"],
)  # fmt: skip
def test_message_that_makes_no_sense_does_not_end_the_server(message: bytes) -> None:
    done = _talk(_HELLO, _message(method="initialized", params={}), message, _BYE, _EXIT)
    assert done.returncode == 0
    assert 2 in _answers(done.stdout)


def test_server_on_a_port() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "speclint", "server", "--tcp", str(port)])
    try:
        end = time.monotonic() + 60
        while True:
            try:
                connection = socket.create_connection(("127.0.0.1", port), timeout=30)
                break
            except ConnectionRefusedError:
                assert time.monotonic() < end
                time.sleep(0.05)
        with connection:
            connection.sendall(_HELLO + _BYE + _EXIT)
            said = b""
            while part := connection.recv(65536):
                said += part
        assert set(_answers(said)) == {1, 2}
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()
