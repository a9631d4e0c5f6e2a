"""How the server begins and ends: as a process that a client starts and leaves.

Where no process is needed to see it, there is none: one costs more than all that it is asked.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import pytest

from .raw import BYE, COMMAND, EXIT, HELLO, answers, message, run, talk
from .served import Talk


def test_client_that_says_goodbye_leaves_with_zero() -> None:
    done = run(HELLO, BYE, EXIT)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"serverInfo"' in done.stdout


def test_client_that_hangs_up_leaves_with_one() -> None:
    done = talk(HELLO, EXIT)
    assert (done.returncode, done.is_cut_off) == (1, False)


def test_server_ends_with_its_client() -> None:
    done = talk(HELLO)
    assert (done.returncode, done.is_cut_off) == (1, False)


def test_without_its_libraries_the_server_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None; from speclint.__main__ import main; sys.argv = ['speclint', 'server']; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr == ("speclint: the language server needs the extra lsp: pip install 'speclint[lsp]'\n")
    assert not done.stdout


def _opened(text: str) -> bytes:
    item = {"uri": "untitled:a", "languageId": "markdown", "version": 0, "text": text}
    return message(method="textDocument/didOpen", params={"textDocument": item})


def _changed(version: int, text: str) -> bytes:
    place = {"line": 1, "character": 0}
    change = {"range": {"start": place, "end": place}, "text": text}
    document = {"uri": "untitled:a", "version": version}
    return message(method="textDocument/didChange", params={"textDocument": document, "contentChanges": [change]})


def test_every_request_in_a_flood_is_answered_once() -> None:
    messages = [HELLO, message(method="initialized", params={}), _opened("<!-- speclint: type=component -->\n\n# A\n")]
    where = {"textDocument": {"uri": "untitled:a"}}
    ids = range(10, 210)
    for number in ids:
        method = ("textDocument/diagnostic", "textDocument/documentSymbol")[number % 2]
        messages += [_changed(number, "🚀\n"), message(id=number, method=method, params=where)]
        if number % 5 == 0:
            messages.append(message(method="$/cancelRequest", params={"id": number}))
    conversation = Talk()
    conversation.say(*messages)
    # The answer to the last request shows that all before it had their turn.
    conversation.until(b'"id": 209')
    assert conversation.end(BYE, EXIT) == 0
    found = answers(conversation.output)
    for number in ids:
        (answer,) = found[number]
        # Answered, cancelled, or out of date: then the client asks again.
        assert "result" in answer or answer["error"]["code"] in (-32800, -32802), answer
    (last,) = found[209]
    assert last["result"][0]["location"]["range"]["start"]["line"] == 202


def test_server_on_a_port() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "--tcp", str(port)])
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
            connection.sendall(HELLO + BYE + EXIT)
            said = b""
            while part := connection.recv(65536):
                said += part
        assert set(answers(said)) == {1, 2}
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()


# -- the other side is gone


def test_input_that_ends_in_the_middle_of_a_message_is_told() -> None:
    done = run(HELLO, b"Content-Length: 100\r\n\r\n{")
    assert done.returncode == 1
    assert done.stderr == b"speclint: the client closed the connection in the middle of a message\n"


def test_server_ends_when_nobody_reads_its_answers() -> None:
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdin, process.stderr:
        process.stdout.close()
        process.stdin.write(HELLO)
        process.stdin.flush()
        assert process.wait(timeout=60) == 1
        assert process.stderr.read() == b""


def test_server_ends_with_the_process_that_started_it() -> None:
    client = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:  # somebody else keeps the streams open
        params: dict[str, object] = {"processId": client.pid, "rootUri": None, "capabilities": {}}
        process.stdin.write(message(id=1, method="initialize", params=params))
        process.stdin.flush()
        assert os.read(process.stdout.fileno(), 65536)
        assert process.poll() is None
        client.communicate(b"\n")
        assert process.wait(timeout=60) == 1


def test_process_that_cannot_be_seen_is_not_waited_for() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for process in (gone.pid, 2**30, 0, -1):
        params: dict[str, object] = {"processId": process, "rootUri": None, "capabilities": {}}
        done = talk(message(id=1, method="initialize", params=params), BYE, EXIT)
        assert done.returncode == 0
        assert set(answers(done.stdout)) == {1, 2}


# -- work that takes long


def _at_work() -> subprocess.Popen[bytes]:
    """A server that has begun to judge a document which takes it for ever."""
    hindrance = (
        "import sys\n"
        "import speclint.lsp.features as features\n"
        "def judge(*_):\n"
        "    print('judging', file=sys.stderr, flush=True)\n"
        "    while True:\n"
        "        sum(range(1000))\n"
        "features.report = judge\n"
        "sys.argv = ['speclint', 'server']\n"
        "from speclint.__main__ import main\n"
        "sys.exit(main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hindrance], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    where = {"textDocument": {"uri": "untitled:a"}}
    asked = message(id=3, method="textDocument/diagnostic", params=where)
    also = message(id=4, method="textDocument/documentSymbol", params=where)
    process.stdin.write(HELLO + _opened("# A\n") + asked + also)
    process.stdin.flush()
    assert process.stderr.readline() == b"judging\n"
    return process


@pytest.mark.parametrize("goodbye", [EXIT, b""], ids=["exit", "end of input"])
def test_work_that_takes_long_does_not_hold_up_the_end(goodbye: bytes) -> None:
    process = _at_work()
    try:
        said, _ = process.communicate(goodbye, timeout=60)
        assert process.returncode == 1
        found = answers(said)
        # Nobody is left to wait for what was given up.
        for id in (3, 4):
            (answer,) = found[id]
            assert answer["error"]["code"] == -32800
        assert 2 not in found
    finally:
        process.kill()


def test_work_that_takes_long_can_be_cancelled_and_does_not_hold_up_the_goodbye() -> None:
    process, said = _at_work(), b""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(message(method="$/cancelRequest", params={"id": 4}))
        process.stdin.write(message(method="$/cancelRequest", params={"id": 3}))
        process.stdin.flush()
        while said.count(b"-32800") < 2:
            part = os.read(process.stdout.fileno(), 65536)
            assert part, said
            said += part
        where = {"textDocument": {"uri": "untitled:a"}}
        again = [
            message(id=5, method="textDocument/diagnostic", params=where),
            message(id=6, method="textDocument/documentSymbol", params=where),
        ]
        rest, _ = process.communicate(b"".join([*again, BYE, EXIT]), timeout=60)
        found = answers(said + rest)
        assert [len(found[id]) for id in (1, 2, 3, 4, 5, 6)] == [1] * 6
        # Nobody is left to wait for what was given up.
        assert [found[id][0]["error"]["code"] for id in (3, 4, 5, 6)] == [-32800] * 4
        assert process.returncode == 0
    finally:
        process.kill()
