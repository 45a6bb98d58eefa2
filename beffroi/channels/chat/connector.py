"""A visitor's socket: frames in, frames out. Every refusal is told with its code; too many of them end the socket."""

import asyncio
from collections.abc import Awaitable
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from beffroi.channels.chat.conversation import REFUSED, Conversation, Window
from beffroi.channels.chat.errors import OutOfOrder, TooFast, TooManyErrors
from beffroi.channels.chat.model import Widget
from beffroi.channels.chat.protocol import (
    AskCallback,
    AskMessage,
    Heard,
    Hello,
    Leave,
    Ping,
    Pong,
    Say,
    Typing,
    Wrong,
    decode,
)
from beffroi.channels.chat.service import Chat
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.limits import Buckets

log = get_logger(__name__)

HELLO_S: Final = 15.0
SEND_S: Final = 20.0


async def serve(socket: WebSocket, chat: Chat, widget: Widget, address: str) -> None:
    """The socket, from its acceptance to its end. Whatever ends it, the conversation knows."""
    await socket.accept()
    window = Window()
    visitor = Visitor(chat, widget, address, window)
    parts = [
        asyncio.create_task(_hear(socket, visitor)),
        asyncio.create_task(_send(socket, window)),
        asyncio.create_task(_until(window.over.wait())),
    ]
    try:
        done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        for part in done:
            if part.exception() is not None:
                log.info("visitor_socket_failed", why=type(part.exception()).__name__)
    finally:
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)
        visitor.gone()
        await _close(socket, window.code)


class Visitor:
    """What one socket may do next. Only `hello` at first, then anything else."""

    def __init__(self, chat: Chat, widget: Widget, address: str, window: Window) -> None:
        self.window = window
        self._chat = chat
        self._widget = widget
        self._address = address
        self._frames = Buckets(chat.limits.frames)
        self._errors = 0
        self._conversation: Conversation | None = None

    @property
    def is_greeted(self) -> bool:
        """The visitor said hello and was welcomed."""
        return self._conversation is not None

    async def take(self, frame: str | bytes) -> bool:
        """The frame is done or refused; False when it was one refusal too many and the socket must end."""
        said: str | None = None
        try:
            if self._frames.take("", self._chat.clock.now()):
                raise TooFast(retry_after_s=1)
            heard = decode(frame)
            said = heard.id if isinstance(heard, Say) else None
            await self._act(heard)
        except TryAgain as refused:
            self._tell(refused, said)
        except Refused as refused:
            self._tell(refused, said)
            return self._is_patient(refused, said)
        return True

    def gone(self) -> None:
        """The socket is no more."""
        if self._conversation is not None:
            self._chat.closed(self._conversation, self.window)

    async def _act(self, heard: Heard) -> None:
        if isinstance(heard, Ping):
            self.window.tell(Pong(self._chat.clock.now()))
        elif isinstance(heard, Hello):
            if self._conversation is not None:
                raise OutOfOrder
            self._conversation = await self._chat.hello(self._widget, heard, self.window)
        elif self._conversation is None:
            raise OutOfOrder
        elif isinstance(heard, Say):
            self._not_too_fast(self._conversation)
            await self._chat.say(self._conversation, self.window, heard, self._address)
        elif isinstance(heard, Typing):
            self._chat.typing(self._conversation)
        elif isinstance(heard, Leave):
            await self._chat.leave(self._conversation)
        else:
            await self._ask(self._conversation, heard)

    async def _ask(self, conversation: Conversation, asked: AskCallback | AskMessage) -> None:
        """What is refused here is no nonsense: a number is easily mistyped. Haste is bounded as for what is said."""
        try:
            self._not_too_fast(conversation)
            if isinstance(asked, AskCallback):
                await self._chat.call_back(conversation, asked)
            else:
                await self._chat.leave_message(conversation)
        except Refused as refused:
            self._tell(refused, None)

    def _not_too_fast(self, conversation: Conversation) -> None:
        wait_s = self._chat.said.take(conversation.id, self._chat.clock.now())
        if wait_s:
            raise TooFast(retry_after_s=round(wait_s, 1))

    def _tell(self, refused: Refused, said: str | None) -> None:
        wait_s = refused.facts.get("retry_after_s")
        retry_after_s = float(wait_s) if isinstance(wait_s, int | float) else None
        self.window.tell(Wrong(refused.code, refused.message, said, retry_after_s))

    def _is_patient(self, refused: Refused, said: str | None) -> bool:
        """A visitor who only writes fast is told when to go on; who sends nonsense is not heard for long."""
        if said is not None and isinstance(refused, TooFast):
            return True
        self._errors += 1
        if self._errors < self._chat.limits.errors:
            return True
        self._tell(TooManyErrors(), None)
        self.window.finish(REFUSED)
        return False


async def _hear(socket: WebSocket, visitor: Visitor) -> None:
    while True:
        limit = None if visitor.is_greeted else HELLO_S
        try:
            message = await asyncio.wait_for(socket.receive(), limit)
        except TimeoutError:
            visitor.window.finish(REFUSED)
            break
        if message["type"] == "websocket.disconnect":
            return
        frame = message.get("text")
        if not await visitor.take(message.get("bytes") or b"" if frame is None else frame):
            break
    await asyncio.sleep(SEND_S)  # the last frames are on their way; sending ends the socket


async def _send(socket: WebSocket, window: Window) -> None:
    while (frame := await window.next()) is not None:
        await asyncio.wait_for(socket.send_text(frame), SEND_S)


async def _until(awaited: Awaitable[object]) -> None:
    await awaited


async def _close(socket: WebSocket, code: int) -> None:
    try:
        await asyncio.wait_for(socket.close(code), 1.0)
    except (TimeoutError, RuntimeError, WebSocketDisconnect):
        return  # it was closed already
