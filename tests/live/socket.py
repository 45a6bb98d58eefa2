"""A browser's WebSocket in process: straight to the ASGI app, through every layer of the edge."""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Self

from fastapi import FastAPI

from tests.live.client import Client, Message


class Closed(Exception):
    """The server closed the socket; `code` says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """Open as a context; `client` holds what a screen would."""

    def __init__(self, app: FastAPI, cookie: str = "", origin: str | None = "http://localhost:8000") -> None:
        self.client = Client()
        self._app = app
        self._sent: asyncio.Queue[Message] = asyncio.Queue()
        self._heard: asyncio.Queue[Message] = asyncio.Queue()
        headers = [(b"host", b"localhost:8000"), (b"cookie", cookie.encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        self._scope: dict[str, Any] = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "path": "/api/live",
            "raw_path": b"/api/live",
            "query_string": b"",
            "scheme": "ws",
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 8000),
            "subprotocols": [],
        }

    async def __aenter__(self) -> Self:
        self._sent.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(self._serve())
        first = await self._heard.get()
        if first["type"] == "websocket.close":
            await self._task
            raise Closed(first["code"])
        return self

    async def cut(self, code: int) -> None:
        """The connection is over, as the server's own layers tell it."""
        self._sent.put_nowait({"type": "websocket.disconnect", "code": code})
        await self._task

    async def __aexit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        self._sent.put_nowait({"type": "websocket.disconnect", "code": 1006})
        await self._task

    async def _serve(self) -> None:
        async def told(message: MutableMapping[str, Any]) -> None:
            self._heard.put_nowait(dict(message))

        await self._app(self._scope, self._sent.get, told)

    async def say(self, message: Message | str | bytes) -> None:
        """One message of the browser."""
        if isinstance(message, bytes):
            await self._sent.put({"type": "websocket.receive", "bytes": message})
        else:
            text = message if isinstance(message, str) else json.dumps(message)
            await self._sent.put({"type": "websocket.receive", "text": text})

    async def hear(self) -> Message:
        """The next message of the server, taken into the client. Raises Closed when there is none."""
        found = await self._heard.get()
        if found["type"] == "websocket.close":
            raise Closed(found["code"])
        self.client.take(found["text"])
        return self.client.seen[-1]

    async def until(self, type: str, topic: str | None = None) -> Message:  # noqa: A002
        """The next message of this type (and topic)."""
        while True:
            message = await self.hear()
            if message["type"] == type and (topic is None or message.get("topic") == topic):
                return message
