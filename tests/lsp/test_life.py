"""How the server begins and ends: as a process that a client starts and leaves."""

from __future__ import annotations

import json
import subprocess
import sys


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
