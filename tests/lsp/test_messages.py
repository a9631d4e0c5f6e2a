"""Every request gets one answer, and a message that makes no sense changes nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lsprotocol import types

from speclint.lsp.features import make_server
from speclint.lsp.protocol import strict_converter

from .raw import BYE, EXIT, HELLO, answers, framed, message, run, talk
from .served import Talk

PARSE, REQUEST, METHOD, PARAMS, EARLY, INTERNAL = -32700, -32600, -32601, -32602, -32002, -32603

PLACE = {"line": 0, "character": 0}
WHERE = {"textDocument": {"uri": "untitled:a"}}
AT = {**WHERE, "position": PLACE}
READY = message(method="initialized", params={})
DOCUMENT = {
    "uri": "untitled:a",
    "languageId": "markdown",
    "version": 1,
    "text": "<!-- speclint: type=component -->\n\n# A\n",
}
OPEN = message(method="textDocument/didOpen", params={"textDocument": DOCUMENT})

GOOD: dict[str, Any] = {
    "textDocument/hover": AT,
    "textDocument/documentSymbol": WHERE,
    "workspace/symbol": {"query": "a"},
    "textDocument/definition": AT,
    "textDocument/references": {**AT, "context": {"includeDeclaration": True}},
    "textDocument/completion": AT,
    "textDocument/codeAction": {**WHERE, "range": {"start": PLACE, "end": PLACE}, "context": {"diagnostics": []}},
    "codeAction/resolve": {"title": "x"},
    "textDocument/prepareRename": AT,
    "textDocument/rename": {**AT, "newName": "x"},
    "textDocument/diagnostic": WHERE,
    "workspace/diagnostic": {"previousResultIds": []},
}
"""Requests with parameters that make sense."""


def _spoiled(params: dict[str, Any]) -> list[Any]:
    """What the parameters of a request may not be."""
    wrong: list[Any] = [None, [], [params], 5, "x", True, {}]
    for name, value in params.items():
        others = [{key: it for key, it in params.items() if key != name}]
        others += [{**params, name: other} for other in (5, None, [5]) if type(other) is not type(value)]
        wrong += others
        if isinstance(value, dict):
            wrong += [{**params, name: each} for each in _spoiled(value) if isinstance(each, dict)]
    return wrong


def test_table_has_all_requests() -> None:
    known = {method for method in make_server({}).protocol.fm.features if method in types.METHOD_TO_TYPES}
    requests = {method for method in known if types.METHOD_TO_TYPES[method][1] is not None}
    assert requests - {"initialize"} == set(GOOD)


def test_request_with_parameters_that_make_sense_is_answered() -> None:
    asked = [message(id=method, method=method, params=params) for method, params in GOOD.items()]
    found = answers(talk(HELLO, READY, OPEN, *asked, BYE, EXIT).stdout)
    for method in GOOD:
        (answer,) = found[method]
        # What is under way when the client says goodbye is given up.
        assert "result" in answer or answer["error"]["code"] in (-32800, -32803), answer


def test_request_with_malformed_parameters_is_answered_with_an_error() -> None:
    asked = [(method, params) for method, good in GOOD.items() for params in _spoiled(good)]
    assert len(asked) > 150
    messages = [message(id=10 + number, method=method, params=params) for number, (method, params) in enumerate(asked)]
    messages += [message(id=method, method=method) for method in GOOD]
    done = talk(HELLO, READY, *messages, BYE, EXIT)
    found = answers(done.stdout)
    for number, (method, params) in enumerate(asked):
        (answer,) = found[10 + number]
        assert answer["error"]["code"] == PARAMS, (method, params, answer)
        assert answer["error"]["message"].startswith(f"{method}: ")
    for method in GOOD:
        (answer,) = found[method]
        assert answer["error"]["code"] == PARAMS
    assert "result" in found[2][0]
    assert done.returncode == 0


def test_error_says_what_is_wrong_in_the_words_of_the_protocol() -> None:
    asked = message(id=3, method="textDocument/hover", params={"position": PLACE})
    (answer,) = answers(talk(HELLO, asked, BYE, EXIT).stdout)[3]
    assert answer["error"]["message"] == "textDocument/hover: required field missing @ $.params.textDocument"


MALFORMED: dict[str, tuple[Any, object, int]] = {
    "unknown method": ({"jsonrpc": "2.0", "id": 3, "method": "no/such/thing", "params": {}}, 3, METHOD),
    "unknown method without parameters": ({"jsonrpc": "2.0", "id": 3, "method": "$/nothing"}, 3, METHOD),
    "method of the client": ({"jsonrpc": "2.0", "id": 3, "method": "workspace/applyEdit", "params": {}}, 3, METHOD),
    "notification with an id": ({"jsonrpc": "2.0", "id": 3, "method": "textDocument/didOpen", "params": {}}, 3, REQUEST),
    "exit with an id": ({"jsonrpc": "2.0", "id": 3, "method": "exit"}, 3, REQUEST),
    "method that is no text": ({"jsonrpc": "2.0", "id": 3, "method": 5, "params": {}}, 3, REQUEST),
    "method that is a list": ({"jsonrpc": "2.0", "id": 3, "method": [], "params": {}}, 3, REQUEST),
    "no version": ({"id": 3, "method": "shutdown"}, 3, REQUEST),
    "other version": ({"jsonrpc": "1.0", "id": 3, "method": "shutdown"}, 3, REQUEST),
    "no method": ({"jsonrpc": "2.0", "id": 3}, 3, REQUEST),
    "nothing": ({}, None, REQUEST),
    "no id": ({"jsonrpc": "2.0", "params": {}}, None, REQUEST),
    "id null": ({"jsonrpc": "2.0", "id": None, "method": "workspace/symbol", "params": {"query": ""}}, None, REQUEST),
    "id with a point": ({"jsonrpc": "2.0", "id": 3.5, "method": "workspace/symbol", "params": {"query": ""}}, 3.5, REQUEST),
    "id true": ({"jsonrpc": "2.0", "id": True, "method": "workspace/symbol", "params": {"query": ""}}, None, REQUEST),
    "id list": ({"jsonrpc": "2.0", "id": [3], "method": "workspace/symbol", "params": {"query": ""}}, None, REQUEST),
    "id object": ({"jsonrpc": "2.0", "id": {}, "method": "workspace/symbol", "params": {"query": ""}}, None, REQUEST),
    "initialize again": ({"jsonrpc": "2.0", "id": 3, "method": "initialize", "params": {"capabilities": {}}}, 3, REQUEST),
    "unknown command": ({"jsonrpc": "2.0", "id": 3, "method": "workspace/executeCommand", "params": {"command": "x"}}, 3, PARAMS),
    "empty batch": ([], None, REQUEST),
    "batch of a request": ([{"jsonrpc": "2.0", "id": 3, "method": "workspace/symbol", "params": {"query": ""}}], 3, REQUEST),
    "batch of numbers": ([1, 2], None, REQUEST),
    "number": (5, None, REQUEST),
    "text": ("shutdown", None, REQUEST),
    "null": (None, None, REQUEST),
}  # fmt: skip


IDS = {name: 100 + number if id == 3 else id for number, (name, (_, id, _)) in enumerate(MALFORMED.items())}
"""Where an id is 3, each message has one of its own instead."""


@pytest.fixture(scope="module")
def told() -> dict[object, list[dict[str, Any]]]:
    """What one server answers to all of them, and then to a request that makes sense."""
    sent = [
        framed(re.sub(r'"id": 3([,}])', rf'"id": {IDS[name]}\1', json.dumps(content)).encode())
        for name, (content, _, _) in MALFORMED.items()
    ]
    done = talk(HELLO, READY, *sent, BYE, EXIT)
    assert done.returncode == 0
    found = answers(done.stdout)
    assert "result" in found[2][0]
    return found


@pytest.mark.parametrize("name", [name for name in MALFORMED if IDS[name] is not None])
def test_malformed_message_is_answered_with_an_error(name: str, told: dict[object, list[dict[str, Any]]]) -> None:
    (answer,) = told[IDS[name]]
    assert answer["error"]["code"] == MALFORMED[name][2], answer


def test_malformed_message_without_an_id_is_answered_once_too(told: dict[object, list[dict[str, Any]]]) -> None:
    expected = [code for name, (_, _, code) in MALFORMED.items() if IDS[name] is None]
    assert len(expected) > 5
    assert [each["error"]["code"] for each in told[None]] == expected
    assert set(told) - {""} == {1, 2, *IDS.values()}


NO_JSON = [
    b"",
    b"no json!!",
    b'{"jsonrpc": "2.0", "id": 3, "method": "workspace/symbol", "params": {"query": "\xff"}}',
    b'{"jsonrpc": "2.0", "id": 3, "method": "workspace/symbol", "params": {"query": NaN}}',
    '{"jsonrpc": "2.0", "id": 3, "method": "workspace/symbol", "params": {"query": ""}}'.encode("utf-16"),
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"[" * 100_000 + b"]" * 100_000,
    b'{"jsonrpc": "2.0", "id": 3, "method": "workspace/symbol", "params": %s1%s}' % (b"[" * 100_000, b"]" * 100_000),
    b"9" * 10_000,
]  # fmt: skip


def test_each_body_that_is_no_json_is_answered() -> None:
    """By one server: what it is sent next is answered too."""
    ask = [message(id=100 + number, method="codeAction/resolve", params={}) for number in range(len(NO_JSON))]
    done = run(
        HELLO,
        READY,
        *(each for body, then in zip(NO_JSON, ask, strict=True) for each in (framed(body), then)),
        BYE,
        EXIT,
    )
    found = answers(done.stdout)
    assert [each["error"]["code"] for each in found[None]] == [PARSE] * len(NO_JSON)
    assert set(found) - {""} == {None, 1, 2, *range(100, 100 + len(NO_JSON))}
    assert "result" in found[2][0]
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\0" * 50,
        b"hello\r\n\r\n",
        b"Content-Length: -5\r\n\r\n{}",
        b"Content-Length: ten\r\n\r\n{}",
        b"Content-Type: text\r\n\r\n{}",
        b"Content-Length: 200000000\r\n\r\n{}",
        b"Content-Length: 5000\r\n\r\n{",
    ],
)
def test_after_rubbish_the_next_message_is_answered(rubbish: bytes) -> None:
    done = talk(HELLO, rubbish, message(id=3, method="workspace/symbol", params={"query": 1}), BYE, EXIT)
    found = answers(done.stdout)
    assert [each["error"]["code"] for each in found[None]] == [PARSE]
    assert [each["error"]["code"] for each in found[3]] == [PARAMS]
    assert done.returncode == 0


def test_ids_of_all_kinds_come_back() -> None:
    ids: list[Any] = ["", "a", "🚀", "1", 0, -1, 2**31, 2**63, 10**300]
    asked = [message(id=id, method="codeAction/resolve", params={}) for id in ids]
    found = answers(talk(HELLO, *asked, BYE, EXIT).stdout)
    assert [len(found[id]) for id in ids if id != ""] == [1] * (len(ids) - 1)
    assert [each for each in found[""] if each.get("id") == ""]


def test_requests_with_one_id_are_all_answered() -> None:
    asked = [message(id=7, method="textDocument/documentSymbol", params=WHERE) for _ in range(5)]
    found = answers(talk(HELLO, READY, OPEN, *asked, BYE, EXIT).stdout)
    assert len(found[7]) == 5


def test_requests_in_a_batch_are_all_answered() -> None:
    batch = [
        {"jsonrpc": "2.0", "id": id, "method": "workspace/symbol", "params": {"query": ""}} for id in (7, "a", None)
    ]
    found = answers(talk(HELLO, framed(json.dumps([*batch, 5]).encode()), BYE, EXIT).stdout)
    assert [found[id][0]["error"]["code"] for id in (7, "a", None)] == [REQUEST] * 3


def test_before_the_client_introduces_itself_there_is_nothing_to_ask() -> None:
    early = [message(id=method, method=method, params=params) for method, params in GOOD.items()]
    bad = message(id=5, method="initialize", params={"capabilities": 5})
    done = talk(*early, OPEN, message(id=3, method="shutdown"), message(id=4, method="no/thing"), bad, HELLO, BYE, EXIT)
    found = answers(done.stdout)
    for id in (*GOOD, 3, 4):
        (answer,) = found[id]
        assert answer["error"]["code"] == EARLY
    (answer,) = found[5]
    assert answer["error"]["code"] == PARAMS
    assert "result" in found[1][0]
    assert done.returncode == 0


def test_after_the_client_said_goodbye_there_is_nothing_to_ask() -> None:
    late = [message(id=method, method=method, params=params) for method, params in GOOD.items()]
    done = talk(HELLO, BYE, *late, message(id=3, method="shutdown"), OPEN, EXIT)
    found = answers(done.stdout)
    for id in (*GOOD, 3):
        (answer,) = found[id]
        assert answer["error"]["code"] == REQUEST
    assert done.returncode == 0


NOTIFICATIONS: list[dict[str, Any]] = [
    {"method": "textDocument/didOpen"},
    {"method": "textDocument/didOpen", "params": {"textDocument": {**DOCUMENT, "text": 5}}},
    {"method": "textDocument/didChange", "params": {**WHERE, "contentChanges": []}},
    {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "untitled:a", "version": 2}, "contentChanges": [{"text": None}]}},
    {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///no", "version": 1}, "contentChanges": []}},
    {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///%%%"}}},
    {"method": "textDocument/didSave", "params": []},
    {"method": "workspace/didChangeWatchedFiles", "params": {"changes": "x"}},
    {"method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": "http://x", "type": 99}]}},
    {"method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"added": None, "removed": []}}},
    {"method": "workspace/didRenameFiles", "params": {"files": [{"oldUri": 1}]}},
    {"method": "workspace/symbol", "params": {"query": ""}},
    {"method": "shutdown"},
    {"method": "initialize", "params": {"capabilities": {}}},
    {"method": "no/such/thing", "params": {}},
    {"method": 5, "params": {}},
    {"method": None},
    {"method": "$/cancelRequest", "params": {"id": 99}},
    {"method": "$/cancelRequest", "params": {"id": [1]}},
    {"method": "$/cancelRequest", "params": None},
    {"method": "$/setTrace", "params": {"value": "everything"}},
    {"id": 99, "result": None},
    {"id": [1], "result": None},
    {"id": "x", "error": {"code": "x"}},
    {"id": None, "error": None},
]  # fmt: skip


def test_malformed_notification_or_response_is_ignored() -> None:
    sent = [message(**each) for each in NOTIFICATIONS]
    done = talk(HELLO, READY, OPEN, *sent, message(id=3, method="textDocument/rename", params={}), BYE, EXIT)
    found = answers(done.stdout)
    assert set(found) - {""} == {1, 2, 3}
    assert done.returncode == 0
    logged = [each["params"]["message"] for each in found[""] if each["method"] == "window/logMessage"]
    assert any("textDocument/didOpen" in each for each in logged)


def test_document_that_was_open_before_is_the_same_after_a_malformed_change() -> None:
    ask = message(id=3, method="textDocument/documentSymbol", params=WHERE)
    conversation = Talk()
    conversation.say(HELLO, READY, OPEN, *map(_message_of, NOTIFICATIONS), ask)
    conversation.until(b'"id": 3')
    conversation.end(BYE, EXIT)
    (symbol,) = answers(conversation.output)[3][0]["result"]
    assert symbol["name"].startswith("A")


def _message_of(content: dict[str, Any]) -> bytes:
    return message(**content)


def test_answer_of_the_client_that_makes_no_sense_is_taken_for_a_refusal() -> None:
    can = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    hello = message(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": can})
    conversation = Talk()
    conversation.say(hello, READY)
    conversation.until(b"client/registerCapability")
    (asked,) = [each for each in answers(conversation.output)[""] if each["method"] == "client/registerCapability"]
    # Nobody but the server may cancel what the server asks.
    conversation.say(message(method="$/cancelRequest", params={"id": asked["id"]}))
    conversation.say(message(id=asked["id"], error={"code": "x"}))
    conversation.until(b"does not watch files")
    assert conversation.end(BYE, EXIT) == 0


def test_answer_that_cannot_be_written_is_an_error() -> None:
    class Wire:
        def __init__(self) -> None:
            self.sent = b""

        def write(self, data: bytes) -> None:
            self.sent += data

        def close(self) -> None:
            pass

    wire = Wire()
    server = make_server({})
    server.protocol.set_writer(wire)
    # A list of what is no part of the protocol, as a mistake in a feature would give it.
    broken = types.HoverResponse(id=7, result=types.Hover(contents=object()))  # type: ignore[arg-type]
    server.protocol._send_data(broken)
    (answer,) = [json.loads(each) for each in wire.sent.decode().split("\r\n") if each.startswith("{")]
    assert answer["id"] == 7
    assert answer["error"]["code"] == INTERNAL


def test_names_of_the_protocol_are_read_as_such() -> None:
    finding = {"range": {"start": PLACE, "end": PLACE}, "severity": 1, "source": "speclint", "message": "m"}
    read = strict_converter().structure({"title": "x", "kind": "quickfix", "diagnostics": [finding]}, types.CodeAction)
    assert [each.severity for each in read.diagnostics or ()] == [types.DiagnosticSeverity.Error]
