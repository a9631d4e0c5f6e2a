"""Every message answered, whatever it looks like.

Owns: which messages are valid, and the answers to those that are not: pygls drops them, and the client waits forever.
Never: does what a message requests; pygls calls the feature that does.
"""

from __future__ import annotations

import json
import logging
import math
import re
import typing
from typing import TYPE_CHECKING, Any

import cattrs
from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, default_converter

if TYPE_CHECKING:
    from collections.abc import Callable


_LOG = logging.getLogger("speclint")
_INNER_WORD = re.compile(r"_([a-z])")
_CONSTANTS = "NaN and infinite numbers are not JSON"


def strict_converter() -> cattrs.Converter:
    """What makes messages of JSON. A number where a text belongs, and the like, is an error, and not turned into one."""
    converter: cattrs.Converter = default_converter()  # type: ignore[no-untyped-call]
    converter.register_structure_hook(str, _only(str))
    converter.register_structure_hook(bool, _only(bool))
    converter.register_structure_hook(int, _integer)
    return converter


class Owner(typing.Protocol):
    """What the protocol needs from the server, which is in a layer above it."""

    def failed(self, error: BaseException) -> None:
        """Something went wrong that is not reported to a client."""

    def leave(self) -> None:
        """End."""

    def log(self, text: str) -> None:
        """Write a line for people."""


class Protocol(LanguageServerProtocol):
    """The protocol without the texts that pygls keeps: see `speclint.lsp.buffers`."""

    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]

    _server: Owner  # type: ignore[assignment]

    @property
    def has_begun(self) -> bool:
        """Whether the client has introduced itself."""
        return getattr(self, "server_capabilities", None) is not None

    @property
    def has_ended(self) -> bool:
        """Whether the client has said goodbye."""
        return self._shutdown

    def receive(self, body: bytes) -> None:
        """Take the body of a message. Whatever it is, each request in it gets one answer, now or later."""
        try:
            message = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        except RecursionError:
            self.refuse(None, JsonRpcParseError("the message is nested too deeply"))
        except ValueError as error:
            self.refuse(None, JsonRpcParseError(f"the message is not JSON in UTF-8 ({error})"))
        else:
            self._take(message)

    def refuse(self, id: str | float | None, error: JsonRpcException) -> None:
        """Answer with an error. `id` None: the request is unknown."""
        _LOG.warning("refused a message: %s", error.message)
        answer = {"jsonrpc": self.VERSION, "id": id, "error": {"code": error.code, "message": error.message}}
        self._send_data(answer)

    def _serialize_message(self, data: Any) -> Any:
        """What is sent, as JSON. If an answer cannot be encoded, the client gets an error instead."""
        try:
            written = super()._serialize_message(data)
            json.dumps(written)
        except Exception as error:
            id = getattr(data, "id", None)
            if id is None or not hasattr(data, "result"):
                raise
            self._server.failed(error)
            failure = JsonRpcInternalError(f"the answer cannot be written ({type(error).__name__})")
            return {"jsonrpc": self.VERSION, "id": id, "error": {"code": failure.code, "message": failure.message}}
        return written

    def unanswered(self) -> list[Any]:
        """The futures of the requests that the client still waits for."""
        return [future for id, future in self._request_futures.items() if id not in self._result_types]

    def _take(self, message: object) -> None:
        if isinstance(message, list):
            # The protocol has no batches: a client that sends one must not wait for their answers.
            requests = [each for each in message if isinstance(each, dict) and "method" in each and "id" in each]
            error = JsonRpcInvalidRequest("batches are not supported: send each message separately")
            for id in [_shown_id(each["id"]) for each in requests] or [None]:
                self.refuse(id, error)
        elif not isinstance(message, dict):
            self.refuse(None, JsonRpcInvalidRequest("a message must be a JSON object"))
        elif "method" in message and "id" in message:
            self._take_request(message)
        elif "method" in message:
            self._take_notification(message)
        elif "id" in message and ("result" in message or "error" in message):
            self._take_response(message)
        else:
            error = JsonRpcInvalidRequest("the message is not a request, a notification or a response")
            self.refuse(_shown_id(message.get("id")), error)

    def _take_request(self, message: dict[str, Any]) -> None:
        id = message["id"]
        try:
            request = self._read_request(message)
        except JsonRpcException as error:
            self.refuse(_shown_id(id), error)
        else:
            self.handle_message(request)

    def _read_request(self, message: dict[str, Any]) -> Any:
        """A request as an object. Raises JsonRpcException for one that cannot be answered otherwise."""
        id, method = message["id"], message["method"]
        if isinstance(id, bool) or not isinstance(id, (int, str)):
            raise JsonRpcInvalidRequest("the id of a request must be a string or an integer")
        if message.get("jsonrpc") != self.VERSION:
            raise JsonRpcInvalidRequest(f"the message is not JSON-RPC {self.VERSION}")
        if not isinstance(method, str):
            raise JsonRpcInvalidRequest("the method of a request must be a string")
        if self.has_ended:
            raise JsonRpcInvalidRequest("the server is shutting down")
        if self.has_begun and method == types.INITIALIZE:
            raise JsonRpcInvalidRequest("the server is already initialized")
        if not self.has_begun and method != types.INITIALIZE:
            raise JsonRpcServerNotInitialized("the server is not initialized yet")
        if not self._knows(method):
            raise JsonRpcMethodNotFound.of(method)
        if not _is_request(method):
            raise JsonRpcInvalidRequest(f"{method} is a notification and cannot have an id")
        if method == types.SHUTDOWN:
            message = {**message, "params": None}
        elif not isinstance(message.get("params"), dict):
            raise JsonRpcInvalidParams(f"{method}: the parameters are not an object")
        return self._read(message)

    def _take_notification(self, message: dict[str, Any]) -> None:
        method = message["method"]
        if method == types.EXIT:
            self._server.leave()
        elif not self.has_begun or self.has_ended or not isinstance(method, str) or not self._knows(method):
            _LOG.warning("ignored the notification %r", method)
        elif _is_request(method) or message.get("jsonrpc") != self.VERSION:
            self._server.log(f"speclint: ignored {method}: it is not a notification of JSON-RPC {self.VERSION}")
        else:
            if method == types.INITIALIZED:
                message = {**message, "params": {}}
            try:
                notification = self._read(message)
            except JsonRpcException as error:
                self._server.log(f"speclint: ignored a notification. {error.message}")
                return
            # Nobody cancels a question of the server but the server.
            if method != types.CANCEL_REQUEST or self._may_be_cancelled(notification.params.id):
                self.handle_message(notification)
            for key in [key for key, future in self._request_futures.items() if future.done()]:
                del self._request_futures[key]

    def _may_be_cancelled(self, id: object) -> bool:
        return isinstance(id, (int, str)) and id in self._request_futures and id not in self._result_types

    def _take_response(self, message: dict[str, Any]) -> None:
        id = message["id"]
        if not isinstance(id, (int, str)) or id not in self._result_types:
            _LOG.warning("ignored a response to nobody: %r", id)
            return
        try:
            if message.get("jsonrpc") != self.VERSION:
                raise JsonRpcInvalidRequest(f"the message is not JSON-RPC {self.VERSION}")
            response = self._read(message)
        except JsonRpcException as error:
            self._result_types.pop(id, None)
            self._handle_response(id, None, types.ResponseError(error.code, error.message))
        else:
            self.handle_message(response)

    def _read(self, message: dict[str, Any]) -> Any:
        """A message as an object. Raises JsonRpcInvalidParams, with what is wrong with it."""
        try:
            return self.structure_message(message)
        except Exception as error:  # noqa: BLE001 - the library raises whatever it stumbles over
            cause = error.__cause__
            said = cattrs.transform_error(cause)[0] if isinstance(cause, cattrs.BaseValidationError) else str(cause)
            said = _INNER_WORD.sub(lambda found: found[1].upper(), said)
            raise JsonRpcInvalidParams(f"{message.get('method', 'response')}: {said}") from None

    def _knows(self, method: str) -> bool:
        return method in self.fm.features or method in self.fm.builtin_features or method == types.CANCEL_REQUEST


def _is_request(method: str) -> bool:
    return types.METHOD_TO_TYPES[method][1] is not None if method in types.METHOD_TO_TYPES else False


def _shown_id(id: object) -> str | float | None:
    """An id as an answer can repeat it; None for what is none."""
    if isinstance(id, bool) or not isinstance(id, (str, int, float)):
        return None
    return None if isinstance(id, float) and not math.isfinite(id) else id


def _refuse_constant(_name: str) -> Any:
    raise ValueError(_CONSTANTS)


def _only(kind: type) -> Callable[[Any, Any], Any]:
    def read(value: Any, asked: Any) -> Any:
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} is not of type {kind.__name__}")
        # A name of the protocol, such as a severity, is a number or a text as well.
        return value if asked is kind else asked(value)

    return read


def _integer(value: Any, asked: Any) -> Any:
    """A whole number, or what it stands for. Some clients write all numbers with a point."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value // 1:
        raise TypeError(f"{value!r} is not an integer")
    return int(value) if asked is int else asked(int(value))
