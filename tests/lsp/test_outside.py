"""What a server touches: the folder that is open, and nothing that somebody only names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .project import FIRST, Notes
from .raw import BYE, EXIT, answers, message
from .test_messages import GOOD

_SPY = """
import json, os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime")
STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork")

def hear(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, _, flags = arguments
        kind = "write" if flags & WRITES else "read"
        said = [kind, os.path.abspath(os.fsdecode(path))]
    elif event in CHANGES:
        said = ["write", *(os.path.abspath(os.fsdecode(each)) for each in arguments[:2] if isinstance(each, (str, bytes)))]
    elif event == "os.listdir" or event == "os.scandir":
        said = ["read", os.path.abspath(os.fsdecode(arguments[0] or "."))]
    elif event in STARTS:
        said = ["start", str(arguments[0])]
    else:
        return
    os.write(log, json.dumps(said).encode() + b"\\n")

from speclint.__main__ import main
sys.addaudithook(hear)
sys.argv = ["speclint", "server"]
sys.exit(main())
"""


def _spied(
    folder: Path, cache: Path, log: Path, *messages: bytes
) -> tuple[dict[object, list[dict[str, Any]]], list[list[str]]]:
    """What a server says to some messages, the last of which is a request, and what it reads, writes and starts."""
    root: dict[str, Any] = {
        "processId": None,
        "rootUri": folder.as_uri(),
        "capabilities": {"textDocument": {"diagnostic": {}}},
    }
    begin = [message(id=1, method="initialize", params=root), message(method="initialized", params={})]
    asked = json.loads(messages[-1].partition(b"\r\n\r\n")[2])["id"]
    environment = {**os.environ, "SPECLINT_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", _SPY, str(log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"".join([*begin, *messages]))
    process.stdin.flush()
    said = b""
    while b'"id": %d,' % asked not in said:
        part = os.read(process.stdout.fileno(), 65536)
        assert part, said
        said += part
    rest, _ = process.communicate(BYE + EXIT, timeout=60)
    return answers(said + rest), [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def _questions(uri: str, first: int) -> list[bytes]:
    """All that can be asked about a document."""
    params = [{**it, "textDocument": {"uri": uri}} if "textDocument" in it else it for it in GOOD.values()]
    return [
        message(id=first + number, method=method, params=it)
        for number, (method, it) in enumerate(zip(GOOD, params, strict=True))
    ]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A document beside the folder that is open."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / ".speclint.yaml").write_text("rules: {}\n", "utf-8")
    path = tmp_path / "outside" / "secret.md"
    path.write_text("<!-- speclint: type=component -->\n# SECRET\n\n## Swordfish\n", "utf-8")
    return path


def test_document_that_is_only_named_is_not_read(notes: Notes, cache: Path, tmp_path: Path, secret: Path) -> None:
    notes.write(
        "notes/note-003-third.md",
        FIRST.replace("NOTE-001", "NOTE-003").replace("[NOTE-002]", "[x](../../outside/secret.md#swordfish)"),
    )
    uris = [
        secret.as_uri(),
        f"{notes.folder.as_uri()}/../outside/secret.md",
        f"{notes.folder.as_uri()}/%2e%2e/outside/secret.md",
        secret.parent.as_uri(),
        "file:///etc/passwd",
        "untitled:secret.md",
        "http://localhost/secret.md",
        "",
        "file:",
    ]  # fmt: skip
    asked = [each for number, uri in enumerate(uris) for each in _questions(uri, 100 * (number + 1))]
    events = [{"uri": uri, "type": 1} for uri in uris]
    told = [
        message(method="workspace/didChangeWatchedFiles", params={"changes": events}),
        message(method="textDocument/didSave", params={"textDocument": {"uri": uris[0]}}),
        message(method="workspace/didRenameFiles", params={"files": [{"oldUri": uris[0], "newUri": uris[4]}]}),
    ]
    found, touched = _spied(
        notes.folder, cache, tmp_path / "log", *told, *asked, *_questions(notes.first.as_uri(), 5000)
    )
    for number in range(len(uris)):
        for id in range(100 * (number + 1), 100 * (number + 1) + len(GOOD)):
            (answer,) = found[id]
            assert "result" in answer or answer["error"]["code"] == -32803, answer
            assert "swordfish" not in json.dumps(answer).casefold().replace("secret.md#swordfish", "")
    read = {path for kind, *paths in touched if kind == "read" for path in paths}
    assert str(notes.first) in read
    assert not {path for path in read if path.startswith(str(secret.parent)) or path == "/etc/passwd"}


def test_document_that_is_opened_is_judged_wherever_it_is(
    notes: Notes, cache: Path, tmp_path: Path, secret: Path
) -> None:
    item = {"uri": secret.as_uri(), "languageId": "markdown", "version": 1, "text": secret.read_text("utf-8")}
    opened = message(method="textDocument/didOpen", params={"textDocument": item})
    found, _ = _spied(notes.folder, cache, tmp_path / "log", opened, *_questions(secret.as_uri(), 100))
    (answer,) = found[100 + list(GOOD).index("textDocument/diagnostic")]
    assert answer["result"]["items"]


def test_server_writes_nowhere_but_into_its_cache_and_starts_nothing_but_git(
    notes: Notes, cache: Path, tmp_path: Path
) -> None:
    item = {"uri": notes.first.as_uri(), "languageId": "markdown", "version": 1, "text": FIRST}
    opened = message(method="textDocument/didOpen", params={"textDocument": item})
    before = sorted(tmp_path.rglob("*"))
    _, touched = _spied(notes.folder, cache, tmp_path / "log", opened, *_questions(notes.first.as_uri(), 100))
    written = {path for kind, *paths in touched if kind == "write" for path in paths}
    assert {path for path in written if not path.startswith((str(cache), os.devnull))} <= {str(tmp_path / "log")}
    started = {Path(name).name for kind, name, *_ in touched if kind == "start"}
    assert started <= {"git", "git.exe"}
    assert sorted({*tmp_path.rglob("*")} - {tmp_path / "log"}) == before
