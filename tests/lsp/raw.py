"""Talking to a server without a client: bytes in, bytes out."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, NamedTuple

from .served import Talk

COMMAND = [sys.executable, "-m", "speclint", "server"]


def framed(body: bytes) -> bytes:
    """A body with its header."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def message(**content: object) -> bytes:
    """A message of JSON-RPC with its header."""
    return framed(json.dumps({"jsonrpc": "2.0", **content}).encode())


HELLO = message(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
BYE = message(id=2, method="shutdown", params=None)
EXIT = message(method="exit", params=None)


class Done(NamedTuple):
    """A conversation that is over."""

    returncode: int
    stdout: bytes
    is_cut_off: bool
    """Whether the last message was not whole."""


def talk(*messages: bytes) -> Done:
    """What a server inside this process says to some messages, after which the client is gone."""
    conversation = Talk()
    code = conversation.end(*messages)
    return Done(code, conversation.output, conversation.is_cut_off)


def run(*messages: bytes) -> subprocess.CompletedProcess[bytes]:
    """What `speclint server` says to some messages, after which the client is gone."""
    return subprocess.run(COMMAND, input=b"".join(messages), capture_output=True, check=False, timeout=60)


def answers(output: bytes) -> dict[object, list[dict[str, Any]]]:
    """What was said, by the id of the request; notifications by "": errors that answer nobody have None."""
    found: dict[object, list[dict[str, Any]]] = {}
    while output:
        head, _, rest = output.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        said = json.loads(rest[:length])
        found.setdefault("" if "method" in said else said.get("id"), []).append(said)
        output = rest[length:]
    return found
