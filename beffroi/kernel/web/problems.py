"""How a refusal is told: `{"code", "message", "facts"}` with a stable code, and nothing of what was sent.

`Problems` is the outermost layer: whatever fails inside, the caller learns a reference and the log learns the rest.
"""

from http import HTTPStatus
from math import ceil
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketState

from beffroi.kernel.errors import Refused, TooLarge
from beffroi.kernel.ids import new_id
from beffroi.kernel.logs import get_logger

log = get_logger(__name__)

BODY_LIMIT: Final = 256 * 1024
_WITH_BODY: Final = {"POST", "PUT", "PATCH", "DELETE"}


class Problem(BaseModel):
    """A refusal: the code is stable, the message is for people, the facts depend on the code."""

    code: str
    message: str
    facts: dict[str, Any]


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase}
    for status in (400, 401, 403, 404, 409, 413, 422, 429, 503)
}
"""Any route may be refused in these ways; the schema says so."""


def problem(status: int, code: str, message: str, facts: dict[str, object] | None = None) -> Response:
    """The answer for a refusal."""
    facts = facts or {}
    headers = {"Cache-Control": "no-store"}
    wait = facts.get("retry_after_s")
    if isinstance(wait, int | float):
        headers["Retry-After"] = str(max(1, ceil(wait)))
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "1"
    return JSONResponse({"code": code, "message": message, "facts": facts}, status, headers)


def answer_for(refused: Refused) -> Response:
    """The answer for anything our own code refuses."""
    return problem(refused.status, refused.code, refused.message, refused.facts)


def install(app: FastAPI) -> None:
    """The app answers every refusal and every malformed request in our shape."""

    @app.exception_handler(Refused)
    async def refused(connection: HTTPConnection, error: Refused) -> Response | None:
        if isinstance(connection, WebSocket) and not _can_be_denied(connection):
            await connection.close(1008, error.code)
            return None
        return answer_for(error)

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, error: RequestValidationError) -> Response:
        # Only where and what: the value itself may be a password.
        fields = [{"where": _path(one["loc"]), "what": str(one["type"])} for one in error.errors()[:20]]
        return problem(422, "invalid", "The request does not have the right shape.", {"fields": fields})

    @app.exception_handler(HTTPException)
    async def plain(_: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        answer = problem(status, status.name.lower(), f"{status.phrase}.")
        answer.headers.update(error.headers or {})
        return answer


def _can_be_denied(socket: WebSocket) -> bool:
    """A socket that is not open yet is refused like a request, where the server can, so that the code is told."""
    told = "websocket.http.response" in socket.scope.get("extensions", {})
    return told and socket.application_state == WebSocketState.CONNECTING


class Problems:
    """Pure ASGI. No failure leaves as text, and none is silent: 500 with a reference that the log carries too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] in {"http.response.start", "websocket.accept", "websocket.close"}
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception:
            reference = new_id()
            log.failed("request_failed", reference=reference, method=scope.get("method"), path=scope["path"])
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1011})
            elif started:
                raise  # half an answer is out: the server must cut the connection, or it would look whole
            else:
                answer = problem(500, "server_error", "Something failed here.", {"reference": reference})
                await answer(scope, receive, send)


class BodyLimit:
    """Pure ASGI. Bodies above `limit` are refused with 413, also when they come in pieces without a length.

    Routes at `streams` read their body themselves as it comes, and have a limit of their own.
    """

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT, streams: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.limit = limit
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _WITH_BODY or scope["path"] in self._streams:
            await self.app(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
        except ClientDisconnect:
            return  # half a request is no request
        except TooLarge as refused:
            await answer_for(refused)(scope, receive, send)
            return
        unread = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return unread.pop() if unread else await receive()

        await self.app(scope, replay, send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if length.isdigit() and int(length) > self.limit:
            raise TooLarge(limit=self.limit)
        pieces: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > self.limit:
                raise TooLarge(limit=self.limit)
            more = message.get("more_body", False)
        return b"".join(pieces)


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part)[:40] for part in location[:8])
