"""/api/live: the one socket by which a signed-in screen learns."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, WebSocket
from starlette.requests import HTTPConnection

from beffroi.kernel.errors import Refused
from beffroi.kernel.web.access import Principal, is_still_signed_in, principal_of
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
    restarting = False
    try:
        if not await is_still_signed_in(socket):
            screen.close(protocol.SIGNED_OUT)
        restarting = await _attend(socket, screen, live)
    finally:
        live.leave(screen, restarting=restarting)


async def _attend(socket: WebSocket, screen: Screen, live: Live) -> bool:
    """Until the screen goes, or must; answers whether it went because the server stops."""
    listening = asyncio.ensure_future(_listen(socket, screen, live))
    sending = asyncio.ensure_future(_send(socket, screen))
    parts: list[asyncio.Future[Any]] = [listening, sending, screen.close_code]
    try:
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listening.cancel()
        sending.cancel()
        codes = await asyncio.gather(listening, sending, return_exceptions=True)
    if not screen.close_code.done():
        return codes[0] == protocol.RESTARTING
    with suppress(RuntimeError):  # it may have gone by itself meanwhile
        await socket.close(screen.close_code.result())
    return screen.close_code.result() == protocol.RESTARTING


async def _send(socket: WebSocket, screen: Screen) -> None:
    while True:
        frame = await screen.outbox.take()
        screen.sending_since = time.monotonic()
        await socket.send({"type": "websocket.send", "text": frame})
        screen.sending_since = None


async def _listen(socket: WebSocket, screen: Screen, live: Live) -> int:
    """Until the socket is gone; answers the code it closed with."""
    budget, mistakes = Buckets(FRAMES, keys=1), 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return int(message.get("code") or 0)
        try:
            budget.demand("frames", live.now())
            await _answer(protocol.decode(message.get("text") or message.get("bytes") or b""), screen, live)
        except Refused as refused:
            mistakes += 1
            screen.outbox.put(protocol.error(refused))
            if mistakes >= MISTAKES:
                screen.close(protocol.UNEXPECTED)
                return protocol.UNEXPECTED


async def _answer(asked: protocol.Asked, screen: Screen, live: Live) -> None:
    match asked:
        case protocol.Ping():
            screen.outbox.put(protocol.pong(live.now()))
        case protocol.Subscribe():
            await live.subscribe(screen, asked)
        case protocol.Unsubscribe():
            live.unsubscribe(screen, asked.topics)
