"""/api/live: the one socket by which a signed-in screen learns."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, WebSocket
from starlette.requests import HTTPConnection

from beffroi.kernel.errors import Refused
from beffroi.kernel.web.access import Principal, principal_of
from beffroi.kernel.web.limits import Buckets, Limit
from beffroi.live import protocol
from beffroi.live.screen import Screen
from beffroi.live.service import Live

router = APIRouter(tags=["live"])

FRAMES: Final = Limit(60, 10.0)
"""What a screen asks: a burst when it opens, then six messages a second."""
MISTAKES: Final = 10
"""Messages that cannot be understood, before the socket is closed."""


class SignedIn:
    """Answers who is there, or None: a handshake refused outright would tell the browser nothing of why."""

    permission = "session.own"

    async def __call__(self, connection: HTTPConnection) -> Principal | None:
        return await principal_of(connection)


@router.websocket("/api/live")
async def live_socket(socket: WebSocket, who: Annotated[Principal | None, Depends(SignedIn())]) -> None:
    """Topics, snapshots and patches; see `protocol.py`. The guard has checked where the page comes from."""
    live: Live = socket.app.state.live
    await socket.accept()
    if who is None:
        await socket.close(protocol.SIGNED_OUT, "not_signed_in")
        return
    try:
        screen = live.open(who)
    except Refused as refused:
        await socket.close(protocol.UNEXPECTED, refused.code)
        return
    try:
        await _attend(socket, screen, live)
    finally:
        live.leave(screen)


async def _attend(socket: WebSocket, screen: Screen, live: Live) -> None:
    """Until the screen goes, or must."""
    tasks: list[asyncio.Future[Any]] = [
        asyncio.ensure_future(_listen(socket, screen, live)),
        asyncio.ensure_future(_send(socket, screen)),
        screen.close_code,
    ]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks[:2]:
            task.cancel()
        await asyncio.gather(*tasks[:2], return_exceptions=True)
    if screen.close_code.done():
        try:
            await socket.close(screen.close_code.result())
        except RuntimeError:
            return  # it went by itself meanwhile


async def _send(socket: WebSocket, screen: Screen) -> None:
    while True:
        frame = await screen.outbox.take()
        screen.sending_since = time.monotonic()
        await socket.send({"type": "websocket.send", "text": frame})
        screen.sending_since = None


async def _listen(socket: WebSocket, screen: Screen, live: Live) -> None:
    budget, mistakes = Buckets(FRAMES, keys=1), 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        try:
            budget.demand("frames", live.now())
            await _answer(protocol.decode(message.get("text") or message.get("bytes") or b""), screen, live)
        except Refused as refused:
            mistakes += 1
            screen.outbox.put(protocol.error(refused))
            if mistakes >= MISTAKES:
                screen.close(protocol.UNEXPECTED)
                return


async def _answer(asked: protocol.Asked, screen: Screen, live: Live) -> None:
    match asked:
        case protocol.Ping():
            screen.outbox.put(protocol.pong(live.now()))
        case protocol.Subscribe():
            await live.subscribe(screen, asked)
        case protocol.Unsubscribe():
            live.unsubscribe(screen, asked.topics)
